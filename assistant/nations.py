"""How adjectives of nations end in English: "Chinese" is nobody and no thing, only whose it is."""

NATION = r"\w+(?:ese|ish|ian|ean|ican)"
"""A pattern of one such word; those without an ending of their own ("Uzbek") are not in it."""
