"""What a partner system does with a fault that it can trust (koppelvlak 4)."""

from verwijsindex_conformance.antwoord.foutentabel import TECHNIEK
from verwijsindex_conformance.geval import Rol, geval
from verwijsindex_conformance.nep.streken import HERHAALBAAR, foutstreek, streek_van
from verwijsindex_conformance.oordeel import Gezakt, eis
from verwijsindex_conformance.partnerproef import Partnerproef
from verwijsindex_conformance.verklaring.codes import alle_codes


@geval(
    "PART-200",
    "Een weigering wordt begrepen, met haar code",
    eisen=("KV-40", "KV-58"),
    gedaan="Laat het partnersysteem iemand melden en weigert dat met een getekende fout.",
    verwacht="Het partnersysteem zegt dat het is geweigerd, en met welke code uit typ:Fout.",
    tweeling="PART-100",
    rol=Rol.PARTNER,
)
def weigering(p: Partnerproef) -> None:
    p.index.altijd = foutstreek("VIR-102")
    p.weigering(p.meld(), "VIR-102")


@geval(
    "PART-201",
    "Elke code door de inhoud wordt begrepen en niet herhaald",
    eisen=("KV-40", "KV-58", "KV-56"),
    gedaan="Weigert een melding met elke code die de inhoud kan hebben en waarbij herhalen niet helpt, een voor een.",
    verwacht="Telkens de code die in typ:Fout stond, na één verzoek.",
    tweeling="PART-100",
    rol=Rol.PARTNER,
)
def elke_code(p: Partnerproef) -> None:
    codes = [code for code in alle_codes() if not code.startswith("HTTP") and code not in TECHNIEK and code not in HERHAALBAAR]
    _elke(p, [*codes, "DK0002"] if "DK0002" not in codes else codes)


@geval(
    "PART-202",
    "Elke code door het bericht wordt begrepen en niet herhaald",
    eisen=("R-170", "KV-58", "KV-56"),
    gedaan="Weigert een melding met elke code die het bericht zelf kan hebben en waarbij herhalen niet helpt: een fout zonder detail, "
    "met de code voorop in faultstring.",
    verwacht="Telkens die code, na één verzoek.",
    tweeling="PART-100",
    rol=Rol.PARTNER,
)
def elke_technische_code(p: Partnerproef) -> None:
    _elke(p, [code for code in TECHNIEK if code not in HERHAALBAAR])


def _elke(p: Partnerproef, codes: list[str]) -> None:
    for code in codes:
        eerder = len(p.verzoeken("MeldJeugdige"))
        p.index.altijd = foutstreek(code)
        try:
            p.weigering(p.meld(), code)
        except Gezakt as zakker:
            raise Gezakt(f"{zakker.verwacht}, bij {code}", zakker.gekregen) from None
        aantal = len(p.verzoeken("MeldJeugdige")) - eerder
        eis(aantal == 1, f"één verzoek, bij {code}: herhalen helpt daar niet (koppelvlak 5)", f"{aantal} verzoeken")


@geval(
    "PART-203",
    "Een fout met HTTP 200 blijft een fout",
    eisen=("KV-58", "R-170"),
    gedaan="Laat het partnersysteem iemand melden en weigert dat met een getekende fout, maar met HTTP 200.",
    verwacht="Het partnersysteem zegt dat het is geweigerd, of dat het antwoord niet te vertrouwen is; niet dat er is gemeld.",
    tweeling="PART-100",
    rol=Rol.PARTNER,
)
def met_200(p: Partnerproef) -> None:
    p.index.altijd = streek_van("fout-met-200")
    p.eis_niet_aanvaard(p.meld())
    p.een_keer("MeldJeugdige")


@geval(
    "PART-204",
    "Een sleutel die al is gebruikt leidt niet tot een tweede melding",
    eisen=("R-158", "KV-56"),
    gedaan="Weigert een melding omdat de sleutel eerder met andere inhoud is gebruikt.",
    verwacht="Het partnersysteem zegt dat het is geweigerd, en meldt niet uit zichzelf opnieuw onder een andere sleutel.",
    tweeling="PART-100",
    rol=Rol.PARTNER,
)
def sleutel_gebruikt(p: Partnerproef) -> None:
    p.aanvaardt(p.meld("conf-vaste-sleutel"))
    p.weigering(p.meld("conf-vaste-sleutel"), "VIR-140")
    eis(len(p.verzoeken("MeldJeugdige")) == 2, "twee verzoeken, een per opdracht", "meer")


@geval(
    "PART-205",
    "Een ingetrokken melding die niet bestaat is geen ingetrokken melding",
    eisen=("KV-58", "KV-22"),
    gedaan="Laat het partnersysteem een melding intrekken die de index niet kent.",
    verwacht="Het partnersysteem zegt dat het is geweigerd, en met welke code.",
    tweeling="PART-061",
    rol=Rol.PARTNER,
)
def onbekende_melding(p: Partnerproef) -> None:
    onbekend = "11111111-2222-4333-8444-555555555555"
    p.weigering(p.doe("trek-in", sleutel=p.sleutel(), meldingId=onbekend, reden="NIET_TERECHT"), "VIR-130")
