"""Answers in whole sentences by a language model, each held against the documents."""
