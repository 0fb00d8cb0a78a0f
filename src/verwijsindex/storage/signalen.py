"""Mailboxes with gapless numbers (R-082, R-094)."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Final
from uuid import uuid4

from sqlalchemy import bindparam, select, update

from verwijsindex.domain.signaal import BewaardSignaal, NieuweMatch, NieuwSignaal, Ontvanger
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.notificaties import zet_klaar
from verwijsindex.storage.opdracht import Opdracht, Sessie, Waarde, in_lijst, lijst, toevoegen
from verwijsindex.storage.signaalrijen import SIGNALEN, lees_signalen, noemt
from verwijsindex.storage.tabellen import brievenbus, match, signaal, signaal_contact
from verwijsindex.storage.vormen import als_tekst

_MATCH: Final = Opdracht(toevoegen(match).on_conflict_do_nothing())
_NIEUW: Final = Opdracht(toevoegen(signaal))
_NOEMT: Final = Opdracht(toevoegen(signaal_contact, "zwijgt_sinds"))

_rij = toevoegen(brievenbus)
_GEEF_NUMMERS: Final = Opdracht(
    _rij.on_conflict_do_update(
        index_elements=[brievenbus.c.soort, brievenbus.c.ontvanger], set_={"laatste": brievenbus.c.laatste + _rij.excluded.laatste}
    ).returning(brievenbus.c.laatste)
)
"""Claims ``laatste`` numbers and locks the mailbox until the end: nobody gets a later number before these are kept or forgotten."""

_VAN_BUS: Final = (signaal.c.ontvanger_soort == bindparam("ontvanger_soort"), signaal.c.ontvanger == bindparam("ontvanger"))
_OPEN: Final = SIGNALEN.where(*_VAN_BUS, signaal.c.bevestigd_op.is_(None), signaal.c.volgnummer >= bindparam("vanaf")).limit(
    bindparam("hoogstens")
)
_OVER: Final = SIGNALEN.where(signaal.c.id.in_(noemt(in_lijst(signaal_contact.c.melding_id, "meldingen"))))
_BEKEND: Final = (
    select(signaal.c.id, signaal.c.bevestigd_op)
    .where(*_VAN_BUS, in_lijst(signaal.c.id, "signalen"))
    .order_by(signaal.c.volgnummer)
    .with_for_update(of=signaal)
)
_LEES: Final = {False: Opdracht(_OPEN), True: Opdracht(_OPEN.with_for_update(of=signaal))}
_LEES_OVER: Final = {False: Opdracht(_OVER), True: Opdracht(_OVER.with_for_update(of=signaal))}
"""By whether the transaction writes: then signalen stay as they are until its end, so that a fetch and a withdrawal see each other."""
_MERK_BEKEND: Final = Opdracht(_BEKEND)
_OPGEHAALD: Final = Opdracht(
    update(signaal).where(signaal.c.id == bindparam("signaal_id"), signaal.c.opgehaald_op.is_(None)).values(opgehaald_op=bindparam("op"))
)
_BEVESTIGD: Final = Opdracht(update(signaal).where(signaal.c.id == bindparam("signaal_id")).values(bevestigd_op=bindparam("op")))


class SqlSignalen:
    """``ports.Signalen``."""

    def __init__(self, sessie: Sessie, kluis: Kluis, *, schrijft: bool) -> None:
        self._sessie = sessie
        self._kluis = kluis
        self._schrijft = schrijft

    def leg_match_vast(self, match: NieuweMatch) -> None:
        """Record a match unless it is there already (R-082)."""
        self._sessie.doe(_MATCH, soort=match.soort.value, eerste=match.eerste, tweede=match.tweede, ontstaan=als_tekst(match.ontstaan))

    def voeg_toe(self, signalen: Sequence[NieuwSignaal]) -> None:
        """Put signalen in their mailboxes and number them, mailboxes locked in one order; mail is due (R-082, R-094, R-098)."""
        volgende = self._geef_nummers(Counter(signaal.ontvanger for signaal in signalen))
        kringen = {_kring(nieuw): str(uuid4()) for nieuw in signalen if nieuw.contacten}
        rijen = []
        for nieuw in signalen:
            rijen.append(_rij_van(nieuw, volgende[nieuw.ontvanger], kringen[_kring(nieuw)] if nieuw.contacten else None))
            volgende[nieuw.ontvanger] += 1
        self._sessie.doe_elk(_NIEUW, rijen)
        self._sessie.doe_elk(_NOEMT, [{"kring": kring, "melding_id": melding} for leden, kring in kringen.items() for melding in leden])
        zet_klaar(self._sessie, signalen)

    def open_voor(self, ontvanger: Ontvanger, vanaf: int, hoogstens: int, dag: date) -> Sequence[BewaardSignaal]:
        """At most ``hoogstens`` unacknowledged signalen from volgnummer ``vanaf`` on, in order.

        Contacts are resolved now (R-054), with the coordinator whose appointment is in force on ``dag`` (R-008).
        """
        rijen = self._sessie.rijen(
            _LEES[self._schrijft],
            ontvanger_soort=ontvanger.soort.value,
            ontvanger=ontvanger.id,
            vanaf=vanaf,
            hoogstens=hoogstens,
        )
        return lees_signalen(self._sessie, self._kluis, rijen, dag)

    def over(self, melding_ids: Collection[str], dag: date) -> Sequence[BewaardSignaal]:
        """Signalen that name one of these meldingen, fetched or not, acknowledged or not, each once (keuzes.md 19, 22)."""
        rijen = self._sessie.rijen(_LEES_OVER[self._schrijft], meldingen=lijst(melding_ids))
        return lees_signalen(self._sessie, self._kluis, rijen, dag)

    def markeer_opgehaald(self, signaal_ids: Sequence[str], op: datetime) -> None:
        """Note the first fetch."""
        self._sessie.doe_elk(_OPGEHAALD, [{"signaal_id": signaal_id, "op": als_tekst(op)} for signaal_id in signaal_ids])

    def bevestig(self, ontvanger: Ontvanger, signaal_ids: Sequence[str], op: datetime) -> dict[str, bool]:
        """Acknowledge; per known id of this mailbox whether it was new (True) or done before (False)."""
        rijen = self._sessie.rijen(_MERK_BEKEND, ontvanger_soort=ontvanger.soort.value, ontvanger=ontvanger.id, signalen=lijst(signaal_ids))
        bekend = {signaal_id: bevestigd_op is None for signaal_id, bevestigd_op in rijen}
        nieuw = [{"signaal_id": signaal_id, "op": als_tekst(op)} for signaal_id, was_nieuw in bekend.items() if was_nieuw]
        self._sessie.doe_elk(_BEVESTIGD, nieuw)
        return bekend

    def _geef_nummers(self, aantallen: Counter[Ontvanger]) -> dict[Ontvanger, int]:
        """Per mailbox its next number, claimed in the order of Ontvanger: two that need the same mailboxes wait, never lock each other."""
        eerste: dict[Ontvanger, int] = {}
        for ontvanger in sorted(aantallen):
            (laatste,) = self._sessie.rijen(
                _GEEF_NUMMERS, soort=ontvanger.soort.value, ontvanger=ontvanger.id, laatste=aantallen[ontvanger]
            )[0]
            eerste[ontvanger] = laatste - aantallen[ontvanger] + 1
        return eerste


def _kring(nieuw: NieuwSignaal) -> frozenset[str]:
    """Whom it names and its own melding: reporters who are told of each other have this in common."""
    return frozenset((*nieuw.contacten, nieuw.eigen_melding) if nieuw.eigen_melding is not None else nieuw.contacten)


def _rij_van(nieuw: NieuwSignaal, volgnummer: int, kring: str | None) -> dict[str, Waarde]:
    return {
        "id": nieuw.id,
        "ontvanger_soort": nieuw.ontvanger.soort.value,
        "ontvanger": nieuw.ontvanger.id,
        "volgnummer": volgnummer,
        "soort": nieuw.soort.value,
        "tijdstip": als_tekst(nieuw.tijdstip),
        "aanleiding": nieuw.aanleiding,
        "eigen_melding": nieuw.eigen_melding,
        "kring": kring,
        "matchsleutel": nieuw.matchsleutel,
        "betreft_signaal": nieuw.betreft_signaal,
        "vervallen": False,
        "opgehaald_op": None,
        "bevestigd_op": None,
    }
