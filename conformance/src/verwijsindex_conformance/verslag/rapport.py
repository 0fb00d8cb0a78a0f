"""The one result of a run: what was tested by what, when, and every verdict. Everything else that is told is made from it."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from verwijsindex_conformance.doel import Doel, Partner
from verwijsindex_conformance.eisen import Eis, alle_eisen
from verwijsindex_conformance.geval import Rol
from verwijsindex_conformance.oordeel import SLECHT, Oordeel
from verwijsindex_conformance.verslag.herkomst import contractsom, suiteversie
from verwijsindex_conformance.verslag.regel import Regel, lees_regel

SOORT: Final = "verwijsindex-conformance"
VORM: Final = 2
KOPPELVLAK: Final = "v1"
"""Version of the contract whose cases these are: that of its namespaces."""


class RapportOnjuist(Exception):
    """This is no report, or not as it was written; the Dutch text says which."""


@dataclass(frozen=True, slots=True)
class Rapport:
    """A run. ``volledig`` is whether every case of this role was run; nothing of a person stands in it."""

    koppelvlak: str
    begin: str
    moment: str
    """When it ended."""
    suite: Mapping[str, str]
    """``versie``, and ``contract``: the checksum of the contract that it judges by."""
    rol: str
    index: str
    partners: tuple[str, ...]
    product: Mapping[str, str | None]
    """``naam``, ``versie`` and ``commit`` as the tester tells, ``antwoordt``: the version as the target itself tells."""
    biedt: tuple[str, ...]
    kan_niet: Mapping[str, str]
    volledig: bool
    regels: tuple[Regel, ...]
    eisen: tuple[Eis, ...]

    @property
    def telling(self) -> Counter[Oordeel]:
        """How often each verdict was given."""
        return Counter(regel.oordeel for regel in self.regels)

    @property
    def geslaagd(self) -> bool:
        """Whether nothing failed, nothing is undecided, and something passed."""
        return not any(self.telling[oordeel] for oordeel in SLECHT) and bool(self.telling[Oordeel.GESLAAGD])


def maak_rapport(
    regels: Sequence[Regel], doel: Doel, rol: Rol, wie: Sequence[Partner], *, begin: str, moment: str, antwoordt: str | None, volledig: bool
) -> Rapport:
    """Of a run that has just ended; ``wie`` will sign it."""
    return Rapport(
        koppelvlak=KOPPELVLAK,
        begin=begin,
        moment=moment,
        suite={"versie": suiteversie(), "contract": contractsom()},
        rol=rol.value,
        index=doel.oin,
        partners=tuple(sorted(partner.oin for partner in wie)),
        product={"naam": doel.product.naam, "versie": doel.product.versie, "commit": doel.product.commit, "antwoordt": antwoordt},
        biedt=tuple(sorted(cluster.value for cluster in doel.biedt)),
        kan_niet=dict(doel.kan_niet),
        volledig=volledig,
        regels=tuple(regels),
        eisen=tuple(alle_eisen().values()),
    )


def als_json(rapport: Rapport) -> dict[str, Any]:
    """The report as the file holds it, without its seal."""
    return {
        "soort": SOORT,
        "vorm": VORM,
        "koppelvlak": rapport.koppelvlak,
        "begin": rapport.begin,
        "moment": rapport.moment,
        "suite": dict(rapport.suite),
        "rol": rapport.rol,
        "index": rapport.index,
        "partners": list(rapport.partners),
        "product": dict(rapport.product),
        "biedt": list(rapport.biedt),
        "kanNiet": dict(rapport.kan_niet),
        "volledig": rapport.volledig,
        "gevallen": {regel.id: regel.als_json() for regel in rapport.regels},
        "eisen": {eis.id: eis.als_json() for eis in rapport.eisen},
    }


def uit_json(velden: Mapping[str, Any]) -> Rapport:
    """The same back. Raises RapportOnjuist."""
    try:
        if (velden["soort"], velden["vorm"]) != (SOORT, VORM):
            raise ValueError
        if datetime.fromisoformat(velden["moment"]).tzinfo is None:
            raise ValueError
        return Rapport(
            koppelvlak=velden["koppelvlak"],
            begin=velden["begin"],
            moment=velden["moment"],
            suite=velden["suite"],
            rol=velden["rol"],
            index=velden["index"],
            partners=tuple(velden["partners"]),
            product=velden["product"],
            biedt=tuple(velden["biedt"]),
            kan_niet=velden["kanNiet"],
            volledig=velden["volledig"],
            regels=tuple(lees_regel(id, regel) for id, regel in velden["gevallen"].items()),
            eisen=tuple(Eis.uit_json(id, eis) for id, eis in velden["eisen"].items()),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise RapportOnjuist("dit is geen rapport van deze versie van de conformiteitstoets") from None


def canoniek(velden: Mapping[str, Any]) -> bytes:
    """The one way in which a report is written: whatever else is in a file, is not what was written."""
    return (json.dumps(velden, indent=1, ensure_ascii=False) + "\n").encode()
