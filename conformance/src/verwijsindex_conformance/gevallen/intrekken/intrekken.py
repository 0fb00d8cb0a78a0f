"""Withdrawing: on two grounds, by the reporter himself, once."""

from datetime import date
from uuid import uuid4

from lxml import etree

from verwijsindex_conformance.antwoord.fout import Fout
from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.doel import Gebruiker
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.postbus import eigen_melding_ids
from verwijsindex_conformance.proef import NIET_TERECHT, RISICO_WEG, Proef, veld


@geval(
    "INTR-001",
    "Intrekken omdat de melding niet terecht was",
    eisen=("R-100", "R-101", "KV-22"),
    gedaan="Trekt een eigen melding in met reden NIET_TERECHT.",
    verwacht="Het meldingId, de dag van verwijderen, en geen gearchiveerdTot; de melding staat niet meer bij de eigen meldingen.",
)
def niet_terecht(p: Proef) -> None:
    gemeld = p.meld_vers(p.mensen.melder(), p.mensen.persoon())
    antwoord = p.trek_in(gemeld)
    eis(veld(antwoord, "meldingId") == gemeld.melding_id, "het meldingId van het verzoek", "een ander meldingId")
    eis(antwoord.findtext("{*}gearchiveerdTot") is None, "geen gearchiveerdTot", "een gearchiveerdTot")
    eis(gemeld.melding_id not in eigen_melding_ids(p, gemeld.melder), "geen melding meer", "zij staat er nog")


@geval(
    "INTR-002",
    "Intrekken omdat het risico weg is",
    eisen=("R-100", "R-101", "R-103", "R-061"),
    gedaan="Trekt een eigen melding in met reden RISICO_NIET_MEER_AANWEZIG.",
    verwacht="gearchiveerdTot, vijf jaar na verwijderdOp; de melding staat niet meer bij de eigen meldingen.",
)
def risico_weg(p: Proef) -> None:
    gemeld = p.meld_vers(p.mensen.melder(), p.mensen.persoon())
    antwoord = p.trek_in(gemeld, RISICO_WEG)
    op, tot = (date.fromisoformat(veld(antwoord, naam) or "0001-01-01") for naam in ("verwijderdOp", "gearchiveerdTot"))
    dag = 28 if (op.month, op.day) == (2, 29) else op.day
    eis(tot == date(op.year + 5, op.month, dag), f"gearchiveerdTot vijf jaar na {op}", str(tot))
    eis(gemeld.melding_id not in eigen_melding_ids(p, gemeld.melder), "geen melding meer", "zij staat er nog")


@geval(
    "INTR-003",
    "Dezelfde sleutel met dezelfde inhoud geeft hetzelfde antwoord",
    eisen=("R-158",),
    gedaan="Trekt een melding twee keer in met dezelfde partnerVerzoekId, in twee berichten; met beide redenen.",
    verwacht="Twee keer hetzelfde antwoord, ook als de melding intussen is vernietigd.",
)
def herhaling(p: Proef) -> None:
    melder, persoon = p.mensen.melder(), p.mensen.persoon()
    for reden in (RISICO_WEG, NIET_TERECHT):
        gemeld, sleutel = p.meld_vers(melder, persoon), p.sleutel()
        eerste, tweede = (_inhoud(p.trek_in(gemeld, reden, sleutel)) for _ in range(2))
        eis(eerste == tweede, f"hetzelfde antwoord bij {reden}", "een ander antwoord")


def _inhoud(antwoord: etree._Element) -> list[tuple[str, str | None]]:
    """All but the stuurgegevens, which tell the moment of this reply."""
    return [(str(kind.tag), kind.text) for kind in antwoord if etree.QName(kind).localname != "stuurgegevens"]


@geval(
    "INTR-004",
    "Opnieuw melden na intrekken geeft een nieuwe melding",
    eisen=("R-109", "R-110"),
    gedaan="Trekt een melding in, met elk van beide redenen, en meldt dezelfde jeugdige opnieuw.",
    verwacht="Een ander meldingId, reedsGemeld false, matchAanwezig false.",
)
def opnieuw_melden(p: Proef) -> None:
    melder, persoon = p.mensen.melder(), p.mensen.persoon()
    for reden in (NIET_TERECHT, RISICO_WEG):
        eerste = p.meld_vers(melder, persoon)
        p.trek_in(eerste, reden)
        tweede = p.meld(melder, persoon)
        eis(tweede.melding_id != eerste.melding_id and not tweede.reeds_gemeld, "een nieuwe melding", "de oude melding")
        eis(not tweede.match, "matchAanwezig false", "matchAanwezig true")
        p.trek_in(tweede)


