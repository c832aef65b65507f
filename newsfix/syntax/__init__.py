"""What the languages that newsfix reads have: their words, in tables."""
