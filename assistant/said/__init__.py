"""What the assistant itself says in its answers, in the language of the question."""
