"""Keeps what clients sent as recordings for tests/interop, with whom to trust and where it came from."""

import json

from matrix.loop import Uitslag
from matrix.sandbox import Sandbox
from matrix.stapel import KLANTEN

OPNAMEN = KLANTEN.parents[1] / "tests" / "interop"


def neem_op(uitslagen: list[Uitslag], sandbox: Sandbox) -> None:
    """Write the signed MeldJeugdige of each stack and form."""
    for uitslag in (een for een in uitslagen if not een.stapel.eigen):
        for vorm, (bericht, moment) in uitslag.opnamen.items():
            map_ = OPNAMEN / "-".join(filter(None, (uitslag.stapel.naam, vorm)))
            map_.mkdir(exist_ok=True)
            (map_ / "bericht.xml").write_bytes(bericht)
            (map_ / "keten.pem").write_bytes(sandbox.doel.ca.read_bytes())
            herkomst = {
                "stack": "; ".join(filter(None, (uitslag.versie, vorm))),
                "gemaakt_met": "make klanten ARGS=--opnemen",
                "ontvangen": moment.isoformat(timespec="seconds"),
                "adres": sandbox.doel.adressen["meldingen"],
                "oin": sandbox.melder.partner.oin,
            }
            (map_ / "herkomst.json").write_text(json.dumps(herkomst, indent=2) + "\n")
