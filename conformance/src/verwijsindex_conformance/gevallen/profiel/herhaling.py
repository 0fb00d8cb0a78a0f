"""Messages that were seen before."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.bericht.teken import Bericht, maak_bericht
from verwijsindex_conformance.contractbestanden import MELDINGENDIENST
from verwijsindex_conformance.doel import Doel, Partner
from verwijsindex_conformance.gesprek import Ontvangen, gewone_koppen
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.oordeel import eis
from verwijsindex_conformance.proef import Proef
from verwijsindex_conformance.verbinding import HttpAntwoord, pad_van, tls_van, verbind

_KEER = 20


@geval(
    "PROF-066",
    "Hetzelfde bericht nog een keer",
    eisen=("R-155", "R-158", "WA001", "AANVAL-21"),
    tweeling="PROF-002",
    gedaan="Stuurt hetzelfde bericht, byte voor byte, twee keer.",
    verwacht="De eerste keer een antwoord, de tweede keer een fout VIR-S07.",
)
def herhaald_bericht(p: Proef) -> None:
    melder = p.mensen.melder()
    verzoek = inhoud.verbinding(melder)
    bericht = maak_bericht(p.gesprek.recept(melder, verzoek))
    p.gesprek.geaccepteerd(p.gesprek.stuur_bericht(melder, bericht, verzoek))
    p.gesprek.geweigerd(p.gesprek.stuur_bericht(melder, bericht, verzoek), "VIR-S07", techniek=True)


@geval(
    "PROF-067",
    "Hetzelfde MessageID met een nieuwe handtekening",
    eisen=("R-155", "R-158", "WA001", "AANVAL-22"),
    tweeling="PROF-002",
    gedaan="Stuurt twee verschillende, goed getekende verzoeken met hetzelfde MessageID.",
    verwacht="Het eerste krijgt een antwoord, het tweede een fout VIR-S07.",
)
def herhaald_message_id(p: Proef) -> None:
    eerste = p.stuur_controle()
    p.gesprek.geaccepteerd(eerste)
    p.weiger("VIR-S07", message_id=eerste.bericht.message_id)


@geval(
    "PROF-068",
    "Hetzelfde MessageID van een andere partner",
    eisen=("R-155", "WA001", "AANVAL-22"),
    gedaan="Stuurt een verzoek, en daarna als een andere partner een verzoek met hetzelfde MessageID.",
    verwacht="Beide worden geaccepteerd: niemand kan het MessageID van een ander opmaken.",
)
def message_id_van_ander(p: Proef) -> None:
    eerste = p.stuur_controle()
    p.gesprek.geaccepteerd(eerste)
    ander = p.mensen.andere_partner(p.mensen.melder())
    p.gesprek.geaccepteerd(p.gesprek.stuur(ander, inhoud.verbinding(ander), message_id=eerste.bericht.message_id))


@geval(
    "PROF-069",
    "Hetzelfde bericht twintig keer tegelijk",
    eisen=("R-155", "R-158", "WA001", "AANVAL-21"),
    tweeling="PROF-002",
    gedaan="Opent twintig verbindingen en stuurt over elk op hetzelfde moment hetzelfde bericht, byte voor byte.",
    verwacht="Precies een antwoord, en negentien keer een fout VIR-S07.",
)
def herhaald_tegelijk(p: Proef) -> None:
    melder = p.mensen.melder()
    verzoek = inhoud.verbinding(melder)
    bericht = maak_bericht(p.gesprek.recept(melder, verzoek))
    goed = 0
    for http in _tegelijk(p.doel, melder.partner, bericht):
        ontvangen = Ontvangen(http, bericht, MELDINGENDIENST, bericht.action, melder)
        if http.status == 200:
            p.gesprek.geaccepteerd(ontvangen)
            goed += 1
        else:
            p.gesprek.geweigerd(ontvangen, "VIR-S07", techniek=True)
    eis(goed == 1, f"een van {_KEER} gelijke berichten geaccepteerd", f"{goed} geaccepteerd")


def _tegelijk(doel: Doel, partner: Partner, bericht: Bericht) -> list[HttpAntwoord]:
    """Every connection is open before the first byte of the message goes over any."""
    url = doel.adressen["meldingen"]
    tls = tls_van(doel, partner)
    with ExitStack() as stapel:
        lijnen = [stapel.enter_context(verbind(doel, url, tls)) for _ in range(_KEER)]
        with ThreadPoolExecutor(_KEER) as draden:
            return list(draden.map(lambda lijn: lijn.vraag("POST", pad_van(url), bericht.raw, gewone_koppen(bericht)), lijnen))


@geval(
    "PROF-070",
    "Hetzelfde bericht over de verbinding van een ander",
    eisen=("R-155", "R-158", "WA001", "AANVAL-22"),
    tweeling="PROF-002",
    gedaan="Stuurt een verzoek, en daarna hetzelfde bericht, byte voor byte, over de TLS-verbinding van een andere partner.",
    verwacht="Het eerste krijgt een antwoord; het tweede een fout VIR-S07.",
)
def herhaald_door_ander(p: Proef) -> None:
    melder = p.mensen.melder()
    verzoek = inhoud.verbinding(melder)
    bericht = maak_bericht(p.gesprek.recept(melder, verzoek))
    p.gesprek.geaccepteerd(p.gesprek.stuur_bericht(melder, bericht, verzoek))
    ander = p.mensen.andere_partner(melder)
    p.gesprek.geweigerd(p.gesprek.stuur_bericht(ander, bericht, verzoek), "VIR-S07", techniek=True)
