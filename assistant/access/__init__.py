"""Who may use the page: accounts, sessions, and what is refused before a request comes to it."""
