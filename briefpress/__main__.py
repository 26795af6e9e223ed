"""``python -m briefpress`` is the command ``briefpress``."""

import sys

from briefpress.cli import main

if __name__ == "__main__":
    sys.exit(main())
