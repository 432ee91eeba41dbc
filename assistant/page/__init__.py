"""The page in the browser: its layout, what its events do, and the server that serves it."""
