"""What a document cites: its reference list, read, and the markers in its text."""
