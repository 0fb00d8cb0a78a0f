"""``python -m tests.eisen``: write ``docs/eisen.md``, with the results of a run when its JUnit file is given, else with those it had."""

import argparse
import sys
from pathlib import Path

from .bladzijde import BLADZIJDE, maak, uitslagen_uit, vorige_uitslagen
from .uitslag import lees_junit


def main() -> None:
    parser = argparse.ArgumentParser(description="Maakt docs/eisen.md.")
    parser.add_argument("--junit", type=Path, nargs="+", help="uitslagen van pytest (--junitxml); van een test telt de laatste")
    parser.add_argument("--controleer", action="store_true", help="niets schrijven; zakken als de bladzijde anders is")
    keuzes = parser.parse_args()
    uitslagen = (
        vorige_uitslagen()
        if keuzes.junit is None
        else uitslagen_uit({proef: uitslag for bestand in keuzes.junit for proef, uitslag in lees_junit(bestand).items()})
    )
    tekst = maak(uitslagen)
    if not keuzes.controleer:
        BLADZIJDE.write_text(tekst, encoding="utf-8")
    elif tekst != BLADZIJDE.read_text(encoding="utf-8"):
        sys.exit("docs/eisen.md klopt niet met de code of met deze run: draai make eisen en bekijk het verschil")


if __name__ == "__main__":
    main()
