"""Jeugdwet 7.1.2.3(1)(c)(e), 7.1.4.2(1)(4): what follows when meldingen turn out to be about somebody else (R-030, R-031, R-034; B18)."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from verwijsindex.domain.melding import Melding
from verwijsindex.domain.regels.matchen import Omgeving, gezin, zelfde_jeugdige
from verwijsindex.domain.regels.opstellen import NieuweId, Opsteller, matchsleutel, zonder_regievoerder
from verwijsindex.domain.regels.signaleren import Gevolg
from verwijsindex.domain.regels.termijnen import is_actief
from verwijsindex.domain.signaal import BewaardSignaal, MatchSoort, NieuweMatch, NieuwSignaal, OntvangerSoort, SignaalSoort

_MATCHT: Final[dict[MatchSoort, Callable[[Melding, Melding, Omgeving], bool]]] = {
    MatchSoort.ZELFDE_JEUGDIGE: lambda een, ander, _: zelfde_jeugdige(een, ander),
    MatchSoort.GEZIN: gezin,
}


def te_verhangen(meldingen: Iterable[Melding], meldingsbevoegde: str, *, van_iedereen: bool) -> tuple[Melding, ...]:
    """R-030, keuzes.md 14: of everybody when only one person can be meant, else of the one who knows whom he meant; archive included."""
    return tuple(m for m in meldingen if van_iedereen or m.meldingsbevoegde == meldingsbevoegde)


def gevolgen_van_samenvoeging(voor: Omgeving, na: Omgeving, mandaten: Mapping[str, str], moment: datetime, nieuwe_id: NieuweId) -> Gevolg:
    """R-030, R-034, keuzes.md 14: the matches that arise, and signalen to every reporter who gains one and to the regievoerder.

    ``voor`` and ``na`` hold the same ACTIEF meldingen, about whom they were and about whom they are; ``mandaten`` the gemeente of the
    mandate by which each came (keuzes.md 10). A reporter gains when his melding matches that of somebody whom it did not match before,
    or one of his about another jeugdige.
    """
    samen = _Samenvoeging(voor, na, mandaten, Opsteller(moment, nieuwe_id))
    signalen = [signaal for soort in MatchSoort for signaal in samen.signalen(soort)]
    return Gevolg(tuple(samen.matches()), tuple(signalen), samen.uit_mandaat)


class _Samenvoeging:
    """Everyone around these meldingen, before and after."""

    def __init__(self, voor: Omgeving, na: Omgeving, mandaten: Mapping[str, str], opsteller: Opsteller) -> None:
        self._voor = voor
        self._na = na
        self._mandaten = mandaten
        self._opsteller = opsteller
        self._oud = {melding.id: melding for melding in voor.actief}
        self._over = {melding.id: melding.jeugdige_id for melding in na.actief}
        self._gewonnen = {soort: {m.id: nieuw for m in na.actief if (nieuw := self._nieuw(m, soort))} for soort in MatchSoort}
        self.uit_mandaat = False

    def matches(self) -> Iterable[NieuweMatch]:
        """R-070, R-073: one per person, and one per pair of persons."""
        for soort, gewonnen in self._gewonnen.items():
            paren = {self._paar(melding, ander) for melding in self._winnaars(soort) for ander in gewonnen[melding.id]}
            for eerste, tweede in sorted(paren):
                yield NieuweMatch(soort, eerste, tweede, self._opsteller.moment)

    def signalen(self, soort: MatchSoort) -> Iterable[NieuwSignaal]:
        """R-090, R-097: to whoever gains something of this kind, and to the gemeente of each jeugdige concerned."""
        winnaars = self._winnaars(soort)
        if not winnaars:
            return
        sleutel = matchsleutel(self._opsteller.nieuwe_id()) if soort is MatchSoort.GEZIN else None
        for eigen in winnaars:
            yield self._opsteller.aan_melder(eigen, SignaalSoort(soort), _passend(eigen, self._na, soort), sleutel)
        for gemeente, meldingen in sorted(self._per_gemeente(soort).items()):
            yield self._opsteller.aan_gemeente(gemeente, SignaalSoort(soort), meldingen, sleutel)

    def _winnaars(self, soort: MatchSoort) -> list[Melding]:
        return [melding for melding in self._na.actief if melding.id in self._gewonnen[soort]]

    def _nieuw(self, melding: Melding, soort: MatchSoort) -> list[Melding]:
        """What it matches now, of reporters whom it did not match before as reporters of that jeugdige."""
        bekend = {(m.meldingsbevoegde, self._over[m.id]) for m in _passend(self._oud[melding.id], self._voor, soort)}
        return [m for m in _passend(melding, self._na, soort) if (m.meldingsbevoegde, m.jeugdige_id) not in bekend]

    @staticmethod
    def _paar(een: Melding, ander: Melding) -> tuple[str, str]:
        eerste, tweede = sorted((een.jeugdige_id, ander.jeugdige_id))
        return eerste, tweede

    def _per_gemeente(self, soort: MatchSoort) -> dict[str, list[Melding]]:
        """R-097: per gemeente the meldingen of the new matches in which one of its jeugdigen takes part."""
        verdeling: dict[str, list[Melding]] = {}
        paren = {self._paar(m, ander) for m in self._winnaars(soort) for ander in self._gewonnen[soort][m.id]}
        for paar in sorted(paren):
            betrokken = [m for m in self._na.actief if m.jeugdige_id in paar and self._past_in(m, paar, soort)]
            for gemeente in sorted({gemeente for wie in set(paar) for gemeente in self._gemeenten(wie, betrokken)}):
                lijst = verdeling.setdefault(gemeente, [])
                lijst.extend(m for m in betrokken if m not in lijst)
        return verdeling

    def _past_in(self, melding: Melding, paar: tuple[str, str], soort: MatchSoort) -> bool:
        return any(m.jeugdige_id in paar for m in _passend(melding, self._na, soort))

    def _gemeenten(self, jeugdige_id: str, meldingen: Sequence[Melding]) -> set[str]:
        """R-097, keuzes.md 10: where he is registered, else the gemeente of the mandate of each of his reporters."""
        gemeente = self._na.jeugdigen[jeugdige_id].gemeentecode
        if gemeente is not None and not zonder_regievoerder(gemeente, self._na):
            return {gemeente}
        self.uit_mandaat = True
        return {self._mandaten[m.id] for m in meldingen if m.jeugdige_id == jeugdige_id and m.id in self._mandaten}


def _passend(melding: Melding, rond: Omgeving, soort: MatchSoort) -> list[Melding]:
    return [ander for ander in rond.actief if _MATCHT[soort](melding, ander, rond)]


def scheidingsberichten(
    signalen: Iterable[BewaardSignaal], weg: Collection[str], dag: date, moment: datetime, nieuwe_id: NieuweId
) -> tuple[NieuwSignaal, ...]:
    """R-031, R-095, keuzes.md 19: notices when the meldingen ``weg`` turn out to be about another person than those they matched.

    ``signalen`` are those on account of these meldingen and those that name them. What was fetched and now names nobody is followed
    by a notice; what was not fetched is INGETROKKEN in place; what names others stays for them.
    """
    return tuple(
        NieuwSignaal(nieuwe_id(), signaal.ontvanger, SignaalSoort.INGETROKKEN, moment, betreft_signaal=signaal.id)
        for signaal in signalen
        if signaal.opgehaald and not signaal.vervallen and _verliest_alles(signaal, weg, dag)
    )


def _verliest_alles(signaal: BewaardSignaal, weg: Collection[str], dag: date) -> bool:
    """Whether it named somebody until now, and nobody is left; to a gemeente one alone never matched."""
    zichtbaar = {contact.melding.id for contact in signaal.contacten if is_actief(contact.melding, dag)}
    if not zichtbaar:
        return False
    if signaal.ontvanger.soort is OntvangerSoort.GEMEENTE:
        alleen = sum(contact.melding.id not in weg for contact in signaal.contacten) < 2
        return alleen or not zichtbaar.difference(weg)
    eigen = signaal.eigen_melding
    return eigen is not None and is_actief(eigen, dag) and (eigen.id in weg or not zichtbaar.difference(weg))
