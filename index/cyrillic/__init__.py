"""Russian and Kazakh for all-MiniLM-L6-v2: the extension that is shipped, and its training."""
