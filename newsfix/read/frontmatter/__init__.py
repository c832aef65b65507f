"""Front matter and page metadata to the fields of an article."""
