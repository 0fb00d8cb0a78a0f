"""Messages that are too old, of the future, or seen before."""

from datetime import timedelta

from verwijsindex_conformance.bericht import inhoud
from verwijsindex_conformance.bericht.recept import nu
from verwijsindex_conformance.bericht.teken import maak_bericht
from verwijsindex_conformance.geval import geval
from verwijsindex_conformance.proef import Proef


@geval(
    "PROF-060",
    "Een verzoek zonder Timestamp",
    eisen=("R-155", "WB002"),
    tweeling="PROF-001",
    gedaan="Stuurt een goed getekend verzoek zonder Timestamp.",
    verwacht="Een fout VIR-S01.",
)
def zonder_timestamp(p: Proef) -> None:
    p.weiger("VIR-S01", created=None)


@geval(
    "PROF-061",
    "Een verzoek van tien minuten geleden",
    eisen=("R-157", "WB002"),
    tweeling="PROF-062",
    gedaan="Stuurt een goed getekend verzoek met Created tien minuten geleden en Expires over een uur.",
    verwacht="Een fout VIR-S06.",
)
def te_oud(p: Proef) -> None:
    p.weiger("VIR-S06", created=nu() - timedelta(minutes=10), geldig=timedelta(minutes=70))


@geval(
    "PROF-062",
    "Een verzoek van vier minuten geleden",
    eisen=("R-157", "WB002"),
    gedaan="Stuurt een goed getekend verzoek met Created vier minuten geleden.",
    verwacht="Het verzoek wordt geaccepteerd: vijf minuten mag.",
)
def nog_vers(p: Proef) -> None:
    p.accepteer(created=nu() - timedelta(minutes=4))


@geval(
    "PROF-063",
    "Een verzoek uit de toekomst",
    eisen=("R-157", "WB002"),
    tweeling="PROF-064",
    gedaan="Stuurt een goed getekend verzoek met Created over tien minuten.",
    verwacht="Een fout VIR-S06.",
)
def toekomst(p: Proef) -> None:
    p.weiger("VIR-S06", created=nu() + timedelta(minutes=10))


@geval(
    "PROF-064",
    "Een klok die een halve minuut voorloopt",
    eisen=("R-157", "WB002"),
    gedaan="Stuurt een goed getekend verzoek met Created over dertig seconden.",
    verwacht="Het verzoek wordt geaccepteerd: een minuut verschil mag.",
)
def klok_loopt_voor(p: Proef) -> None:
    p.accepteer(created=nu() + timedelta(seconds=30))


@geval(
    "PROF-065",
    "Een verzoek waarvan Expires voorbij is",
    eisen=("R-157", "WB002"),
    tweeling="PROF-062",
    gedaan="Stuurt een goed getekend verzoek van vier minuten geleden dat twee minuten geldig was.",
    verwacht="Een fout VIR-S06.",
)
def verlopen(p: Proef) -> None:
    p.weiger("VIR-S06", created=nu() - timedelta(minutes=4), geldig=timedelta(minutes=2))


@geval(
    "PROF-066",
    "Hetzelfde bericht nog een keer",
    eisen=("R-155", "R-158", "WA001"),
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
    eisen=("R-155", "R-158", "WA001"),
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
    eisen=("R-155", "WA001"),
    gedaan="Stuurt een verzoek, en daarna als een andere partner een verzoek met hetzelfde MessageID.",
    verwacht="Beide worden geaccepteerd: niemand kan het MessageID van een ander opmaken.",
)
def message_id_van_ander(p: Proef) -> None:
    eerste = p.stuur_controle()
    p.gesprek.geaccepteerd(eerste)
    ander = p.mensen.andere_partner(p.mensen.melder())
    p.gesprek.geaccepteerd(p.gesprek.stuur(ander, inhoud.verbinding(ander), message_id=eerste.bericht.message_id))
