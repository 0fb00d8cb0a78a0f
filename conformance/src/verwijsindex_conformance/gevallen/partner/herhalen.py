"""How a partner system asks again what was not answered, or what the index could not do (koppelvlak 5)."""

from collections.abc import Callable
from itertools import pairwise

from verwijsindex_conformance.bestuur import Conclusie, Uitkomst
from verwijsindex_conformance.geval import Geval, Rol, geval
from verwijsindex_conformance.nep import ontvangst
from verwijsindex_conformance.nep.streken import STREKEN, foutstreek, streek_van
from verwijsindex_conformance.oordeel import Overgeslagen, eis
from verwijsindex_conformance.partnerproef import Partnerproef, verschillend

_HOOGSTENS = 50
"""Requests for one thing within one try: whoever sends more never stops."""
_PAUZE = 0.9
_ZELFDE = (
    "Het partnersysteem herhaalt, uit zichzelf of als de gebruiker het nog eens probeert, met dezelfde {sleutel} en dezelfde inhoud, en "
    "elke keer met een nieuw MessageID en een nieuwe handtekening. Er is een melding."
)


def volhard(poging: Callable[[], Conclusie]) -> Conclusie:
    """Try again, as a user would, until it is accepted; three times at most."""
    conclusie = poging()
    for _ in range(2):
        if conclusie.uitkomst is Uitkomst.AANVAARD:
            break
        conclusie = poging()
    return conclusie


def _herhaalt(id: str, titel: str, streek: str, *eisen: str) -> Geval:
    def voer_uit(p: Partnerproef) -> None:
        sleutel, bsn = p.sleutel(), p.bsn()
        p.speel(streek, operatie="MeldJeugdige")
        conclusie = p.aanvaardt(volhard(lambda: p.meld(sleutel, bsn)), "het tweede antwoord")
        _is_herhaald(p, "MeldJeugdige", "partnerMeldingId", sleutel)
        eis({een.veld("bsn") for een in p.verzoeken("MeldJeugdige")} == {bsn}, "elke keer dezelfde inhoud", "andere inhoud")
        eis(len(p.index.staat.meldingen) == 1, "één melding bij de index", f"{len(p.index.staat.meldingen)} meldingen")
        bekend = p.index.staat.meldingen[sleutel].melding_id
        eis(conclusie.gegevens.get("meldingId") == bekend, "het meldingId van die ene melding", "een ander")

    uitleg = STREKEN[streek].uitleg if streek in STREKEN else "een fout waarbij herhalen helpt"
    return geval(
        id,
        titel,
        eisen=("KV-52", "R-158", *eisen),
        gedaan=f"Laat het partnersysteem iemand melden; de eerste keer komt er: {uitleg}; daarna een goed antwoord.",
        verwacht=_ZELFDE.format(sleutel="partnerMeldingId"),
        tweeling="PART-100",
        rol=Rol.PARTNER,
    )(voer_uit)


def _is_herhaald(p: Partnerproef, operatie: str, sleutelveld: str, sleutel: str) -> None:
    verzoeken = p.verzoeken(operatie)
    eis(len(verzoeken) >= 2, "een herhaling", "geen herhaling")
    eis({een.veld(sleutelveld) for een in verzoeken} == {sleutel}, f"elke keer hetzelfde {sleutelveld}", "een ander")
    verschillend((een.message_id for een in verzoeken), "wsa:MessageID")
    verschillend((een.signature_value for een in verzoeken), "handtekening")
    p.keur(ontvangst.keur_waarde, ontvangst.keur_versheid)


geen_antwoord = _herhaalt("PART-300", "Na een verbinding die eindigde wordt hetzelfde herhaald", "zwijgt")
te_laat = _herhaalt("PART-301", "Na een antwoord dat te laat kwam wordt hetzelfde herhaald", "laat", "KV-51")
niet_beschikbaar = _herhaalt("PART-302", "Na HTTP 503 wordt hetzelfde herhaald", "http-503")
register_weg = _herhaalt("PART-303", "Na een fout waarbij herhalen helpt wordt hetzelfde herhaald", "herhaalbaar", "KV-58")
storing = _herhaalt("PART-304", "Na een storing van de index wordt hetzelfde herhaald", "fout:DK0051", "R-170", "KV-58")
te_veel = _herhaalt("PART-305", "Na te veel berichten wordt hetzelfde herhaald", "fout:VIR-150", "R-170", "KV-58")
half = _herhaalt("PART-306", "Na een half antwoord wordt hetzelfde herhaald", "afgekapt")


