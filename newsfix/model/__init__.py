"""What the steps hand on: the article as a tree, where it comes from, and what is wrong with it."""
