"""The ways of answering questions that are no search for one fact, a module a way."""
