"""Date strings in any language to ISO 8601, or a reason why not."""
