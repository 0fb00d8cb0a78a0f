"""Who hears that a reported jeugdige moved, and what he is told."""

from collections.abc import Sequence

from verwijsindex_conformance.doel import Persoon
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.postbus import Postbus, Signaal
from verwijsindex_conformance.proef import Proef
from verwijsindex_conformance.register import nieuw_adres

_AAN_MELDER = {"signaalId", "volgnummer", "soort", "tijdstip", "eigenMeldingId"}
_AAN_GEMEENTE = {"signaalId", "volgnummer", "soort", "tijdstip", "contact"}


@geval(
    "VERH-001",
    "Een verhuizing naar een andere gemeente komt ook bij de regievoerder daar",
    eisen=("R-120", "R-122", "R-123", "R-124"),
    gedaan="A meldt een jeugdige. De jeugdige verhuist naar een andere gemeente. Daarna meldt B hem ook.",
    verwacht="A krijgt één signaal VERHUIZING, met eigenMeldingId en zonder contact of adres. De regievoerder van de nieuwe gemeente krijgt er "
    "ook een, met A als contact en zonder eigenMeldingId, en na de melding van B een ZELFDE_JEUGDIGE. De regievoerder van de oude gemeente "
    "krijgt niets.",
)
def naar_een_andere_gemeente(p: Proef) -> None:
    oud, nieuw = p.mensen.regievoerders_van(2)
    persoon = _bewoner(p, oud.gemeentecode or "")
    a, b = p.mensen.melders(2)
    melder = Postbus(p, a)
    gemeld = p.meld_vers(a, persoon)
    van_oud, van_nieuw = Postbus(p, oud), Postbus(p, nieuw)
    p.register.verhuis(persoon, nieuw_adres(nieuw.gemeentecode or ""))
    aan_melder, signaal = _enige(melder.nieuw()), _enige(van_nieuw.nieuw())
    eis(aan_melder.eigen_melding_id == gemeld.melding_id, "de eigen melding", "een andere melding")
    for een, velden in ((aan_melder, _AAN_MELDER), (signaal, _AAN_GEMEENTE)):
        eis(set(een.velden) == velden, f"de elementen {', '.join(sorted(velden))}", ", ".join(een.velden))
    eis(len(signaal.contacten) == 1, "één contact", str(len(signaal.contacten)))
    van_nieuw.leeg()
    p.meld(b, persoon)
    soorten = [later.soort for later in van_nieuw.nieuw()]
    eis(soorten == ["ZELFDE_JEUGDIGE"], "ZELFDE_JEUGDIGE bij de nieuwe regievoerder", ", ".join(soorten) or "niets")
    eis(not van_oud.nieuw(), "niets bij de oude regievoerder", "een signaal")


def _bewoner(p: Proef, gemeente: str) -> Persoon:
    """Somebody who lives alone in this gemeente, and goes home at the end of the case."""
    persoon = p.mensen.persoon()
    p.register.verhuis(persoon, nieuw_adres(gemeente))
    p.straks(lambda: p.register.verhuis_terug(persoon, gemeente))
    return persoon


def _enige(signalen: Sequence[Signaal]) -> Signaal:
    soorten = [signaal.soort for signaal in signalen]
    eis(soorten == ["VERHUIZING"], "één signaal VERHUIZING", ", ".join(soorten) or "niets")
    return signalen[0]
