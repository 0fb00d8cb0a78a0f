"""What stands in the requests of a partner system, and whether he reads the answers to them (koppelvlak 2 and 3)."""

from verwijsindex_conformance.geval import Rol, geval
from verwijsindex_conformance.nep import ontvangst
from verwijsindex_conformance.oordeel import Gezakt, eis
from verwijsindex_conformance.partnerproef import Partnerproef

NIET_TERECHT = "NIET_TERECHT"
RISICO_WEG = "RISICO_NIET_MEER_AANWEZIG"


@geval(
    "PART-060",
    "Een melding bevat precies wat gemeld moest worden",
    eisen=("KV-20", "R-150", "WW002"),
    gedaan="Laat het partnersysteem iemand melden met een BSN en een partnerMeldingId.",
    verwacht="MeldJeugdige volgens het schema, met dat BSN en dat partnerMeldingId.",
    rol=Rol.PARTNER,
)
def melding(p: Partnerproef) -> None:
    sleutel, bsn = p.sleutel(), p.bsn()
    p.meld(sleutel, bsn)
    p.keur(ontvangst.keur_inhoud)
    verzoek = p.een_keer("MeldJeugdige")
    eis(verzoek.veld("partnerMeldingId") == sleutel, "het partnerMeldingId dat was opgegeven", "een ander")
    eis(verzoek.veld("bsn") == bsn, "het BSN dat was opgegeven", "een ander")


@geval(
    "PART-061",
    "Een intrekking bevat de melding en de reden",
    eisen=("KV-22", "R-150", "R-100", "R-101"),
    gedaan="Laat het partnersysteem twee mensen melden, en de ene melding intrekken met NIET_TERECHT en de andere met "
    "RISICO_NIET_MEER_AANWEZIG.",
    verwacht="Twee keer VerwijderMelding volgens het schema, elk met het meldingId en de reden van die melding en een eigen "
    "partnerVerzoekId.",
    rol=Rol.PARTNER,
)
def intrekking(p: Partnerproef) -> None:
    for reden in (NIET_TERECHT, RISICO_WEG):
        melding_id = str(p.aanvaardt(p.meld()).gegevens.get("meldingId"))
        p.aanvaardt(p.doe("trek-in", sleutel=p.sleutel(), meldingId=melding_id, reden=reden))
        verzoek = p.verzoeken("VerwijderMelding")[-1]
        eis(verzoek.veld("meldingId") == melding_id, "het meldingId van de melding", "een ander")
        eis(verzoek.veld("reden") == reden, f"reden {reden}", "een andere")
    eis(len({een.veld("partnerVerzoekId") for een in p.verzoeken("VerwijderMelding")}) == 2, "elk een eigen partnerVerzoekId", "dezelfde")
    p.keur(ontvangst.keur_inhoud)


@geval(
    "PART-062",
    "Het antwoord op een melding wordt gelezen",
    eisen=("KV-20", "R-150"),
    gedaan="Laat het partnersysteem twee mensen melden.",
    verwacht="Van elke melding het meldingId uit het antwoord op die melding.",
    rol=Rol.PARTNER,
)
def antwoord(p: Partnerproef) -> None:
    for _ in range(2):
        sleutel = p.sleutel()
        gezegd = p.aanvaardt(p.meld(sleutel)).gegevens.get("meldingId")
        bekend = p.index.staat.meldingen.get(sleutel)
        eis(bekend is not None and gezegd == bekend.melding_id, "het meldingId uit het antwoord", "een ander, of geen")


@geval(
    "PART-063",
    "Van meer meldingen in een bericht heeft elke haar eigen uitkomst",
    eisen=("KV-21", "R-150"),
    gedaan="Laat het partnersysteem drie mensen in een bericht melden. De index weigert de tweede.",
    verwacht="De eerste en de derde zijn aanvaard, met hun meldingId; de tweede is geweigerd, met haar code.",
    rol=Rol.PARTNER,
)
def meer_meldingen(p: Partnerproef) -> None:
    sleutels = [p.sleutel() for _ in range(3)]
    conclusie = p.aanvaardt(p.doe("meld-meer", meldingen=[{"sleutel": sleutel, "bsn": p.bsn()} for sleutel in sleutels]))
    regels = conclusie.gegevens.get("resultaten")
    if not isinstance(regels, list) or not all(isinstance(regel, dict) for regel in regels):
        raise Gezakt("een uitkomst per melding", "geen lijst")
    eis([regel.get("sleutel") for regel in regels] == sleutels, "een uitkomst per melding, in volgorde", "andere meldingen")
    eis(
        [regel.get("uitkomst") for regel in regels] == ["aanvaard", "geweigerd", "aanvaard"], "aanvaard, geweigerd, aanvaard", "iets anders"
    )
    eis(regels[1].get("code") == "VIR-102", "de code van de tweede", "een andere, of geen")
    bekend = [p.index.staat.meldingen[sleutels[nummer]].melding_id for nummer in (0, 2)]
    eis([regels[0].get("meldingId"), regels[2].get("meldingId")] == bekend, "het meldingId van elke melding", "een ander")
    p.keur(ontvangst.keur_inhoud)


@geval(
    "PART-064",
    "Eigen meldingen worden opgevraagd en gelezen",
    eisen=("KV-23", "R-150", "R-009"),
    gedaan="Laat het partnersysteem twee mensen melden en daarna de eigen meldingen opvragen.",
    verwacht="RaadpleegEigenMeldingen volgens het schema, en beide meldingId's.",
    rol=Rol.PARTNER,
)
def eigen_meldingen(p: Partnerproef) -> None:
    gemeld = {str(p.aanvaardt(p.meld()).gegevens.get("meldingId")) for _ in range(2)}
    gezien = p.aanvaardt(p.doe("eigen-meldingen")).gegevens.get("meldingen")
    eis(isinstance(gezien, list) and set(map(str, gezien)) == gemeld, "de twee eigen meldingen", "andere")
    p.keur(ontvangst.keur_inhoud)


@geval(
    "PART-065",
    "Historie wordt opgevraagd en gelezen",
    eisen=("KV-29", "R-150", "R-104"),
    gedaan="Laat het partnersysteem iemand melden en de historie bij die melding opvragen.",
    verwacht="HaalHistorieOp volgens het schema, met het meldingId en het partnerVerzoekId, en het ene contact uit het antwoord.",
    rol=Rol.PARTNER,
)
def historie(p: Partnerproef) -> None:
    melding_id, sleutel = str(p.aanvaardt(p.meld()).gegevens.get("meldingId")), p.sleutel()
    gevonden = p.aanvaardt(p.doe("historie", sleutel=sleutel, meldingId=melding_id)).gegevens.get("contacten")
    eis(gevonden == 1, "één contact", "een ander aantal")
    verzoek = p.een_keer("HaalHistorieOp")
    eis(verzoek.veld("meldingId") == melding_id, "het meldingId van de melding", "een ander")
    eis(verzoek.veld("partnerVerzoekId") == sleutel, "het partnerVerzoekId dat was opgegeven", "een ander")
    p.keur(ontvangst.keur_inhoud)
