"""Readers: bytes to text, front matter to fields, a body to blocks."""
