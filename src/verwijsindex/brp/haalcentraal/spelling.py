"""How to ask for a family name so that every spelling that R-028 calls one name is found.

The service finds a name with diacritics by the plain one as well, but knows hyphen, space and apostrophe apart. So we ask plainly, and
for each way to write the breaks. A name is never cut off with a wildcard: that would bring in people who were not asked for (R-079).
"""

import re
from typing import Final

from verwijsindex.domain.regels.namen import normaliseer

LANGST: Final = 200
_STREEPJES: Final = re.compile("[\u2010-\u2015]")
_AANHALINGEN: Final = re.compile("[`\u2018\u2019\u02bc\u00b4\u2032]")
_GRENS: Final = re.compile(r"[ \-']+")
_TOEGESTAAN: Final = re.compile(r"[A-Z0-9 .\-']+")
"""Of what ``GeslachtsnaamFilter`` allows, what is left after taking diacritics away; no ``*``, the wildcard."""
_SCHEIDINGEN: Final = (" ", "-", "")


def spellingen(geslachtsnaam: str) -> tuple[str, ...]:
    """The names to ask for, each once; none when no person in the BRP can bear this name."""
    vlak = _vlak(geslachtsnaam)
    varianten = (vlak, *(_GRENS.sub(scheiding, vlak.replace(".", "")).strip() for scheiding in _SCHEIDINGEN))
    return tuple(dict.fromkeys(naam for naam in varianten if len(naam) <= LANGST and _TOEGESTAAN.fullmatch(naam)))


def _vlak(naam: str) -> str:
    """Plain capitals, with the breaks still in."""
    breuken = _AANHALINGEN.sub("'", _STREEPJES.sub("-", " ".join(naam.split())))
    return "".join(teken if teken in " -'." else normaliseer(teken) for teken in breuken).strip()
