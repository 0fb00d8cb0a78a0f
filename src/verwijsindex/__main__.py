"""``python -m verwijsindex``."""

import sys

from verwijsindex.cli import main

sys.exit(main())