@geval(
    "INTR-020",
    "De melding van een ander intrekken",
    eisen=("R-100", "R-009"),
    tweeling="INTR-001",
    gedaan="Trekt een melding in als collega, en als melder van een ander partnersysteem.",
    verwacht="Twee keer VIR-130; de melding blijft staan.",
)
def van_een_ander(p: Proef) -> None:
    melder = p.mensen.melder()
    gemeld = p.meld_vers(melder, p.mensen.persoon())
    for ander in (p.mensen.collega(melder), p.mensen.andere_partner(melder)):
        _weiger(p, "VIR-130", ander, gemeld.melding_id)
    eis(gemeld.melding_id in eigen_melding_ids(p, melder), "de melding er nog", "zij is weg")


@geval(
    "INTR-021",
    "Een melding die niet bestaat",
    eisen=("R-100", "R-009"),
    tweeling="INTR-001",
    gedaan="Trekt een willekeurig meldingId in, en de melding van een ander.",
    verwacht="Twee keer VIR-130 met dezelfde tekst: niemand kan zien of een melding bestaat.",
)
def bestaat_niet(p: Proef) -> None:
    melder = p.mensen.melder()
    ander = p.mensen.andere_partner(melder)
    gemeld = p.meld_vers(melder, p.mensen.persoon())
    fouten = [_weiger(p, "VIR-130", ander, melding_id) for melding_id in (str(uuid4()), gemeld.melding_id)]
    teksten = {fout.tekst.partition("[")[0] for fout in fouten}
    eis(len(teksten) == 1, "twee keer dezelfde tekst", "twee verschillende teksten")


@geval(
    "INTR-022",
    "Een gearchiveerde melding nog eens intrekken",
    eisen=("R-100", "R-101"),
    tweeling="INTR-003",
    gedaan="Trekt een melding in met RISICO_NIET_MEER_AANWEZIG, en daarna nog eens met een nieuwe sleutel.",
    verwacht="De tweede keer VIR-131.",
)
def twee_keer(p: Proef) -> None:
    gemeld = p.meld_vers(p.mensen.melder(), p.mensen.persoon())
    p.trek_in(gemeld, RISICO_WEG)
    _weiger(p, "VIR-131", gemeld.melder, gemeld.melding_id)


@geval(
    "INTR-023",
    "Een vernietigde melding nog eens intrekken",
    eisen=("R-100", "R-101", "R-111"),
    tweeling="INTR-003",
    gedaan="Trekt een melding in met NIET_TERECHT, en daarna nog eens met een nieuwe sleutel.",
    verwacht="De tweede keer VIR-130: van de melding is niets over.",
)
def vernietigd(p: Proef) -> None:
    gemeld = p.meld_vers(p.mensen.melder(), p.mensen.persoon())
    p.trek_in(gemeld)
    _weiger(p, "VIR-130", gemeld.melder, gemeld.melding_id)


@geval(
    "INTR-024",
    "Dezelfde sleutel met een andere reden",
    eisen=("R-158",),
    tweeling="INTR-003",
    gedaan="Trekt een melding in, en stuurt dezelfde partnerVerzoekId met een andere reden.",
    verwacht="VIR-140.",
)
def sleutel_met_andere_inhoud(p: Proef) -> None:
    gemeld, sleutel = p.meld_vers(p.mensen.melder(), p.mensen.persoon()), p.sleutel()
    p.trek_in(gemeld, NIET_TERECHT, sleutel)
    verzoek = inhoud.verwijdering(gemeld.melder, sleutel, gemeld.melding_id, RISICO_WEG)
    p.gesprek.geweigerd(p.gesprek.stuur(gemeld.melder, verzoek), "VIR-140")


@geval(
    "INTR-025",
    "Een reden die de wet niet kent",
    eisen=("R-100", "R-150"),
    tweeling="INTR-001",
    gedaan="Trekt een melding in met een eigen reden.",
    verwacht="DK0004 met element; de melding blijft staan.",
)
def andere_reden(p: Proef) -> None:
    gemeld = p.meld_vers(p.mensen.melder(), p.mensen.persoon())
    verzoek = inhoud.verwijdering(gemeld.melder, p.sleutel(), gemeld.melding_id, "ANDERS")
    fout = p.gesprek.geweigerd(p.gesprek.stuur(gemeld.melder, verzoek), "DK0004")
    eis((fout.element or "").endswith("reden"), "element dat reden aanwijst", "een ander element")
    eis(gemeld.melding_id in eigen_melding_ids(p, gemeld.melder), "de melding er nog", "zij is weg")


def _weiger(p: Proef, code: str, melder: Gebruiker, melding_id: str) -> Fout:
    verzoek = inhoud.verwijdering(melder, p.sleutel(), melding_id, NIET_TERECHT)
    return p.gesprek.geweigerd(p.gesprek.stuur(melder, verzoek), code)
