"""Deliveries that a partner system must refuse: each with one thing wrong, and nothing of it may be kept."""

from verwijsindex_conformance.bericht.breuken import BREUKEN, VERZOEKBREUKEN, Breuk
from verwijsindex_conformance.bericht.sleutelpaar import lees_sleutelpaar
from verwijsindex_conformance.bericht.teken import maak_bericht
from verwijsindex_conformance.geval import Geval, Rol, geval
from verwijsindex_conformance.ontvangerproef import Ontvangerproef, als_partner
from verwijsindex_conformance.oordeel import Overgeslagen

_NIETS = "Een weigering met een van deze codes: {codes}; en het signaal is daarna nog nieuw: er is niets van bewaard."


def _slecht(id: str, titel: str, breuk: Breuk, codes: tuple[str, ...], *eisen: str, techniek: bool = True) -> Geval:
    """A case in which a delivery has this wrong."""

    def voer_uit(p: Ontvangerproef) -> None:
        verzoek = p.levering(p.signaal())
        p.geweigerd(p.stuur(verzoek, breuk), codes, techniek=techniek)
        p.nog_nieuw(verzoek)

    gedaan = f"Brengt een signaal in een bericht waaraan een ding niet deugt: {breuk.uitleg}. Brengt het daarna in een goed bericht."
    verwacht = _NIETS.format(codes=", ".join(codes))
    alle = ("KV-39", *eisen)
    return geval(id, titel, eisen=alle, gedaan=gedaan, verwacht=verwacht, tweeling="ONTV-001", rol=Rol.ONTVANGER)(voer_uit)


ongetekend = _slecht("ONTV-020", "Een levering zonder Security-header", BREUKEN["ongetekend"], ("VIR-S01",), "WB003", "WB013")
zonder = _slecht("ONTV-021", "Een levering zonder handtekening", BREUKEN["zonder-handtekening"], ("VIR-S01",), "WB003", "WB013")
body = _slecht("ONTV-022", "Een levering waarvan de Body niet is getekend", BREUKEN["body-ongetekend"], ("VIR-S01",), "WB004")
tijd = _slecht("ONTV-023", "Een levering waarvan de Timestamp niet is getekend", BREUKEN["timestamp-ongetekend"], ("VIR-S01",), "WB004")
actie = _slecht("ONTV-024", "Een levering waarvan wsa:Action niet is getekend", BREUKEN["action-ongetekend"], ("VIR-S01",), "WB004")
digest = _slecht("ONTV-025", "Een levering met een digest die niet klopt", BREUKEN["andere-digest"], ("VIR-S05",), "WB013", "SIGN002")
waarde = _slecht("ONTV-026", "Een levering met een handtekening die niet klopt", BREUKEN["andere-handtekening"], ("VIR-S05",), "WB013")
vreemd = _slecht("ONTV-027", "Een levering met een certificaat van een vreemde CA", BREUKEN["vreemde-ca"], ("VIR-S04",), "WB010", "PKI002")
oud = _slecht("ONTV-028", "Een levering van tien minuten geleden", BREUKEN["oud"], ("VIR-S06",), "R-157", "WB002")
toekomst = _slecht("ONTV-029", "Een levering van over tien minuten", BREUKEN["toekomst"], ("VIR-S06",), "R-157", "WB002")
zonder_tijd = _slecht("ONTV-030", "Een levering zonder Timestamp", BREUKEN["zonder-timestamp"], ("VIR-S01",), "WB002")
sha1 = _slecht("ONTV-031", "Een levering met SHA-1", BREUKEN["sha1"], ("VIR-S02",), "SIGN001", "SIGN003", "SIGN004")
canoniek = _slecht("ONTV-032", "Een levering met inclusieve canonicalisatie", BREUKEN["inclusief"], ("VIR-S02",), "WB007")
dtd = _slecht("ONTV-033", "Een levering met een DTD", BREUKEN["dtd"], ("DK0001",), "BP-R1008")
dubbel = _slecht("ONTV-034", "Een levering met een id dat twee keer voorkomt", BREUKEN["dubbel-id"], ("VIR-S01",), "WB013")
header = _slecht("ONTV-035", "Een levering met een eigen header", VERZOEKBREUKEN["eigen-header"], ("DK0010",), "WS007", "R-153")
elders = _slecht("ONTV-036", "Een levering die het antwoord elders wil", VERZOEKBREUKEN["antwoord-elders"], ("DK0011",), "WA001")
to = _slecht("ONTV-037", "Een levering voor iemand anders", BREUKEN["ander-to"], ("DK0011", "DK0005"), "WA001")
extra = _slecht(
    "ONTV-038", "Een levering met een element dat het koppelvlak niet kent", BREUKEN["extra-element"], ("DK0004",), "R-150", techniek=False
)


