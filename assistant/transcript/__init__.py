"""A conversation as it travels, is exported and is held against the documents again."""
