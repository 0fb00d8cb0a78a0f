"""Everything that goes when a melding is destroyed (Jeugdwet 7.1.4.6(1); R-095, R-111; keuzes.md 1, 19, 34)."""

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, null, or_, select, true, update

from verwijsindex.storage.opdracht import Opdracht, Sessie
from verwijsindex.storage.signaalrijen import noemt
from verwijsindex.storage.tabellen import melding, signaal, signaal_contact, verstrekking, zakelijke_sleutel
from verwijsindex.storage.vormen import als_tekst
from verwijsindex.storage.zakelijke_sleutels import ONTHOUD

_EIGEN: Final = select(signaal.c.id).where(signaal.c.eigen_melding == bindparam("melding_id"))
_OVER: Final = noemt(bindparam("melding_id"))

_HOUD_SIGNALEN: Final = Opdracht(
    select(signaal.c.id)
    .where(
        or_(
            signaal.c.eigen_melding == bindparam("melding_id"),
            signaal.c.aanleiding == bindparam("melding_id"),
            signaal.c.id.in_(_OVER),
        )
    )
    .order_by(signaal.c.ontvanger_soort, signaal.c.ontvanger, signaal.c.volgnummer)
    .with_for_update(of=signaal)
)
"""Locked in the order in which everyone locks signalen: what is being fetched is fetched first."""

_WIS_VERSTREKT: Final = Opdracht(
    delete(verstrekking).where(or_(verstrekking.c.signaal_id.in_(_EIGEN), verstrekking.c.signaal_id.in_(_OVER)))
)
_WIS_CONTACTEN: Final = Opdracht(delete(signaal_contact).where(signaal_contact.c.melding_id == bindparam("melding_id")))
_VERVAL_EIGEN: Final = Opdracht(
    update(signaal)
    .where(signaal.c.eigen_melding == bindparam("melding_id"))
    .values(vervallen=true(), eigen_melding=null(), kring=null(), matchsleutel=null())
)
_WIS_AANLEIDING: Final = Opdracht(update(signaal).where(signaal.c.aanleiding == bindparam("melding_id")).values(aanleiding=null()))
_GRAFSTEEN: Final = Opdracht(
    update(zakelijke_sleutel)
    .where(zakelijke_sleutel.c.melding_id == bindparam("van_melding"))
    .values(inhoud=null(), antwoord=null(), melding_id=null(), vervalt=bindparam("vervalt"))
)
_WIS_MELDING: Final = Opdracht(delete(melding).where(melding.c.id == bindparam("melding_id")))


def vernietig_melding(sessie: Sessie, melding_id: str, moment: datetime) -> None:
    """Delete a melding and all that rests on it; of signalen the number and the id stay, of its business keys a tombstone."""
    sessie.rijen(_HOUD_SIGNALEN, melding_id=melding_id)
    for opdracht in (_WIS_VERSTREKT, _WIS_CONTACTEN, _VERVAL_EIGEN, _WIS_AANLEIDING):
        sessie.doe(opdracht, melding_id=melding_id)
    sessie.doe(_GRAFSTEEN, van_melding=melding_id, vervalt=als_tekst(moment + ONTHOUD))
    sessie.doe(_WIS_MELDING, melding_id=melding_id)
