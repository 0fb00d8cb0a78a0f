"""``python -m tests.voorbeelden``: make ``docs/voorbeelden/getekend`` anew, on a fresh sandbox with fresh keys."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from .spelen import VOORBEELDEN, speel_alles


def main() -> None:
    """Replace what is there only when everything went well."""
    with TemporaryDirectory() as werk:
        nieuw = Path(werk) / "getekend"
        speel_alles(Path(werk) / "sandbox", nieuw)
        shutil.rmtree(VOORBEELDEN / "getekend", ignore_errors=True)
        shutil.move(nieuw, VOORBEELDEN / "getekend")
    print(f"{len(list((VOORBEELDEN / 'getekend').glob('*.xml')))} berichten")


if __name__ == "__main__":
    main()
