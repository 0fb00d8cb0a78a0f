"""Certificates that a partner does not have, which a tester who rules the CA of the target can supply."""

from typing import Final

from verwijsindex_conformance.bericht.sleutelpaar import Sleutelpaar, lees_sleutelpaar
from verwijsindex_conformance.doel import Doel
from verwijsindex_conformance.oordeel import Overgeslagen

ONGELDIG: Final = frozenset({"verlopen", "nog-niet-geldig", "ingetrokken", "zonder-tekenrecht", "te-kort", "sha1", "is-ca"})
"""Under the CA of the target, on the OIN of a partner, and not to be believed."""
ZONDER_OIN: Final = frozenset({"zonder-oin", "oin-te-kort", "oin-te-lang", "twee-oins", "oin-in-cn"})
"""The same, for what stands in the subject."""
GEEN_PARTNER: Final = "geen-partner"
"""A good certificate of somebody whom the target does not know."""


def certificaten(doel: Doel, soort: frozenset[str]) -> dict[str, Sleutelpaar]:
    """Those of this kind that the tester supplied. Raises Overgeslagen when there is none."""
    gevonden = {naam: paar for naam, paar in doel.certificaten.items() if naam in soort}
    if not gevonden:
        raise Overgeslagen(doel.ontbreekt("certificaten", f"doel.yaml noemt geen certificaat {' of '.join(sorted(soort))}"))
    return {naam: lees_sleutelpaar(paar.certificaat, paar.sleutel) for naam, paar in gevonden.items()}
