"""MeldJeugdigen: each item has its own result, in the order of the request."""

from lxml import etree

from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.doel import Gebruiker
from verwijsindex_conformance.gesprek import Ontvangen
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.proef import Gemeld, Proef, lees_gemeld, veld


@geval(
    "MELD-013",
    "Meer jeugdigen in een verzoek",
    eisen=("R-158", "R-150", "KV-21"),
    gedaan="Meldt vier keer in een verzoek: een jeugdige, een onbekend BSN, een andere jeugdige, en de eerste nog eens met dezelfde "
    "sleutel.",
    verwacht="Vier resultaten in de volgorde van het verzoek: een melding, VIR-102, een melding, en hetzelfde als het eerste.",
)
def meer_jeugdigen(p: Proef) -> None:
    melder = p.mensen.melder()
    een, ander = p.mensen.personen(2)
    sleutels = [p.sleutel() for _ in range(3)]
    bsns = [een.bsn, p.mensen.persoon("onbekend").bsn, ander.bsn]
    items = [*zip(sleutels, bsns, strict=True), (sleutels[0], bsns[0])]
    resultaten = p.gesprek.vraag(melder, inhoud.meldingen(melder, items)).findall("{*}resultaat")
    gemeld = _ruim_straks_op(p, melder, resultaten)
    eis([veld(r, "partnerMeldingId") for r in resultaten] == [sleutel for sleutel, _ in items], "de volgorde van het verzoek", "een andere")
    codes = [resultaat.findtext("{*}fout/{*}code") for resultaat in resultaten]
    eis(codes == [None, "VIR-102", None, None], "een melding, VIR-102, een melding en een melding", str(codes))
    eis(gemeld[0] == gemeld[2], "twee keer hetzelfde resultaat bij dezelfde sleutel", "twee verschillende")


def _ruim_straks_op(p: Proef, melder: Gebruiker, resultaten: list[etree._Element]) -> list[Gemeld]:
    """The accepted items; each is withdrawn when the case ends."""
    gemeld = []
    for resultaat in resultaten:
        melding = resultaat.find("{*}melding")
        if melding is not None:
            gemeld.append(lees_gemeld(melder, veld(resultaat, "partnerMeldingId"), melding))
            p.trek_straks_in(gemeld[-1])
    return gemeld


@geval(
    "MELD-052",
    "Meer jeugdigen van wie niet mag melden",
    eisen=("R-007", "R-158"),
    tweeling="MELD-013",
    gedaan="Meldt twee jeugdigen in een verzoek als coördinator.",
    verwacht="Eén fout VIR-123 voor het hele verzoek: wat de aanroeper betreft, staat niet per melding.",
)
def meer_jeugdigen_coordinator(p: Proef) -> None:
    p.gesprek.geweigerd(_stuur(p, p.mensen.coordinator(p.mensen.melder()), 2), "VIR-123")


@geval(
    "MELD-053",
    "Meer dan honderd jeugdigen in een verzoek",
    eisen=("R-150", "R-159", "KV-21"),
    tweeling="MELD-013",
    gedaan="Meldt 101 keer in een verzoek.",
    verwacht="DK0004.",
)
def te_veel_jeugdigen(p: Proef) -> None:
    p.gesprek.geweigerd(_stuur(p, p.mensen.melder(), 101), "DK0004")


def _stuur(p: Proef, gebruiker: Gebruiker, aantal: int) -> Ontvangen:
    bsn = p.mensen.persoon("onbekend").bsn
    return p.gesprek.stuur(gebruiker, inhoud.meldingen(gebruiker, [(p.sleutel(), bsn) for _ in range(aantal)]))
