"""``verwijsindex`` with less patience: what waits many seconds for a lock, or for a hung process, waits few here. Nothing else differs."""

import sys

from verwijsindex.cli import main
from verwijsindex.soap import server
from verwijsindex.storage import engines

SLOT_SECONDEN = 0.7
VERZOEK_SECONDEN = 3

if __name__ == "__main__":
    engines._WACHT_SECONDEN = SLOT_SECONDEN  # type: ignore[misc,assignment]
    server.OPTIONS["timeout"] = VERZOEK_SECONDEN
    sys.exit(main())
