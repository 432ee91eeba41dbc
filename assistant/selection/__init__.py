"""The choice of the sentences that answer, and whether any does."""
