"""`python -m operations.command`: the same as `partnership`."""

from operations.command import main

main()
