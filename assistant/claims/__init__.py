"""A paper's cited claims held against the sources that it cites for them."""
