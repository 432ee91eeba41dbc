"""A small reader: where in a passage the answer stands, and whether there is one."""
