"""Besluit Jeugdwet 7.2.1(3), R-182: what a report of the conformance suite proves of a partner system."""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from verwijsindex.domain.organisatie import Conformiteit, Partner, PartnerToestand

SOORT: Final = "verwijsindex-conformance"
VORM: Final = 2
KOPPELVLAK: Final = "v1"
"""The version of the contract that counts today; a pass for another is of the past."""
ROL: Final = "partner"
"""What must have been under test: a pass of an index says nothing of who calls it."""
_NIET_GETOETST: Final = ("NIET_AANGEBODEN", "OVERGESLAGEN")
_GOED: Final = {"GESLAAGD", "WAARSCHUWING", *_NIET_GETOETST}


def lees_rapport(ruw: bytes, oin: str, getekend_door: Collection[str], nu: datetime) -> Conformiteit:
    """BJ 7.2.1(3), R-182: a whole run on a partner system, passed, signed with the certificate of this partner, for today's contract.

    ``getekend_door`` are the partners whose seals were verified. With his seal a partner says that this is what was found; that it was
    found is believed. The digest is kept to find the report again. Raises ValueError, in Dutch.
    """
    rapport = _rapport(ruw)
    if rapport.get("koppelvlak") != KOPPELVLAK:
        raise ValueError(f"het rapport gaat over een andere versie van het koppelvlak dan {KOPPELVLAK}")
    if rapport.get("rol") != ROL:
        raise ValueError(f"het rapport toetst geen partnersysteem: draai de toets met --rol {ROL}")
    if oin not in rapport["partners"]:
        raise ValueError("het rapport gaat niet over dit partnersysteem: zijn OIN staat er niet in")
    if oin not in getekend_door:
        raise ValueError("het rapport is niet getekend met het certificaat van dit partnersysteem")
    gevallen = Counter(geval["oordeel"] for geval in rapport["gevallen"].values())
    slecht = sum(aantal for oordeel, aantal in gevallen.items() if oordeel not in _GOED)
    if slecht:
        raise ValueError(f"de toets is niet geslaagd: {slecht} van {gevallen.total()} gevallen zijn gezakt of onbeslist")
    if rapport.get("volledig") is not True or not gevallen["GESLAAGD"]:
        raise ValueError("het rapport is van een deel van de toets: draai alle gevallen")
    moment = datetime.fromisoformat(rapport["moment"])
    if moment > nu:
        raise ValueError("het rapport is van later dan nu")
    niet = sum(gevallen[oordeel] for oordeel in _NIET_GETOETST)
    telling = f"{gevallen['GESLAAGD']} geslaagd, {gevallen['WAARSCHUWING']} waarschuwing, {niet} niet getoetst"
    return Conformiteit(oin, KOPPELVLAK, moment, telling, sha256(ruw).hexdigest())


def eis_toets(oin: str, nu: Partner | None, straks: PartnerToestand, getoetst: Collection[str]) -> None:
    """BJ 7.2.1(3), R-182: a partner system becomes active only after it passed the run for the contract of today; who is active stays so.

    ``nu`` is how it is registered, ``getoetst`` who passed. Raises ValueError, in Dutch.
    """
    wordt_actief = straks is PartnerToestand.ACTIEF and (nu is None or nu.toestand is not PartnerToestand.ACTIEF)
    if wordt_actief and oin not in getoetst:
        raise ValueError(
            f"{oin} haalde de conformiteitstoets voor koppelvlak {KOPPELVLAK} nog niet: schrijf hem in als GEBLOKKEERD, leg de toets "
            "vast met verwijsindex organisatie conformiteit, en maak hem daarna ACTIEF"
        )


def _rapport(ruw: bytes) -> Mapping[str, Any]:
    try:
        rapport = json.loads(ruw)
        vorm = rapport["soort"], rapport["vorm"]
        moment = datetime.fromisoformat(rapport["moment"])
        goed = vorm == (SOORT, VORM) and moment.tzinfo is not None and isinstance(rapport["partners"], list)
        if not goed or not all(isinstance(geval["oordeel"], str) for geval in rapport["gevallen"].values()):
            raise ValueError
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise ValueError("dit is geen rapport van deze conformiteitstoets (verwijsindex-conformance draai --rapport)") from None
    gelezen: Mapping[str, Any] = rapport
    return gelezen
