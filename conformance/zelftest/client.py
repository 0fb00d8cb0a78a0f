"""Our client under test: in this process, against a fake index, made anew for every mutant."""

import json
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import yaml
from verwijsindex.client import Verwijsindex
from verwijsindex.sandbox.pki import Deelnemer, maak_pki

from verwijsindex_conformance.bestuur import Conclusie, lees_conclusie
from verwijsindex_conformance.doel import Partner as DoelPartner
from verwijsindex_conformance.draaier import draai
from verwijsindex_conformance.lees_doel import lees_doel
from verwijsindex_conformance.nep.deur import luister
from verwijsindex_conformance.nep.index import NepIndex
from verwijsindex_conformance.toneel import Toneel, afspraak_uit

from . import partner
from .bank import Beurt
from .mutant import Mutant, aangebracht

INDEX, PARTNER, ANDER = "00000099000000000000", "00000099000000001000", "00000099000000002000"
GEDULD = 1.0
"""Seconds that our client waits for an answer here: enough for an answer, and no longer than a test likes."""


@dataclass
class InDitProces:
    """Makes our own client act, without a process of its own."""

    partner: partner.Partner

    def doe(self, handeling: str, **gegevens: Any) -> Conclusie:
        """Ask it, as the suite asks a program."""
        return lees_conclusie(handeling, self.partner.doe(handeling, **gegevens))

    def sluit(self) -> None:
        """Nothing to close."""


class Client:
    """A PKI in ``map`` and a fake index that listens; each ``met`` makes a client of its own."""

    def __init__(self, map: Path) -> None:
        self._map = map
        self._stapel = ExitStack()

    def __enter__(self) -> "Client":
        self._doel = lees_doel(maak_opstelling(self._map))
        self._nep = NepIndex(afspraak_uit(self._doel)[0], GEDULD)
        assert self._doel.verbind is not None
        self._stapel.enter_context(luister(self._nep, host=self._doel.verbind[0]))
        return self

    def __exit__(self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None) -> None:
        self._stapel.close()

    @contextmanager
    def met(self, mutant: Mutant | None) -> Iterator[Beurt]:
        """Our client with this mutant in it, or as it should be."""
        with ExitStack() as stapel:
            if mutant is not None:
                stapel.enter_context(aangebracht(mutant))
            self._nep.verbreek()
            client = stapel.enter_context(Verwijsindex(**partner.lees_instellingen(self._map / "partner.json")))
            toneel = Toneel(self._nep, InDitProces(partner.Partner(client)))
            yield lambda geval: draai([geval], self._doel, lambda _: None, toneel=toneel)[0]


def maak_opstelling(map: Path) -> Path:
    """A PKI of its own, and what ``beschrijf_opstelling`` writes about it; gives the path of doel.yaml."""
    map.mkdir(parents=True, exist_ok=True)
    deelnemers = [Deelnemer(PARTNER, "Partner", "GGD"), Deelnemer(ANDER, "Andere", "Politie")]
    pki = maak_pki(map, datetime.now(UTC), Deelnemer(INDEX, "localhost", "Verwijsindex"), deelnemers)
    paren = ((INDEX, pki.index), (PARTNER, pki.partner(PARTNER)))
    index, wie = (DoelPartner(oin, paar.certificaat, paar.sleutel) for oin, paar in paren)
    return beschrijf_opstelling(map, pki.keten, index, wie)


def beschrijf_opstelling(map: Path, ca: Path, index: DoelPartner, wie: DoelPartner) -> Path:
    """partner.json for our client, and doel.yaml for the suite, about a port that is free now; gives the path of doel.yaml."""
    with socket.create_server(("127.0.0.1", 0)) as vrij:
        poort = vrij.getsockname()[1]
    basis = f"https://localhost:{poort}"
    instellingen = {
        "basis": basis,
        "certificaat": str(wie.certificaat),
        "sleutel": str(wie.sleutel),
        "ca": str(ca),
        "server_oin": index.oin,
        "gebruiker": "ggd-melder-1",
        "instantie": "ggd",
        "pogingen": 3,
        "wachttijd": GEDULD,
    }
    (map / "partner.json").write_text(json.dumps(instellingen), encoding="utf-8")
    doel = {
        "versie": 1,
        "adressen": {naam: f"{basis}/{naam}/v1" for naam in ("meldingen", "signalen", "rechten")},
        "verbind": f"127.0.0.1:{poort}",
        "ca": str(ca),
        "product": {"naam": "onze client", "biedt": ["melden", "intrekken", "signalen", "historie"]},
        "index": {"oin": index.oin, "certificaat": str(index.certificaat), "sleutel": str(index.sleutel)},
        "partner": {
            "oin": wie.oin,
            "opdracht": [sys.executable, partner.__file__, str(map / "partner.json")],
            "geduld": GEDULD,
            "certificaat": str(wie.certificaat),
            "sleutel": str(wie.sleutel),
        },
    }
    (map / "doel.yaml").write_text(yaml.safe_dump(doel, sort_keys=False, width=10_000), encoding="utf-8")
    return map / "doel.yaml"
