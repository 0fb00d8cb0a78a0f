"""Jeugdwet 7.1.2.3(1)(c)(d)(e), 7.1.4.3(2): who is told what (R-065, R-090..R-092, R-095, R-097; keuzes.md 18 to 21)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from verwijsindex.domain.melding import Melding
from verwijsindex.domain.regels.matchen import Omgeving, gezin, zelfde_jeugdige
from verwijsindex.domain.regels.opstellen import NieuweId, Opsteller, matchsleutel, zonder_regievoerder
from verwijsindex.domain.regels.termijnen import is_actief, waarschuwdag
from verwijsindex.domain.signaal import (
    BewaardSignaal,
    Contact,
    MatchSoort,
    NieuweMatch,
    NieuwSignaal,
    Ontvanger,
    OntvangerSoort,
    Signaal,
    SignaalSoort,
)
from verwijsindex.domain.tijd import middernacht


@dataclass(frozen=True, slots=True)
class Gevolg:
    """What a new melding brings about."""

    matches: tuple[NieuweMatch, ...] = ()
    signalen: tuple[NieuwSignaal, ...] = ()
    uit_mandaat: bool = False
    """Whether the gemeente of the mandate was addressed for want of one of the jeugdige (keuzes.md 10)."""


GEEN: Final = Gevolg()
"""Of a melding about somebody whom nobody else reported, and of a jeugdige of whom nothing changed."""


def gevolgen(melding: Melding, rond: Omgeving, mandaat_gemeente: str | None, moment: datetime, nieuwe_id: NieuweId) -> Gevolg:
    """R-070..R-073, R-090, R-097, keuzes.md 25: the matches and signalen that a melding causes which is new, or no longer blocked.

    ``rond`` holds the ACTIEF meldingen of the jeugdige and his relatives, ``melding`` included; ``mandaat_gemeente`` is None when the
    partner never had a mandate for its reporter.
    """
    kring = _Kring(melding, rond, mandaat_gemeente, moment, nieuwe_id)
    return Gevolg(
        (*kring.match_jeugdige(), *kring.matches_gezin()),
        (*kring.signalen_jeugdige(), *kring.signalen_gezin()),
        kring.uit_mandaat,
    )


class _Kring:
    """The triggering melding and everything that it matches."""

    def __init__(self, melding: Melding, rond: Omgeving, mandaat_gemeente: str | None, moment: datetime, nieuwe_id: NieuweId) -> None:
        self._melding = melding
        self._rond = rond
        self._mandaat_gemeente = mandaat_gemeente
        self._moment = moment
        self._nieuwe_id = nieuwe_id
        self._opsteller = Opsteller(moment, nieuwe_id, melding.id)
        self._zelfde = tuple(m for m in rond.actief if zelfde_jeugdige(melding, m))
        self._gezin = tuple(m for m in rond.actief if gezin(melding, m, rond))
        self.uit_mandaat = False

    def match_jeugdige(self) -> Iterable[NieuweMatch]:
        """R-070: one match per person, which grows (keuzes.md 18)."""
        if self._zelfde:
            jeugdige = self._melding.jeugdige_id
            yield NieuweMatch(MatchSoort.ZELFDE_JEUGDIGE, jeugdige, jeugdige, self._moment)

    def matches_gezin(self) -> Iterable[NieuweMatch]:
        """R-073, R-078: one match per pair of persons."""
        for ander in sorted({m.jeugdige_id for m in self._gezin}):
            eerste, tweede = sorted((self._melding.jeugdige_id, ander))
            yield NieuweMatch(MatchSoort.GEZIN, eerste, tweede, self._moment)

    def signalen_jeugdige(self) -> Iterable[NieuwSignaal]:
        """R-090: to every reporter of this jeugdige, the new one included, and to his regievoerder."""
        if not self._zelfde:
            return
        for eigen in (*self._zelfde, self._melding):
            anderen = [m for m in self._rond.actief if zelfde_jeugdige(eigen, m)]
            yield self._opsteller.aan_melder(eigen, SignaalSoort.ZELFDE_JEUGDIGE, anderen)
        gemeente = self._gemeente(self._melding.jeugdige_id)
        if gemeente is not None:
            yield self._opsteller.aan_gemeente(gemeente, SignaalSoort.ZELFDE_JEUGDIGE, (*self._zelfde, self._melding))

    def signalen_gezin(self) -> Iterable[NieuwSignaal]:
        """R-090, R-092: to every reporter whose melding now matches by family, and to the regievoerder of each jeugdige."""
        if not self._gezin:
            return
        sleutel = matchsleutel(self._nieuwe_id())
        for eigen in (*self._gezin, self._melding):
            anderen = [m for m in self._rond.actief if gezin(eigen, m, self._rond)]
            yield self._opsteller.aan_melder(eigen, SignaalSoort.GEZIN, anderen, sleutel)
        for gemeente, meldingen in sorted(self._per_gemeente().items()):
            yield self._opsteller.aan_gemeente(gemeente, SignaalSoort.GEZIN, meldingen, sleutel)

    def _per_gemeente(self) -> dict[str, list[Melding]]:
        """R-097: per gemeente the meldingen of the matches in which one of its jeugdigen takes part."""
        verdeling: dict[str, list[Melding]] = {}
        for ander in dict.fromkeys(m.jeugdige_id for m in self._gezin):
            paar = (self._melding.jeugdige_id, ander)
            betrokken = [m for m in self._rond.actief if m.jeugdige_id in paar and self._in_match(m, paar)]
            for gemeente in {gemeente for jeugdige in paar if (gemeente := self._gemeente(jeugdige)) is not None}:
                lijst = verdeling.setdefault(gemeente, [])
                lijst.extend(m for m in betrokken if m not in lijst)
        return verdeling

    def _in_match(self, melding: Melding, paar: tuple[str, str]) -> bool:
        return any(m.jeugdige_id in paar and gezin(melding, m, self._rond) for m in self._rond.actief)

    def _gemeente(self, jeugdige_id: str) -> str | None:
        """R-097, keuzes.md 10: where the jeugdige is registered, else, or without a regievoerder there, the gemeente of the mandate."""
        gemeente = self._rond.jeugdigen[jeugdige_id].gemeentecode
        if gemeente is None or zonder_regievoerder(gemeente, self._rond):
            self.uit_mandaat = self._mandaat_gemeente is not None
            return self._mandaat_gemeente
        return gemeente


def toon(bewaard: BewaardSignaal, dag: date) -> Signaal:
    """R-054, R-091, R-094, keuzes.md 19 and 20: what of a stored signaal may be handed out today.

    Only contacts whose melding is ACTIEF, each appointment once; without any, or when the recipient's own
    melding is no longer ACTIEF, it is INGETROKKEN in place with its number and id and nothing else. Only to a
    reporter that somebody moved (VERHUIZING) it names nobody (R-121).
    """
    if bewaard.soort is SignaalSoort.INGETROKKEN:
        return Signaal(bewaard.id, bewaard.volgnummer, bewaard.soort, tijdstip=bewaard.tijdstip, betreft_signaal_id=bewaard.betreft_signaal)
    if bewaard.soort is SignaalSoort.VERLOOPT:
        return _toon_verloopt(bewaard, dag)
    zichtbaar = _zichtbare_contacten(bewaard, dag)
    leeg = not zichtbaar and not _noemt_niemand(bewaard)
    if leeg or not vertelt(bewaard, dag):
        return Signaal(bewaard.id, bewaard.volgnummer, SignaalSoort.INGETROKKEN)
    return Signaal(
        bewaard.id,
        bewaard.volgnummer,
        bewaard.soort,
        tijdstip=bewaard.tijdstip,
        eigen_melding_id=bewaard.eigen_melding.id if bewaard.eigen_melding is not None else None,
        betreft_andere_jeugdige=_BETREFT_ANDERE.get(bewaard.soort),
        matchsleutel=bewaard.matchsleutel,
        contacten=tuple(zichtbaar.values()),
    )


def _toon_verloopt(bewaard: BewaardSignaal, dag: date) -> Signaal:
    """R-065, keuzes.md 18: when, and which own melding; nothing once it is no longer ACTIEF."""
    eigen = bewaard.eigen_melding
    if bewaard.vervallen or eigen is None or not is_actief(eigen, dag):
        return Signaal(bewaard.id, bewaard.volgnummer, SignaalSoort.INGETROKKEN)
    return Signaal(bewaard.id, bewaard.volgnummer, bewaard.soort, tijdstip=bewaard.tijdstip, eigen_melding_id=eigen.id)


def waarschuwing(melding: Melding, nieuwe_id: NieuweId) -> NieuwSignaal:
    """R-065, keuzes.md 18, 21: tells the reporter that his melding runs out; once per melding, which is its own trigger.

    Its moment is the beginning of the day from which it is told, whoever makes it and however late (R-045).
    """
    return NieuwSignaal(
        id=nieuwe_id(),
        ontvanger=Ontvanger(OntvangerSoort.MELDINGSBEVOEGDE, melding.meldingsbevoegde),
        soort=SignaalSoort.VERLOOPT,
        tijdstip=middernacht(waarschuwdag(melding)),
        aanleiding=melding.id,
        eigen_melding=melding.id,
    )


_BETREFT_ANDERE: Final = {SignaalSoort.ZELFDE_JEUGDIGE: False, SignaalSoort.GEZIN: True}
"""Jeugdwet 7.1.4.3(2): said of a match, and of nothing else (keuzes.md 18)."""


def vertelt(bewaard: BewaardSignaal, dag: date) -> bool:
    """AVG 15(1)(c), R-134, keuzes.md 19, 20: whether who fetches this today can be told by it; not once his own melding is not ACTIEF."""
    return bewaard.soort is SignaalSoort.INGETROKKEN or (not bewaard.vervallen and _eigen_actief(bewaard, dag))


def _noemt_niemand(bewaard: BewaardSignaal) -> bool:
    """R-121: to a reporter a VERHUIZING says that the jeugdige moved, and no more."""
    return bewaard.soort is SignaalSoort.VERHUIZING and bewaard.ontvanger.soort is OntvangerSoort.MELDINGSBEVOEGDE


def _zichtbare_contacten(bewaard: BewaardSignaal, dag: date) -> dict[str, Contact]:
    return {c.meldingsbevoegde: c.contact for c in bewaard.contacten if is_actief(c.melding, dag)}


def _eigen_actief(bewaard: BewaardSignaal, dag: date) -> bool:
    if bewaard.ontvanger.soort is OntvangerSoort.GEMEENTE:
        return True
    return bewaard.eigen_melding is not None and is_actief(bewaard.eigen_melding, dag)


def intrekkingen(
    weg: Collection[str], over: Iterable[BewaardSignaal], dag: date, moment: datetime, nieuwe_id: NieuweId, *, vlug: bool = False
) -> tuple[NieuwSignaal, ...]:
    """R-095, AVG 19, keuzes.md 19 and 22: notices that follow when the meldingen ``weg`` are destroyed as not justified or under the AVG.

    The same when they are blocked, for AVG 19 names that as well (R-138). ``over`` are the signalen that name them. A fetched one that
    names nobody else is followed by a notice, also when they are in the archive by now; an unfetched one is INGETROKKEN in place; one
    that names others stays for them. Withdrawn within 24 hours (``vlug``), the last kind gets a notice too, so that nobody looks without
    being seen. Whose own melding goes with them hears nothing.
    """
    return tuple(
        NieuwSignaal(nieuwe_id(), signaal.ontvanger, SignaalSoort.INGETROKKEN, moment, betreft_signaal=signaal.id)
        for signaal in over
        if _vraagt_bericht(signaal, weg, dag, vlug=vlug)
    )


def _vraagt_bericht(signaal: BewaardSignaal, weg: Collection[str], dag: date, *, vlug: bool) -> bool:
    """Whether the recipient would otherwise not see that these contacts are gone."""
    eigen_weg = signaal.eigen_melding is not None and signaal.eigen_melding.id in weg
    if signaal.vervallen or eigen_weg or not _eigen_actief(signaal, dag):
        return False
    blijft = any(is_actief(c.melding, dag) and c.melding.id not in weg for c in signaal.contacten)
    return any(c.melding.id in weg for c in signaal.contacten) and (vlug if blijft else signaal.opgehaald)
