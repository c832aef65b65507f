"""The account: every word and address of a source is in the output, or named as left out, or lost."""
