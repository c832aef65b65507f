"""Writers: an article to Markdown or JSON."""