@geval(
    "ONTV-040",
    "Een bericht dat al kwam, nog eens",
    eisen=("KV-39", "R-158", "WA001"),
    gedaan="Stuurt een goede levering twee keer, byte voor byte gelijk.",
    verwacht="De eerste is ontvangen; de tweede krijgt een weigering met VIR-S07.",
    tweeling="ONTV-001",
    rol=Rol.ONTVANGER,
)
def herhaling(p: Ontvangerproef) -> None:
    verzoek = p.levering(p.signaal())
    bericht = maak_bericht(p.gesprek.recept(p.wie, verzoek))
    p.gesprek.geaccepteerd(p.gesprek.stuur_bericht(p.wie, bericht, verzoek))
    p.geweigerd(p.gesprek.stuur_bericht(p.wie, bericht, verzoek), ("VIR-S07",))


@geval(
    "ONTV-041",
    "Een levering die niet van de verwijsindex is",
    eisen=("KV-39", "PKI001", "R-156"),
    gedaan="Brengt een signaal in een bericht dat is getekend met het certificaat van het partnersysteem zelf, onder dezelfde CA.",
    verwacht="Een weigering met DK0002, en het signaal is daarna nog nieuw.",
    tweeling="ONTV-001",
    rol=Rol.ONTVANGER,
)
def van_een_ander(p: Ontvangerproef) -> None:
    paar = als_partner(p.doel)
    if paar is None:
        raise Overgeslagen("doel.yaml noemt bij partner geen certificaat en sleutel")
    verzoek = p.levering(p.signaal())
    p.geweigerd(p.stuur(verzoek, ondertekenaar=lees_sleutelpaar(paar.certificaat, paar.sleutel)), ("DK0002",))
    p.nog_nieuw(verzoek)


@geval(
    "ONTV-042",
    "Een levering met het OIN van een ander",
    eisen=("KV-39", "R-156"),
    gedaan="Brengt een signaal in een bericht van de verwijsindex, met in stuurgegevens een ander verzenderOin.",
    verwacht="Een weigering met DK0002 of DK0004, en het signaal is daarna nog nieuw.",
    tweeling="ONTV-001",
    rol=Rol.ONTVANGER,
)
def ander_oin(p: Ontvangerproef) -> None:
    signaal = p.signaal()
    p.geweigerd(p.stuur(p.levering(signaal, oin="00000099000000009999")), ("DK0002", "DK0004"), techniek=False)
    p.nog_nieuw(p.levering(signaal))


@geval(
    "ONTV-043",
    "Meer dan honderd signalen",
    eisen=("KV-39", "R-150"),
    gedaan="Brengt honderdeen signalen in een bericht.",
    verwacht="Een weigering met DK0004, en het eerste signaal is daarna nog nieuw.",
    tweeling="ONTV-005",
    rol=Rol.ONTVANGER,
)
def te_veel(p: Ontvangerproef) -> None:
    signalen = [p.signaal() for _ in range(101)]
    p.geweigerd(p.stuur(p.levering(*signalen)), ("DK0004",), techniek=False)
    p.nog_nieuw(p.levering(signalen[0]))
