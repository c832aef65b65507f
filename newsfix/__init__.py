"""newsfix: raw article files in, clean Markdown or JSON out."""
