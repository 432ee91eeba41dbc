"""Chunks to an index on disk, and a question to the passages it finds."""
