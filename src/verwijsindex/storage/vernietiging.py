"""Everything that goes when meldingen are destroyed (Jeugdwet 7.1.4.6(1); R-095, R-111; keuzes.md 1, 19, 34).

A set at a time: seven statements, whether it is one melding or hundreds.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, null, select, true, union, update

from verwijsindex.storage.opdracht import Opdracht, Sessie, in_lijst, lijst
from verwijsindex.storage.signaalrijen import noemt
from verwijsindex.storage.tabellen import melding, signaal, signaal_contact, zakelijke_sleutel
from verwijsindex.storage.tabellen_logboek import verstrekking
from verwijsindex.storage.vormen import als_tekst

_EIGEN: Final = select(signaal.c.id).where(in_lijst(signaal.c.eigen_melding, "meldingen"))
_VEROORZAAKT: Final = select(signaal.c.id).where(in_lijst(signaal.c.aanleiding, "meldingen"))
_OVER: Final = noemt(in_lijst(signaal_contact.c.melding_id, "meldingen"))

_HOUD_SIGNALEN: Final = Opdracht(
    select(signaal.c.id)
    .where(signaal.c.id.in_(union(_EIGEN, _VEROORZAAKT, _OVER)))
    .order_by(signaal.c.ontvanger_soort, signaal.c.ontvanger, signaal.c.volgnummer)
    .with_for_update(of=signaal)
)
"""Locked in the order in which everyone locks signalen: what is being fetched is fetched first."""

_WIS: Final = (
    Opdracht(delete(verstrekking).where(verstrekking.c.signaal_id.in_(union(_EIGEN, _OVER)))),
    Opdracht(delete(signaal_contact).where(in_lijst(signaal_contact.c.melding_id, "meldingen"))),
    Opdracht(
        update(signaal)
        .where(in_lijst(signaal.c.eigen_melding, "meldingen"))
        .values(vervallen=true(), eigen_melding=null(), kring=null(), matchsleutel=null())
    ),
    Opdracht(update(signaal).where(in_lijst(signaal.c.aanleiding, "meldingen")).values(aanleiding=null())),
)
_GRAFSTEEN: Final = Opdracht(
    update(zakelijke_sleutel)
    .where(in_lijst(zakelijke_sleutel.c.melding_id, "meldingen"))
    .values(inhoud=null(), antwoord=null(), melding_id=null(), vervalt=bindparam("tot"))
)
_WIS_MELDING: Final = Opdracht(delete(melding).where(in_lijst(melding.c.id, "meldingen")))


def houd_signalen(sessie: Sessie, melding_ids: Collection[str]) -> None:
    """Let every signaal of these meldingen, or about them, stay as it is until the end of the transaction."""
    sessie.rijen(_HOUD_SIGNALEN, meldingen=lijst(melding_ids))


def vernietig_meldingen(sessie: Sessie, melding_ids: Sequence[str], vrij: datetime) -> None:
    """Delete meldingen and all that rests on them; of signalen the number and the id stay, of business keys a tombstone.

    Their business keys are free from the moment ``vrij``, which follows from when the law destroyed them, however late the job came
    (keuzes.md 1, R-045).
    """
    meldingen = lijst(melding_ids)
    houd_signalen(sessie, melding_ids)
    for opdracht in _WIS:
        sessie.doe(opdracht, meldingen=meldingen)
    sessie.doe(_GRAFSTEEN, meldingen=meldingen, tot=als_tekst(vrij))
    sessie.doe(_WIS_MELDING, meldingen=meldingen)
