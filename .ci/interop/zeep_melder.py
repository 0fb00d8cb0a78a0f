"""A partner system on zeep and python-xmlsec: sends one signed MeldJeugdige, verifies the answer, and writes what it sent to BESTAND.

zeep_melder.py MAP_VAN_DE_SANDBOX BSN PARTNERMELDINGID BESTAND; from the root of the project, whose tests have this client.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, ".")
from tests.interop.leverancier import Leverancier  # the tests are no package that anybody installs


def main() -> None:
    """Report one jeugdige."""
    map_, bsn, sleutel, bestand = sys.argv[1:]
    leverancier = Leverancier(json.loads((Path(map_) / "sandbox.json").read_text()))
    leverancier.bewaar(Path(bestand))
    antwoord = leverancier.meld(bsn, sleutel)
    print(f"zeep: geaccepteerd als {antwoord.meldingId}, antwoord geverifieerd")
    leverancier.sluit()


main()
