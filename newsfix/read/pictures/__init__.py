"""Every picture once: the URLs that an image gives, and when two of them are one picture."""
