"""Good deliveries: what is received, received again, and for whom it is (SignaalOntvangstService_v1)."""

from verwijsindex_conformance.geval import Rol, geval
from verwijsindex_conformance.ontvangerproef import Ontvangerproef
from verwijsindex_conformance.oordeel import eis

_MEESTE = 100


@geval(
    "ONTV-001",
    "Een goede levering wordt ontvangen, in een goed getekend antwoord",
    eisen=("KV-39", "R-150", "R-155", "WB013", "WB014", "WA001", "SIGN001"),
    gedaan="Brengt een signaal naar een postbus van het partnersysteem en verifieert het antwoord.",
    verwacht="ONTVANGEN, in een antwoord dat is getekend volgens het profiel, bij het verzoek hoort, en voldoet aan het schema.",
    rol=Rol.ONTVANGER,
)
def ontvangen(p: Ontvangerproef) -> None:
    eis(p.uitkomsten(p.levering(p.signaal())) == ["ONTVANGEN"], "ONTVANGEN", "een andere uitkomst")


@geval(
    "ONTV-002",
    "Elk signaal van een levering heeft zijn eigen uitkomst, in volgorde",
    eisen=("KV-39",),
    gedaan="Brengt vier signalen in een bericht: een match, een verhuizing, een melding die verloopt, en een die is ingetrokken.",
    verwacht="Vier keer ONTVANGEN, in de volgorde van het verzoek.",
    rol=Rol.ONTVANGER,
)
def meer(p: Ontvangerproef) -> None:
    signalen = [p.signaal(soort) for soort in ("ZELFDE_JEUGDIGE", "VERHUIZING", "VERLOOPT", "INGETROKKEN")]
    eis(p.uitkomsten(p.levering(*signalen)) == ["ONTVANGEN"] * 4, "vier keer ONTVANGEN", "een andere uitkomst")


@geval(
    "ONTV-003",
    "Een signaal dat nog eens komt is geen nieuw signaal",
    eisen=("KV-39", "R-094", "R-158"),
    gedaan="Brengt hetzelfde signaal twee keer, de tweede keer in een nieuw bericht en met een nieuw signaal ervoor.",
    verwacht="Eerst ONTVANGEN; daarna ONTVANGEN voor het nieuwe en REEDS_ONTVANGEN voor het oude.",
    tweeling="ONTV-001",
    rol=Rol.ONTVANGER,
)
def nog_eens(p: Ontvangerproef) -> None:
    oud = p.signaal()
    p.uitkomsten(p.levering(oud))
    uitkomsten = p.uitkomsten(p.levering(p.signaal(), oud))
    eis(uitkomsten == ["ONTVANGEN", "REEDS_ONTVANGEN"], "ONTVANGEN en REEDS_ONTVANGEN", " en ".join(uitkomsten))


@geval(
    "ONTV-004",
    "Een postbus die hier niet hoort wordt niet gevuld",
    eisen=("KV-39", "R-006"),
    gedaan="Brengt een signaal naar een postbus die niet bestaat, en een naar een die wel bestaat.",
    verwacht="GEWEIGERD voor het eerste; het andere is ONTVANGEN.",
    tweeling="ONTV-001",
    rol=Rol.ONTVANGER,
)
def vreemde_postbus(p: Ontvangerproef) -> None:
    vreemd = p.uitkomsten(p.levering(p.signaal(), postbus={"ontvangerId": "bestaat-niet-in-de-toets"}))
    eis(vreemd == ["GEWEIGERD"], "GEWEIGERD voor een postbus die hier niet bekend is", vreemd[0])
    eis(p.uitkomsten(p.levering(p.signaal())) == ["ONTVANGEN"], "ONTVANGEN voor een postbus die wel bestaat", "een andere uitkomst")


@geval(
    "ONTV-005",
    "Honderd signalen in een bericht",
    eisen=("KV-39", "KV-51"),
    gedaan="Brengt honderd signalen in een bericht, het meeste dat het koppelvlak toestaat.",
    verwacht="Honderd keer ONTVANGEN, binnen dertig seconden.",
    rol=Rol.ONTVANGER,
)
def honderd(p: Ontvangerproef) -> None:
    uitkomsten = p.uitkomsten(p.levering(*(p.signaal() for _ in range(_MEESTE))))
    eis(uitkomsten == ["ONTVANGEN"] * _MEESTE, "honderd keer ONTVANGEN", "een andere uitkomst")
