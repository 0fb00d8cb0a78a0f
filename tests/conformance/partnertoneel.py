"""A fake index on a real port, and our own client as the partner system that calls it, in this process."""

import json
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from verwijsindex_conformance.bestuur import Conclusie, lees_conclusie
from verwijsindex_conformance.doel import Doel
from verwijsindex_conformance.lees_doel import lees_doel
from verwijsindex_conformance.nep.index import NepIndex, luister
from verwijsindex_conformance.toneel import Toneel, afspraak_uit

from verwijsindex.client import Verwijsindex
from verwijsindex.sandbox.pki import Deelnemer, maak_pki

INDEX, PARTNER, ANDER = "00000099000000000000", "00000099000000001000", "00000099000000002000"
PROGRAMMA = Path(__file__).parents[2] / "conformance" / "zelftest" / "partner.py"
DOEL = """
versie: 1
adressen: {{meldingen: "{basis}/meldingen/v1", signalen: "{basis}/signalen/v1", rechten: "{basis}/rechten/v1"}}
verbind: "127.0.0.1:{poort}"
ca: keten.pem
index: {{oin: "{INDEX}", certificaat: index.pem, sleutel: index.key}}
partner:
  oin: "{PARTNER}"
  opdracht: ["{python}", "{PROGRAMMA}", "{map}/partner.json"]
  geduld: 1
  certificaat: {PARTNER}.pem
  sleutel: {PARTNER}.key
"""


def maak_opstelling(map: Path) -> Path:
    """A PKI, doel.yaml for the suite, and partner.json for our client, about a port that is free now; gives the path of doel.yaml."""
    deelnemers = [Deelnemer(PARTNER, "Partner", "GGD"), Deelnemer(ANDER, "Andere", "Politie")]
    maak_pki(map, datetime.now(UTC), Deelnemer(INDEX, "localhost", "Verwijsindex"), deelnemers)
    with socket.create_server(("127.0.0.1", 0)) as vrij:
        poort = vrij.getsockname()[1]
    basis = f"https://localhost:{poort}"
    instellingen = {
        "basis": basis,
        "certificaat": f"{PARTNER}.pem",
        "sleutel": f"{PARTNER}.key",
        "ca": "keten.pem",
        "server_oin": INDEX,
        "gebruiker": "ggd-melder-1",
        "instantie": "ggd",
        "pogingen": 3,
        "wachttijd": 1.0,
    }
    (map / "partner.json").write_text(json.dumps(instellingen))
    tekst = DOEL.format(basis=basis, poort=poort, INDEX=INDEX, PARTNER=PARTNER, PROGRAMMA=PROGRAMMA, python=sys.executable, map=map)
    (map / "doel.yaml").write_text(tekst)
    return map / "doel.yaml"


def onze_partner() -> Any:
    """The module of the program; it is no part of a package."""
    bij = spec_from_file_location("onze_partner", PROGRAMMA)
    assert bij is not None
    assert bij.loader is not None
    module = module_from_spec(bij)
    bij.loader.exec_module(module)
    return module


@dataclass
class InDitProces:
    """Makes our own client act, without a process of its own."""

    partner: Any

    def doe(self, handeling: str, **gegevens: Any) -> Conclusie:
        return lees_conclusie(handeling, self.partner.doe(handeling, **gegevens))

    def sluit(self) -> None:
        """Nothing to close."""


@contextmanager
def toneel_in_dit_proces(doelbestand: Path) -> Iterator[tuple[Doel, Toneel]]:
    """The stage, with our client on it."""
    doel, module = lees_doel(doelbestand), onze_partner()
    afspraak, systeem = afspraak_uit(doel)
    index = NepIndex(afspraak, systeem.geduld)
    with luister(index, host="127.0.0.1"), Verwijsindex(**module.lees_instellingen(doelbestand.parent / "partner.json")) as client:
        yield doel, Toneel(index, InDitProces(module.Partner(client)))
