"""A question to an answer that is proved by quotations, in the web chat and on the command line."""
