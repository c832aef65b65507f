"""Reports of a run, an entry for each input, written while it goes on."""
