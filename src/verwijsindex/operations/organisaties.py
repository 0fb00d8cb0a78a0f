"""Organisations: taken over from a file, with what it would change told first (Jeugdwet 7.1.3.1; R-001..R-008, R-180..R-184)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from verwijsindex.domain.boom import BestandOnjuist, Bestandsfout, Knoop
from verwijsindex.domain.logboek import Gebeurtenis
from verwijsindex.domain.organisatie import Inschrijvingen
from verwijsindex.domain.organisatiebestand import Bekend, lees_organisaties
from verwijsindex.domain.ports_organisaties import Organisatiebeheer
from verwijsindex.domain.regels.conformiteit import KOPPELVLAK
from verwijsindex.domain.regels.organisatieverschil import Wijziging, los, met_einden, verschil

Sleutel = TypeVar("Sleutel")
Waarde = TypeVar("Waarde")

OPERATIE: Final = "OrganisatieImporteer"


class OrganisatieOnmogelijk(Exception):
    """An act that may not be done; its Dutch text says why, and nothing was changed."""


@dataclass(frozen=True, slots=True)
class Overname:
    """What a file changed, or would change."""

    wijzigingen: tuple[Wijziging, ...]
    verweesd: tuple[str, ...]
    """Meldingen that nobody looks after any more when it is done (R-005)."""
    waarschuwingen: tuple[str, ...]


def importeer(
    boom: Knoop,
    beheer: Organisatiebeheer,
    *,
    per: date | None = None,
    productie: bool = False,
    proef: bool = False,
) -> Overname:
    """Register what the file says, and let end on ``per`` (today) what it leaves out; with ``proef`` only tell.

    One transaction: everything or nothing. Raises BestandOnjuist with every error, by line, before anything is changed.
    """
    beheer.sluit_af()
    nu = beheer.alles()
    per = per or beheer.dag
    getoetst = {bewijs.oin for bewijs in beheer.conformiteiten() if bewijs.versie == KOPPELVLAK}
    bekend = Bekend(beheer.dag, nu, beheer.categorieen, beheer.maanden, beheer.onbereikbaar(), productie, getoetst)
    bestand = lees_organisaties(boom, bekend)
    straks = met_einden(nu, bestand, per)
    wijzigingen = verschil(nu, straks)
    einden = {max(tot, beheer.dag) for tot in _einden(straks, nu)}
    voor = _verweesd(einden, beheer)
    _pas_toe(nu, straks, beheer)
    verweesd = _verweesd(einden, beheer) - voor
    overname = Overname(wijzigingen, tuple(sorted({id for _, id in verweesd})), tuple(_waarschuwingen(straks, beheer.dag)))
    if wijzigingen and not proef:
        beheer.noteer(Gebeurtenis.ORGANISATIES_GEWIJZIGD, OPERATIE, sorted({regel.van for regel in wijzigingen}), str(len(wijzigingen)))
        beheer.leg_vast()
    return overname


def _einden(straks: Inschrijvingen, nu: Inschrijvingen) -> list[date]:
    """The ends that were not there before."""
    aanwijzingen = [g.aanwijzing.tot for id, g in straks.gebruikers.items() if id in nu.gebruikers and nu.gebruikers[id] != g]
    afspraken = [c.geldigheid.tot for id, c in straks.convenanten.items() if id in nu.convenanten and nu.convenanten[id] != c]
    return [tot for tot in (*aanwijzingen, *afspraken) if tot is not None]


def _verweesd(dagen: Iterable[date], beheer: Organisatiebeheer) -> set[tuple[date, str]]:
    """R-005: what nobody looks after, on each of these days."""
    return {(dag, melding_id) for dag in dagen for melding_id in beheer.verweesd(dag)}


def _pas_toe(nu: Inschrijvingen, straks: Inschrijvingen, beheer: Organisatiebeheer) -> None:
    """Only what differs, whoever is named by another first."""
    try:
        _schrijf_wie(nu, straks, beheer)
        _schrijf_rechten(nu, straks, beheer)
    except ValueError as fout:
        raise BestandOnjuist([Bestandsfout(1, str(fout))]) from None


def _schrijf_wie(nu: Inschrijvingen, straks: Inschrijvingen, beheer: Organisatiebeheer) -> None:
    for oin, partner in _anders(nu.partners, straks.partners):
        beheer.partner(oin, partner.naam, partner.toestand)
    for _, instantie in _anders(nu.instanties, straks.instanties):
        beheer.instantie(instantie)
    for id, profiel in _anders(nu.profielen, straks.profielen):
        beheer.profiel(id, profiel)
    for id, wie in straks.gebruikers.items():
        if los(nu.gebruikers.get(id)) != los(wie):
            beheer.gebruiker(wie)
    for id in straks.instanties:
        if nu.coordinatoren.get(id) != straks.coordinatoren.get(id):
            beheer.coordinator(id, straks.coordinatoren.get(id))
        if nu.invallers.get(id) != straks.invallers.get(id):
            beheer.terugval(id, straks.invallers.get(id))


def _schrijf_rechten(nu: Inschrijvingen, straks: Inschrijvingen, beheer: Organisatiebeheer) -> None:
    for afspraak, convenant in _anders(nu.convenanten, straks.convenanten):
        beheer.convenant(afspraak[0], afspraak[1], convenant)
    for _, gemeente in _anders(nu.gemeenten, straks.gemeenten):
        beheer.gemeente(gemeente)
    for _, recht in _anders(nu.mandaten, straks.mandaten):
        beheer.mandaat(recht)


def _anders(nu: Mapping[Sleutel, Waarde], straks: Mapping[Sleutel, Waarde]) -> Iterator[tuple[Sleutel, Waarde]]:
    return ((sleutel, waarde) for sleutel, waarde in straks.items() if nu.get(sleutel) != waarde)


def _waarschuwingen(straks: Inschrijvingen, dag: date) -> Sequence[str]:
    """What is allowed and yet worth a second look."""
    gevonden = []
    for id in straks.instanties:
        collegas = [wie for wie in straks.gebruikers.values() if wie.instantie is not None and wie.instantie.id == id]
        werkt = any(wie.aanwijzing.omvat(dag) for wie in collegas)
        if werkt and id not in straks.coordinatoren and id not in straks.invallers:
            gevonden.append(f"instantie {id} heeft geen coordinator en geen invaller: wat een vertrokken melder achterlaat, leest niemand")
    regie = {wie.gemeentecode for wie in straks.gebruikers.values() if "REGIEVOERDER" in wie.rollen and wie.aanwijzing.omvat(dag)}
    for code, gemeente in straks.gemeenten.items():
        if gemeente.live_vanaf is not None and gemeente.live_vanaf <= dag and code not in regie:
            gevonden.append(f"gemeente {code} is live en heeft vandaag geen regievoerder")
    return gevonden
