"""Follow-up questions made to stand alone by rules: no language model, no list of names."""