@geval(
    "PART-307",
    "Een intrekking wordt herhaald onder dezelfde sleutel",
    eisen=("KV-52", "R-158"),
    gedaan="Laat het partnersysteem een melding intrekken; de index doet dat, maar de verbinding eindigt zonder antwoord.",
    verwacht=_ZELFDE.format(sleutel="partnerVerzoekId").replace("Er is een melding", "De melding is ingetrokken"),
    tweeling="PART-061",
    rol=Rol.PARTNER,
)
def intrekking(p: Partnerproef) -> None:
    melding_id, sleutel = str(p.aanvaardt(p.meld()).gegevens.get("meldingId")), p.sleutel()
    p.speel("zwijgt", operatie="VerwijderMelding")
    p.aanvaardt(volhard(lambda: p.doe("trek-in", sleutel=sleutel, meldingId=melding_id, reden="NIET_TERECHT")), "het tweede antwoord")
    _is_herhaald(p, "VerwijderMelding", "partnerVerzoekId", sleutel)


@geval(
    "PART-308",
    "Historie wordt herhaald onder dezelfde sleutel",
    eisen=("KV-52", "R-158", "R-104"),
    gedaan="Laat het partnersysteem historie opvragen; de index geeft die eenmaal, maar de verbinding eindigt zonder antwoord.",
    verwacht=_ZELFDE.format(sleutel="partnerVerzoekId").replace("Er is een melding", "De historie is opgehaald"),
    tweeling="PART-065",
    rol=Rol.PARTNER,
)
def historie(p: Partnerproef) -> None:
    melding_id, sleutel = str(p.aanvaardt(p.meld()).gegevens.get("meldingId")), p.sleutel()
    p.speel("zwijgt", operatie="HaalHistorieOp")
    p.aanvaardt(volhard(lambda: p.doe("historie", sleutel=sleutel, meldingId=melding_id)), "het tweede antwoord")
    _is_herhaald(p, "HaalHistorieOp", "partnerVerzoekId", sleutel)


@geval(
    "PART-309",
    "Tussen herhalingen zit steeds meer tijd",
    eisen=("KV-57",),
    gedaan="Laat het partnersysteem iemand melden; elke keer komt er een fout waarbij herhalen helpt.",
    verwacht="Wie uit zichzelf herhaalt, wacht ten minste een seconde, wacht daarna niet korter, en houdt een keer op.",
    tweeling="PART-100",
    rol=Rol.PARTNER,
)
def wachttijd(p: Partnerproef) -> None:
    p.index.altijd = streek_van("herhaalbaar")
    conclusie = p.meld()
    momenten = [een.klok for een in p.gehoord("MeldJeugdige")]
    p.eis_niet_aanvaard(conclusie)
    if len(momenten) < 2:
        raise Overgeslagen("dit partnersysteem herhaalt niet uit zichzelf")
    pauzes = [later - eerder for eerder, later in pairwise(momenten)]
    eis(len(momenten) <= _HOOGSTENS, f"hoogstens {_HOOGSTENS} keer achter elkaar", f"{len(momenten)} keer")
    eis(min(pauzes) >= _PAUZE, "ten minste een seconde tussen herhalingen", f"{min(pauzes):.2f} seconde")
    korter = [nummer for nummer in range(1, len(pauzes)) if pauzes[nummer] < pauzes[nummer - 1] * 0.9]
    eis(not korter, "een pauze die niet korter wordt", "een kortere pauze")


@geval(
    "PART-310",
    "Een antwoord dat niet te vertrouwen is leidt niet tot een tweede melding",
    eisen=("R-158", "KV-52", "AANVAL-47"),
    gedaan="Laat het partnersysteem iemand melden; de index doet dat, maar het antwoord is niet te vertrouwen. Dan laat de toets hetzelfde "
    "nog eens melden, en antwoordt goed.",
    verwacht="Elke keer hetzelfde partnerMeldingId; er is een melding, en die kent het partnersysteem nu.",
    tweeling="PART-100",
    rol=Rol.PARTNER,
)
def na_wantrouwen(p: Partnerproef) -> None:
    sleutel, bsn = p.sleutel(), p.bsn()
    p.speel("andere-bevestiging", operatie="MeldJeugdige")
    conclusie = p.aanvaardt(volhard(lambda: p.meld(sleutel, bsn)), "het tweede antwoord")
    _is_herhaald(p, "MeldJeugdige", "partnerMeldingId", sleutel)
    bekend = p.index.staat.meldingen[sleutel].melding_id
    eis(conclusie.gegevens.get("meldingId") == bekend, "het meldingId van die ene melding", "een ander")


@geval(
    "PART-311",
    "Na een weigering wordt er gewoon verder gewerkt",
    eisen=("KV-58",),
    gedaan="Weigert een melding, en antwoordt daarna goed op een andere.",
    verwacht="De eerste is geweigerd, de tweede aanvaard.",
    tweeling="PART-100",
    rol=Rol.PARTNER,
)
def verder(p: Partnerproef) -> None:
    p.index.speel(foutstreek("VIR-112"), operatie="MeldJeugdige")
    p.weigering(p.meld(), "VIR-112")
    p.aanvaardt(p.meld())
