"""HTML to blocks: one walk, and the rules beside it."""
