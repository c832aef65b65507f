"""The languages that the reader and the writer share: their words and grammars, as tables."""
