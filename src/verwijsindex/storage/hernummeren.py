"""Meldingen that get another person, and persons who get another number (R-030, R-031, R-034; keuzes.md 14)."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import Boolean, bindparam, delete, func, null, or_, select, true, update

from verwijsindex.domain.nummers import Persoonsnummer, Visn
from verwijsindex.domain.signaal import BewaardSignaal, MatchSoort
from verwijsindex.storage.jeugdigen import nummer_kenmerk, volg_niet_meer, volg_toch
from verwijsindex.storage.kluis import Kluis
from verwijsindex.storage.opdracht import Opdracht, Sessie, in_lijst, lijst, toevoegen
from verwijsindex.storage.signaalrijen import SIGNALEN, lees_signalen, noemt
from verwijsindex.storage.tabellen import jeugdige, match, melding, signaal, signaal_contact

_GEVOLGD: Final = Opdracht(
    select(jeugdige.c.bsn_kenmerk, jeugdige.c.bsn).where(jeugdige.c.id == bindparam("jeugdige_id"), jeugdige.c.gevolgd.is_(true()))
)
_GEEF_NUMMER: Final = Opdracht(
    update(jeugdige)
    .where(jeugdige.c.id == bindparam("jeugdige_id"))
    .values(bsn_kenmerk=bindparam("kenmerk"), bsn=bindparam("geheim"), gevolgd=bindparam("volgen", type_=Boolean()))
)
_VERHANG: Final = Opdracht(update(melding).where(in_lijst(melding.c.id, "meldingen")).values(jeugdige_id=bindparam("naar")))
_MATCHES: Final = Opdracht(
    select(match.c.soort, match.c.eerste, match.c.tweede, match.c.ontstaan).where(
        or_(match.c.eerste == bindparam("van"), match.c.tweede == bindparam("van"))
    )
)
_MATCH: Final = Opdracht(toevoegen(match).on_conflict_do_nothing())

_WEG: Final = in_lijst(signaal_contact.c.melding_id, "meldingen")
_VAN: Final = signaal.c.eigen_melding == bindparam("melding_id")
_VAN_OF_OVER: Final = Opdracht(
    SIGNALEN.where(or_(_VAN, signaal.c.id.in_(noemt(signaal_contact.c.melding_id == bindparam("melding_id"))))).with_for_update(of=signaal)
)
_KRINGEN: Final = Opdracht(select(signaal_contact.c.kring).where(_WEG).distinct())
_EIGEN_NOEMT_NIEMAND: Final = Opdracht(update(signaal).where(in_lijst(signaal.c.eigen_melding, "meldingen")).values(kring=null()))
_NIET_MEER_GENOEMD: Final = Opdracht(delete(signaal_contact).where(_WEG))
_SPREEKT: Final = signaal_contact.c.zwijgt_sinds.is_(None)
_ALLEEN: Final = (
    select(signaal_contact.c.kring).where(in_lijst(signaal_contact.c.kring, "kringen"), _SPREEKT).group_by(signaal_contact.c.kring)
)
_NIEMAND_ANDERS: Final = Opdracht(delete(signaal_contact).where(_SPREEKT, signaal_contact.c.kring.in_(_ALLEEN.having(func.count() == 1))))
"""Who is left alone in it, blocked ones left aside, matches nobody."""
_MELDERS: Final = select(func.count(melding.c.meldingsbevoegde.distinct())).where(melding.c.jeugdige_id == bindparam("jeugdige_id"))
_GEEN_MATCH_MEER: Final = Opdracht(
    delete(match).where(
        match.c.soort == MatchSoort.ZELFDE_JEUGDIGE.value, match.c.eerste == bindparam("jeugdige_id"), _MELDERS.scalar_subquery() < 2
    )
)


class SqlHernummering:
    """``ports.Hernummering``."""

    def __init__(self, sessie: Sessie, kluis: Kluis) -> None:
        self._sessie = sessie
        self._kluis = kluis

    def geef_nummer(self, jeugdige_id: str, nummer: Persoonsnummer) -> None:
        """From now on this jeugdige is kept under another number, which nobody else bears, and followed under that one (R-120)."""
        for oud, geheim in self._sessie.rijen(_GEVOLGD, jeugdige_id=jeugdige_id):
            volg_niet_meer(self._sessie, self._kluis, jeugdige_id, oud, geheim)
        kenmerk = nummer_kenmerk(self._kluis, nummer)
        volg_toch(self._sessie, self._kluis, kenmerk)
        self._sessie.doe(
            _GEEF_NUMMER,
            jeugdige_id=jeugdige_id,
            kenmerk=self._kluis.zegel(kenmerk),
            geheim=self._kluis.versleutel("jeugdige.bsn", jeugdige_id, nummer.waarde),
            volgen=None if isinstance(nummer, Visn) else False,
        )

    def verhang(self, melding_ids: Sequence[str], naar: str) -> None:
        """From now on these meldingen are about this jeugdige; nothing else of them changes."""
        self._sessie.doe(_VERHANG, meldingen=lijst(melding_ids), naar=naar)

    def neem_matches_over(self, van: str, naar: str) -> None:
        """What matched the one matches the other, since the same day; two who become one no longer match by family."""
        for soort, eerste, tweede, ontstaan in self._sessie.rijen(_MATCHES, van=van):
            een, twee = sorted(naar if wie == van else wie for wie in (eerste, tweede))
            if een != twee or soort == MatchSoort.ZELFDE_JEUGDIGE.value:
                self._sessie.doe(_MATCH, soort=soort, eerste=een, tweede=twee, ontstaan=ontstaan)

    def signalen(self, melding_id: str, dag: date) -> Sequence[BewaardSignaal]:
        """Signalen to the reporter of this melding on its account, and those of others that name it; locked."""
        return lees_signalen(self._sessie, self._kluis, self._sessie.rijen(_VAN_OF_OVER, melding_id=melding_id), dag)

    def scheid(self, melding_ids: Sequence[str], van: str) -> None:
        """These meldingen are no longer about jeugdige ``van`` and no longer match who is: no signaal names the one to the other."""
        weg = lijst(melding_ids)
        kringen = lijst(kring for (kring,) in self._sessie.rijen(_KRINGEN, meldingen=weg))
        self._sessie.doe(_EIGEN_NOEMT_NIEMAND, meldingen=weg)
        self._sessie.doe(_NIET_MEER_GENOEMD, meldingen=weg)
        self._sessie.doe(_NIEMAND_ANDERS, kringen=kringen)
        self._sessie.doe(_GEEN_MATCH_MEER, jeugdige_id=van)
