"""Work that runs behind the page, one of each for everybody: a rebuild, and an evaluation."""
