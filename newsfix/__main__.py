"""`python -m newsfix`."""

from newsfix.cli import main

main(prog_name="newsfix")
