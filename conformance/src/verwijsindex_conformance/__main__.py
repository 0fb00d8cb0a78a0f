"""``python -m verwijsindex_conformance``."""

import sys

from verwijsindex_conformance.cli import main

sys.exit(main())
