"""Everything that touches files: finding, reading, writing, batches, reports."""
