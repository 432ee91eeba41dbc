"""A paper's sources: which are held, where they were fetched from, and how they are tied to it."""
