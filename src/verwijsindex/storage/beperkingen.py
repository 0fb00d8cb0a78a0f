"""Which requests block which meldingen (AVG 18; R-138; keuzes.md 19, 25)."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, func, null, select, true, update

from verwijsindex.domain.signaal import SignaalSoort
from verwijsindex.storage.opdracht import Opdracht, Sessie, in_lijst, lijst, toevoegen
from verwijsindex.storage.tabellen import melding, signaal, signaal_contact
from verwijsindex.storage.tabellen_rechten import beperking
from verwijsindex.storage.vernietiging import houd_signalen
from verwijsindex.storage.vormen import als_tekst

_LEG_OP: Final = Opdracht(toevoegen(beperking).on_conflict_do_nothing())
_BLOKKEER: Final = Opdracht(
    update(melding)
    .where(in_lijst(melding.c.id, "meldingen"), melding.c.beperkt_door.is_(None))
    .values(beperkt_door=bindparam("verzoek_id"))
)
_EIGEN: Final = in_lijst(signaal.c.eigen_melding, "meldingen")
_VERZWIJG: Final = Opdracht(
    update(signaal_contact)
    .where(in_lijst(signaal_contact.c.melding_id, "meldingen"), signaal_contact.c.zwijgt_sinds.is_(None))
    .values(zwijgt_sinds=bindparam("sinds"))
)
"""Who fetched a signaal before was told, who does so later was not (R-134)."""
_VERSTOM: Final = (
    Opdracht(update(signaal).where(in_lijst(signaal.c.aanleiding, "meldingen")).values(aanleiding=null())),
    Opdracht(update(signaal).where(_EIGEN).values(vervallen=true())),
    Opdracht(update(signaal).where(_EIGEN, signaal.c.soort == SignaalSoort.VERLOOPT.value).values(eigen_melding=null())),
)
"""What is lifted may cause signalen anew, and be warned of anew (``uq_signaal_aanleiding``, R-065)."""

_HEF_OP: Final = Opdracht(
    delete(beperking)
    .where(in_lijst(beperking.c.melding_id, "meldingen"), beperking.c.verzoek_id == bindparam("verzoek_id"))
    .returning(beperking.c.melding_id)
)
_ANDER: Final = select(func.min(beperking.c.verzoek_id)).where(beperking.c.melding_id == melding.c.id).scalar_subquery()
_GEEF_VRIJ: Final = Opdracht(
    update(melding)
    .where(in_lijst(melding.c.id, "meldingen"), melding.c.beperkt_door == bindparam("verzoek_id"))
    .values(beperkt_door=_ANDER)
)


class SqlBeperkingen:
    """``ports_beperking.Beperkingen``."""

    def __init__(self, sessie: Sessie) -> None:
        self._sessie = sessie

    def leg_op(self, melding_ids: Collection[str], verzoek_id: str, moment: datetime) -> None:
        """From ``moment`` on this request blocks these meldingen; signalen fall silent about them for good (keuzes.md 19)."""
        meldingen = lijst(melding_ids)
        houd_signalen(self._sessie, melding_ids)
        self._sessie.doe_elk(_LEG_OP, [{"melding_id": melding_id, "verzoek_id": verzoek_id} for melding_id in melding_ids])
        self._sessie.doe(_BLOKKEER, meldingen=meldingen, verzoek_id=verzoek_id)
        self._sessie.doe(_VERZWIJG, meldingen=meldingen, sinds=als_tekst(moment))
        for opdracht in _VERSTOM:
            self._sessie.doe(opdracht, meldingen=meldingen)

    def hef_op(self, melding_ids: Collection[str], verzoek_id: str) -> Collection[str]:
        """This request no longer blocks them; gives those that it blocked until now."""
        weg = [melding_id for (melding_id,) in self._sessie.rijen(_HEF_OP, meldingen=lijst(melding_ids), verzoek_id=verzoek_id)]
        self._sessie.doe(_GEEF_VRIJ, meldingen=lijst(weg), verzoek_id=verzoek_id)
        return weg
