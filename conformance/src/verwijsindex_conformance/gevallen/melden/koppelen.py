"""KoppelBsn refused: a melding without BSN does not get this one. That it succeeds is in ``nummers``."""

from uuid import uuid4

from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.doel import Gebruiker
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.gevallen.melden.zonder_bsn import meld_zonder_bsn
from verwijsindex_conformance.kinderen import verzonnen
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.postbus import eigen_melding_ids
from verwijsindex_conformance.proef import RISICO_WEG, Proef


def _weiger(p: Proef, code: str, melder: Gebruiker, melding_id: str, bsn: str) -> None:
    ontvangen = p.gesprek.stuur(melder, inhoud.koppeling(melder, p.sleutel(), melding_id, bsn))
    p.gesprek.geweigerd(ontvangen, code)
    eis(bsn.encode() not in ontvangen.http.body, "een fout zonder het nummer (R-171)", "het nummer staat in de fout")


@geval(
    "MELD-070",
    "Een BSN bij een melding die niet van de melder is, of al verwijderd",
    eisen=("R-030", "R-100", "KV-25"),
    tweeling="MELD-060",
    gedaan="Koppelt een BSN aan een onbekende melding, aan die van een ander, en aan een eigen melding die in het archief staat.",
    verwacht="VIR-130, VIR-130 en VIR-131.",
)
def niet_van_hem(p: Proef) -> None:
    een, ander = p.mensen.melders(2)
    bsn, wie = p.mensen.persoon().bsn, verzonnen()
    van_ander = meld_zonder_bsn(p, ander, wie)
    eigen = meld_zonder_bsn(p, een, wie)
    _weiger(p, "VIR-130", een, str(uuid4()), bsn)
    _weiger(p, "VIR-130", een, van_ander.melding_id, bsn)
    p.trek_in(eigen, RISICO_WEG)
    _weiger(p, "VIR-131", een, eigen.melding_id, bsn)


@geval(
    "MELD-071",
    "Wie het BSN niet mag gebruiken, koppelt er geen",
    eisen=("R-023", "R-030"),
    tweeling="MELD-060",
    gedaan="Meldt zonder BSN als melder die het BSN niet mag gebruiken, en koppelt dan een BSN.",
    verwacht="VIR-105, ook als het nummer ongeldig is: de weigering zegt niets over het nummer.",
)
def niet_gerechtigd(p: Proef) -> None:
    melder = p.mensen.melder_zonder_bsn()
    gemeld = meld_zonder_bsn(p, melder, verzonnen())
    for bsn in (p.mensen.persoon().bsn, "123456789"):
        _weiger(p, "VIR-105", melder, gemeld.melding_id, bsn)


@geval(
    "MELD-072",
    "Een BSN dat niet van deze jeugdige is",
    eisen=("R-021", "R-022", "R-030", "R-171"),
    tweeling="MELD-060",
    gedaan="Meldt zonder BSN, en koppelt een ongeldig BSN, een dat het register niet kent, en dat van iemand anders.",
    verwacht="VIR-101, VIR-102 en VIR-103. De melding blijft zoals zij was.",
)
def van_een_ander(p: Proef) -> None:
    melder = p.mensen.melder()
    gemeld = meld_zonder_bsn(p, melder, verzonnen())
    for code, bsn in (("VIR-101", "123456789"), ("VIR-102", p.mensen.persoon("onbekend").bsn), ("VIR-103", p.mensen.persoon().bsn)):
        _weiger(p, code, melder, gemeld.melding_id, bsn)
    eis(gemeld.melding_id in eigen_melding_ids(p, melder), "de melding bij de eigen meldingen", "de melding is weg")
