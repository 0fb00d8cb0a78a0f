"""An instantie or gemeente moves to another partner system, at 00:00 of a day (R-183)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from verwijsindex.domain.instantie import Mandaat, MandaatSoort
from verwijsindex.domain.logboek import Gebeurtenis
from verwijsindex.domain.organisatie import Inschrijvingen, PartnerToestand
from verwijsindex.domain.ports_organisaties import Organisatiebeheer
from verwijsindex.domain.regels.fusie import langste, loopt_nog, vanaf
from verwijsindex.domain.regels.organisatieverschil import Wijziging, eindigend, verschil
from verwijsindex.operations.organisaties import OrganisatieOnmogelijk

OPERATIE: Final = "OrganisatieDraagOver"


@dataclass(frozen=True, slots=True)
class Overdracht:
    """Who moves, between which partner systems, and from which day the new one acts."""

    soort: MandaatSoort
    doel: str
    """instantieId, gebruikerId of a functionaris, or gemeentecode: then everything that was agreed with that college moves."""
    van: str
    naar: str
    op: date


def draag_over(wat: Overdracht, beheer: Organisatiebeheer, *, proef: bool = False) -> tuple[Wijziging, ...]:
    """End the mandates of the one on that day and give them to the other; meldingen keep id, reporter and dates.

    From 00:00 in Amsterdam the one is refused (VIR-122) and the other acts, for what was reported before too. Raises
    OrganisatieOnmogelijk for a day that is past, a partner that may not begin, or when there is nothing to move.
    """
    beheer.sluit_af()
    nu = beheer.alles()
    _eis(wat, nu, beheer.dag)
    over = [recht for recht in nu.mandaten.values() if _gaat_over(recht, wat)]
    if not over:
        raise OrganisatieOnmogelijk("er is geen mandaat dat op die dag of later geldt: er valt niets over te dragen")
    try:
        for recht in over:
            beheer.mandaat(eindigend(recht, wat.op))
        for nieuw in _nieuw(over, wat, nu):
            beheer.mandaat(nieuw)
    except ValueError as fout:
        raise OrganisatieOnmogelijk(str(fout)) from None
    wijzigingen = verschil(nu, beheer.alles())
    if not proef:
        ids = (wat.van, wat.naar, *sorted({recht.doel for recht in over}))
        beheer.noteer(Gebeurtenis.PARTNER_OVERGEGAAN, OPERATIE, ids, wat.op.isoformat())
        beheer.leg_vast()
    return wijzigingen


def _eis(wat: Overdracht, nu: Inschrijvingen, dag: date) -> None:
    if wat.van == wat.naar:
        raise OrganisatieOnmogelijk("van en naar zijn hetzelfde partnersysteem")
    for oin in (wat.van, wat.naar):
        if oin not in nu.partners:
            raise OrganisatieOnmogelijk(f"partner {oin} is niet ingeschreven")
    if nu.partners[wat.naar].toestand is not PartnerToestand.ACTIEF:
        raise OrganisatieOnmogelijk(f"partner {wat.naar} is {nu.partners[wat.naar].toestand.value.lower()} en neemt niets over")
    if wat.op < dag:
        raise OrganisatieOnmogelijk("een overdracht gaat in op vandaag of later")


def _gaat_over(recht: Mandaat, wat: Overdracht) -> bool:
    """R-183: of this partner, for this holder or everything agreed with this college, and not over on that day."""
    if recht.oin != wat.van or not loopt_nog(recht.geldigheid, wat.op):
        return False
    if wat.soort is MandaatSoort.GEMEENTE:
        return recht.gemeentecode == wat.doel
    return (recht.soort, recht.doel) == (wat.soort, wat.doel)


def _nieuw(over: list[Mandaat], wat: Overdracht, nu: Inschrijvingen) -> Iterator[Mandaat]:
    """The same rights for the other partner; where it has one from that day already, that one lasts as long as needed."""
    for recht in over:
        nieuw = replace(recht, oin=wat.naar, geldigheid=vanaf(recht.geldigheid, wat.op))
        bekend = [
            m
            for m in nu.mandaten.values()
            if (m.oin, m.soort, m.doel, m.gemeentecode) == (nieuw.oin, nieuw.soort, nieuw.doel, nieuw.gemeentecode)
            and m.geldigheid.omvat(nieuw.geldigheid.vanaf)
        ]
        yield replace(bekend[0], geldigheid=langste(bekend[0].geldigheid, nieuw.geldigheid)) if bekend else nieuw
