"""Who was told of a melding, and what the logboek says of one person (R-134)."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from sqlalchemy import func, or_, select, text

from verwijsindex.domain.inzage import Aflevering
from verwijsindex.domain.logboek import Gebeurtenis, Logregel
from verwijsindex.domain.signaal import Ontvanger, OntvangerSoort, SignaalSoort
from verwijsindex.storage.opdracht import Opdracht, Rij, Sessie, in_lijst, lijst
from verwijsindex.storage.signaalrijen import NOEMT
from verwijsindex.storage.tabellen import melding, signaal, signaal_contact
from verwijsindex.storage.tabellen_logboek import VERBONDEN, logboek
from verwijsindex.storage.vormen import als_moment, dag_of_niets

_eigen: Final = melding.alias("eigen")
_MET_EIGEN: Final = signaal.outerjoin(_eigen, _eigen.c.id == signaal.c.eigen_melding)
_AFLEVERING: Final = (
    signaal.c.id,
    signaal.c.ontvanger_soort,
    signaal.c.ontvanger,
    signaal.c.soort,
    signaal.c.tijdstip,
    signaal.c.opgehaald_op,
    func.coalesce(_eigen.c.verwijderd_op, _eigen.c.verwijderdatum),
)
_VOLGORDE: Final = (signaal.c.tijdstip, signaal.c.ontvanger_soort, signaal.c.ontvanger, signaal.c.volgnummer)
_VERTELD: Final = or_(signaal_contact.c.zwijgt_sinds.is_(None), signaal.c.opgehaald_op <= signaal_contact.c.zwijgt_sinds)
"""Of a melding that was blocked since, only who fetched it before (R-138)."""
_OVER: Final = Opdracht(
    select(signaal_contact.c.melding_id, *_AFLEVERING)
    .select_from(_MET_EIGEN.join(signaal_contact, NOEMT))
    .where(in_lijst(signaal_contact.c.melding_id, "meldingen"), signaal.c.vervallen.is_(False), _VERTELD)
    .order_by(*_VOLGORDE)
)
_VERVALLEN: Final = Opdracht(
    select(*_AFLEVERING)
    .select_from(_MET_EIGEN)
    .where(in_lijst(signaal.c.id, "signalen"), signaal.c.vervallen.is_(True), signaal.c.opgehaald_op.is_not(None))
    .order_by(*_VOLGORDE)
)
_VERBONDEN: Final = Opdracht(
    select(logboek.c.persoon).where(text(f"logboek.{VERBONDEN}"), in_lijst(logboek.c.ids, "namen"), logboek.c.persoon.is_not(None))
)
_REGELS: Final = Opdracht(
    select(
        logboek.c.tijdstip,
        logboek.c.gebeurtenis,
        logboek.c.operatie,
        logboek.c.oin,
        logboek.c.gebruiker_id,
        logboek.c.rol,
        logboek.c.bericht_id,
        logboek.c.persoon,
        logboek.c.ids,
        logboek.c.uitkomst,
        logboek.c.ontvanger,
    )
    .where(in_lijst(logboek.c.persoon, "personen"), in_lijst(logboek.c.gebeurtenis, "gebeurtenissen"))
    .order_by(logboek.c.nummer)
)


class SqlInzage:
    """``ports_inzage.Inzagegegevens``."""

    def __init__(self, sessie: Sessie) -> None:
        self._sessie = sessie

    def afleveringen(self, melding_ids: Collection[str]) -> Mapping[str, Sequence[Aflevering]]:
        """Per melding the signalen of others that name it, in order of moment; a melding that none names is left out."""
        per_melding: defaultdict[str, list[Aflevering]] = defaultdict(list)
        for melding_id, *rij in self._sessie.rijen(_OVER, meldingen=lijst(melding_ids)):
            per_melding[melding_id].append(_aflevering(tuple(rij)))
        return dict(per_melding)

    def zonder_eigen_melding(self, signaal_ids: Collection[str]) -> Sequence[Aflevering]:
        """Those of these signalen that were fetched, and whose recipient's own melding is gone since."""
        return [_aflevering(rij) for rij in self._sessie.rijen(_VERVALLEN, signalen=lijst(signaal_ids))]

    def namen_in_logboek(self, logpseudoniem: str) -> frozenset[str]:
        """How the logboek calls a person, and called him before he became one with another or got another number (keuzes.md 31)."""
        namen, nieuw = {logpseudoniem}, {logpseudoniem}
        while nieuw:
            eerder = self._sessie.rijen(_VERBONDEN, namen=lijst(json.dumps([naam]) for naam in nieuw))
            nieuw = {naam for (naam,) in eerder} - namen
            namen |= nieuw
        return frozenset(namen)

    def logregels(self, personen: Collection[str], gebeurtenissen: Collection[Gebeurtenis]) -> Sequence[Logregel]:
        """The lines of these kinds about a person, under any of these names, in order."""
        rijen = self._sessie.rijen(_REGELS, personen=lijst(personen), gebeurtenissen=lijst(g.value for g in gebeurtenissen))
        return [_logregel(rij) for rij in rijen]


def _aflevering(rij: Rij) -> Aflevering:
    signaal_id, ontvanger_soort, ontvanger, soort, tijdstip, opgehaald_op, eigen_tot = rij
    return Aflevering(
        signaal_id=signaal_id,
        ontvanger=Ontvanger(OntvangerSoort(ontvanger_soort), ontvanger),
        soort=SignaalSoort(soort),
        tijdstip=als_moment(tijdstip),
        opgehaald_op=None if opgehaald_op is None else als_moment(opgehaald_op),
        eigen_tot=dag_of_niets(eigen_tot),
    )


def _logregel(rij: Rij) -> Logregel:
    tijdstip, gebeurtenis, operatie, oin, gebruiker_id, rol, bericht_id, persoon, ids, uitkomst, ontvanger = rij
    return Logregel(
        tijdstip=als_moment(tijdstip),
        gebeurtenis=Gebeurtenis(gebeurtenis),
        operatie=operatie,
        oin=oin,
        gebruiker_id=gebruiker_id,
        rol=rol,
        bericht_id=bericht_id,
        persoon=persoon,
        ids=tuple(json.loads(ids)),
        uitkomst=uitkomst,
        ontvanger=ontvanger,
    )
