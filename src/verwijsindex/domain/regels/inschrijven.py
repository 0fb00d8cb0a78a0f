"""Jeugdwet 7.1.1.2, 7.1.3.1, 7.1.3.2: what may be registered, and when a mandate or a gemeente may begin (R-001..R-008, R-180, R-181).

Each rule raises ValueError with a Dutch text that names no person.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from verwijsindex.domain.instantie import (
    Categorieen,
    Convenant,
    Gebruiker,
    Instantie,
    Mandaat,
    MandaatSoort,
    Rol,
    is_aangewezen,
)
from verwijsindex.domain.nummers import is_oin
from verwijsindex.domain.organisatie import Gemeente, Organisatieprofiel
from verwijsindex.domain.regels.bereikbaar import is_emailadres
from verwijsindex.domain.regels.termijnen import is_levensduur
from verwijsindex.domain.tijd import Geldigheid

PLAATS: Final[Mapping[MandaatSoort, str]] = {
    MandaatSoort.INSTANTIE: "instantie",
    MandaatSoort.FUNCTIONARIS: "categorie",
    MandaatSoort.GEMEENTE: "gemeentecode",
}
ROLLEN: Final[Mapping[MandaatSoort, frozenset[Rol]]] = {
    MandaatSoort.INSTANTIE: frozenset({Rol.MELDER, Rol.COORDINATOR, Rol.TOEZICHT}),
    MandaatSoort.FUNCTIONARIS: frozenset({Rol.MELDER}),
    MandaatSoort.GEMEENTE: frozenset({Rol.REGIEVOERDER, Rol.COLLEGE, Rol.TOEZICHT}),
    MandaatSoort.TOEZICHT: frozenset({Rol.TOEZICHT}),
}
"""R-007, R-008: which rights an appointment can give; only an instantie has a coordinator."""


def eis_oin(oin: str, *, productie: bool) -> None:
    """Digikoppeling OIN-stelsel, R-161: an OIN, and not a test number in production."""
    if not is_oin(oin, productie=productie):
        raise ValueError("geen OIN dat hier is toegestaan")


def eis_instantie(wie: Instantie, dag: date, hoogstens: int, categorieen: Categorieen) -> None:
    """BJ 7.1.1-7.1.7, R-002, R-060: a category for instanties in force on ``dag``, and a life span of 1 to ``hoogstens`` months."""
    eis_categorie(wie.categorie, dag, categorieen, zelfstandig=False)
    is_levensduur(wie.levensduur_maanden, hoogstens)


def eis_categorie(code: str | None, dag: date, categorieen: Categorieen, *, zelfstandig: bool) -> None:
    """BJ 7.1.1-7.1.7, R-002: a code of the list, for this kind of reporter, in force on the day of the registration."""
    wie = "functionaris" if zelfstandig else "instantie"
    categorie = categorieen.get(code or "")
    if categorie is None or categorie.zelfstandig is not zelfstandig:
        raise ValueError(f"{code} is geen aangewezen categorie voor een {wie}; de lijst staat in artikel 7.1.1 tot en met 7.1.7 BJ")
    if not is_aangewezen(code, dag, zelfstandig=zelfstandig, categorieen=categorieen):
        raise ValueError(f"categorie {code} is niet van kracht op {dag}; een {wie} kan er niet onder worden ingeschreven")


def eis_gebruiker(wie: Gebruiker, dag: date, categorieen: Categorieen) -> None:
    """Jeugdwet 7.1.1.2, R-002, R-007, R-008, R-053: of one place, with rights that belong there, and to be reached.

    Under a category that lapsed nobody is appointed; who was can leave.
    """
    _eis_plaats(wie)
    if wie.soort is MandaatSoort.FUNCTIONARIS:
        afgelopen = wie.aanwijzing.tot is not None and wie.aanwijzing.tot <= dag
        eis_categorie(wie.categorie, wie.aanwijzing.vanaf if afgelopen else dag, categorieen, zelfstandig=True)
    if not wie.rollen <= ROLLEN[wie.soort]:
        raise ValueError(f"een gebruiker van soort {wie.soort} kan de rol {', '.join(sorted(wie.rollen - ROLLEN[wie.soort]))} niet hebben")
    if wie.rollen & {Rol.MELDER, Rol.COORDINATOR} and not wie.contact.bereikbaar:
        raise ValueError("een melder of coordinator heeft een telefoonnummer of een e-mailadres nodig")
    eis_geldigheid(wie.aanwijzing)


def _eis_plaats(wie: Gebruiker) -> None:
    """keuzes.md 7: an appointment is of an instantie, of an independent functionaris, or of a gemeente: exactly one.

    Jeugdwet 9.2, R-143: a toezichthouder is of none of them.
    """
    ingevuld = {veld for veld in PLAATS.values() if getattr(wie, veld) is not None}
    plaats = PLAATS.get(wie.soort)
    if ingevuld != ({plaats} if plaats else set()):
        raise ValueError(f"een gebruiker van soort {wie.soort} heeft {plaats or 'geen instantie of gemeente'} en niets anders")


def eis_convenant(soort: MandaatSoort, afspraak: Convenant) -> None:
    """Jeugdwet 7.1.3.1, R-023: agreements of an instantie or functionaris; another use of the BSN only with its ground."""
    if soort in {MandaatSoort.GEMEENTE, MandaatSoort.TOEZICHT}:
        raise ValueError("een convenant is van een instantie of een functionaris")
    if afspraak.bsn_gerechtigd is not None and not afspraak.bsn_grond:
        raise ValueError("een afwijkend gebruik van het burgerservicenummer heeft een wettelijke grond nodig")
    eis_geldigheid(afspraak.geldigheid)


def eis_geldigheid(periode: Geldigheid) -> None:
    """R-004: a period does not end before it begins; one that ends on its first day was withdrawn before it began."""
    if periode.tot is not None and periode.tot < periode.vanaf:
        raise ValueError("tot ligt voor vanaf; tot is de eerste dag waarop het niet meer geldt")


def verlengt(vorige: date | None, nieuwe: date | None) -> bool:
    """R-004, R-006: whether a period that ended on ``vorige`` will last longer; None is without end."""
    return vorige is not None and (nieuwe is None or nieuwe > vorige)


def mag_mandaat(recht: Mandaat, gemeente: Gemeente | None, profiel: Organisatieprofiel | None) -> None:
    """Jeugdwet 7.1.3.1, R-180, R-181: a mandate begins when its gemeente is live, and for an instantie with a complete profile.

    ``profiel`` is that of the instantie, None when the mandate is of none. Jeugdwet 9.2: for a toezichthouder nobody acts.
    """
    if recht.soort is MandaatSoort.TOEZICHT:
        raise ValueError("voor een toezichthouder handelt geen partnersysteem")
    eis_geldigheid(recht.geldigheid)
    if gemeente is None:
        raise ValueError(f"gemeente {recht.gemeentecode} is niet ingeschreven")
    if gemeente.live_vanaf is None or recht.geldigheid.vanaf < gemeente.live_vanaf:
        wanneer = "nog niet live" if gemeente.live_vanaf is None else f"pas live vanaf {gemeente.live_vanaf}"
        raise ValueError(f"gemeente {gemeente.code} is {wanneer}; eerder begint daar geen mandaat")
    if profiel is not None and profiel.ontbreekt:
        raise ValueError(f"het organisatieprofiel van {recht.doel} is niet volledig: {', '.join(profiel.ontbreekt)}")


def mag_live(gemeente: Gemeente, convenanten: Iterable[Convenant], regievoerders: Iterable[Gebruiker], dag: date) -> None:
    """Jeugdwet 7.1.3.1, 7.1.3.2, R-181: a gemeente goes live with a convenant, and a regievoerder whom mail reaches.

    Both on the day itself, or on ``dag`` when that is later. ``regievoerders`` are those whose mail is not undeliverable.
    """
    if gemeente.live_vanaf is None:
        return
    begin = max(gemeente.live_vanaf, dag)
    if not any(c.gemeentecode == gemeente.code and c.geldigheid.omvat(begin) for c in convenanten):
        raise ValueError(f"gemeente {gemeente.code} gaat niet live: er is geen convenant van kracht op {begin}")
    if not any(voert_regie(wie, gemeente.code, begin) for wie in regievoerders):
        raise ValueError(f"gemeente {gemeente.code} gaat niet live: er is op {begin} geen regievoerder met een werkend e-mailadres")


def voert_regie(wie: Gebruiker, gemeentecode: str, dag: date) -> bool:
    """Jeugdwet 7.1.3.2, R-181: whether he is regievoerder of this gemeente on ``dag``, with an e-mail address."""
    return (
        wie.gemeentecode == gemeentecode
        and Rol.REGIEVOERDER in wie.rollen
        and wie.aanwijzing.omvat(dag)
        and wie.contact.emailadres is not None
        and is_emailadres(wie.contact.emailadres)
    )
