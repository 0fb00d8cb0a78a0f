"""Besluit Jeugdwet 7.2.1(3), R-182: what a report of the conformance suite proves of a partner system."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from verwijsindex.domain.organisatie import Conformiteit

SOORT: Final = "verwijsindex-conformance"
VORM: Final = 1
KOPPELVLAK: Final = "v1"
"""The version of the contract that counts today; a pass for another is of the past."""
_GOED: Final = {"GESLAAGD", "NIET_VAN_TOEPASSING"}


def lees_rapport(ruw: bytes, oin: str, nu: datetime) -> Conformiteit:
    """BJ 7.2.1(3), R-182: a whole run, passed, with the certificate of this partner, for today's contract. Raises ValueError, in Dutch.

    Who hands in the report is believed: it bears no signature, and its digest is kept to find it again.
    """
    rapport = _rapport(ruw)
    if rapport.get("koppelvlak") != KOPPELVLAK:
        raise ValueError(f"het rapport gaat over een andere versie van het koppelvlak dan {KOPPELVLAK}")
    if oin not in rapport["partners"]:
        raise ValueError("het rapport gaat niet over dit partnersysteem: zijn OIN staat er niet in")
    gevallen = Counter(rapport["gevallen"].values())
    slecht = sum(aantal for oordeel, aantal in gevallen.items() if oordeel not in _GOED)
    if slecht:
        raise ValueError(f"de toets is niet geslaagd: {slecht} van {gevallen.total()} gevallen zijn gezakt of onbeslist")
    if rapport.get("volledig") is not True or not gevallen["GESLAAGD"]:
        raise ValueError("het rapport is van een deel van de toets: draai alle gevallen")
    moment = datetime.fromisoformat(rapport["moment"])
    if moment > nu:
        raise ValueError("het rapport is van later dan nu")
    telling = f"{gevallen['GESLAAGD']} geslaagd, {gevallen['NIET_VAN_TOEPASSING']} niet van toepassing"
    return Conformiteit(oin, KOPPELVLAK, moment, telling, sha256(ruw).hexdigest())


def _rapport(ruw: bytes) -> Mapping[str, Any]:
    try:
        rapport = json.loads(ruw)
        vorm = rapport["soort"], rapport["vorm"]
        moment = datetime.fromisoformat(rapport["moment"])
        goed = vorm == (SOORT, VORM) and moment.tzinfo is not None and isinstance(rapport["partners"], list)
        if not goed or not all(isinstance(oordeel, str) for oordeel in rapport["gevallen"].values()):
            raise ValueError
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise ValueError("dit is geen rapport van de conformiteitstoets (verwijsindex-conformance draai --rapport)") from None
    gelezen: Mapping[str, Any] = rapport
    return gelezen
