"""`python -m symfeat` is the program `symfeat`."""

import sys

from symfeat.cli import main

if __name__ == "__main__":
    sys.exit(main())
