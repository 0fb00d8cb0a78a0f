"""The organisations of the sandbox: partner systems, instanties, users, convenanten and mandates, in force on a reference day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from verwijsindex.domain.beleidslezer import statuut
from verwijsindex.domain.instantie import Convenant, Gebruiker, Instantie, Mandaat, MandaatSoort, Rol
from verwijsindex.domain.organisatie import Gemeente, Organisatieprofiel
from verwijsindex.domain.tijd import Geldigheid, plus_jaren
from verwijsindex.sandbox.mensen import Mensen
from verwijsindex.sandbox.pki import Deelnemer
from verwijsindex.sandbox.profielen import profiel_van

GEMEENTE: Final = "0518"
TWEEDE_GEMEENTE: Final = "0599"
GEMEENTEN: Final = {GEMEENTE: "Gemeente Veldwijk", TWEEDE_GEMEENTE: "Gemeente Havenstad"}
"""Real codes, because the public test persons live there; invented names."""

INDEX: Final = Deelnemer("00000099000000000000", "localhost", "Verwijsindex sandbox")
JGZ: Final = Deelnemer("00000099000000001000", "jgz.example.nl", "JGZ-dossier")
POLITIE: Final = Deelnemer("00000099000000002000", "politie.example.nl", "Politiesysteem")
JEUGDHULP: Final = Deelnemer("00000099000000003000", "jeugdhulp.example.nl", "Jeugdhulpplatform")
REGIO: Final = Deelnemer("00000099000000004000", "regio.example.nl", "Regionaal signaleringssysteem")
GEMEENTELIJK: Final = Deelnemer("00000099000000005000", "gemeente.example.nl", "Gemeentelijk systeem")
PARTNERS: Final = (JGZ, POLITIE, JEUGDHULP, REGIO, GEMEENTELIJK)

JAREN_GELDIG: Final = 5
"""Everything ordinary came into force this many years before the reference day, and stays in force."""


@dataclass(frozen=True, slots=True)
class Wereld:
    """All that a store needs to know before the first message."""

    dag: date
    partners: tuple[Deelnemer, ...]
    gemeenten: Mapping[str, Gemeente]
    """Each live, with a regievoerder (R-181)."""
    instanties: tuple[Instantie, ...]
    profielen: Mapping[str, Organisatieprofiel]
    """Per instantieId (R-180)."""
    gebruikers: tuple[Gebruiker, ...]
    mandaten: tuple[Mandaat, ...]
    convenanten: Mapping[str, tuple[Convenant, ...]]
    """Per instantieId, or gebruikerId of an independent functionaris."""


@dataclass(frozen=True, slots=True)
class _Opzet:
    """An instantie to make: its users are called ``<id>-melder-<n>`` and ``<id>-coordinator``."""

    instantie: Instantie
    partner: Deelnemer
    functie: str
    melders: int
    gemeente: str = GEMEENTE
    bsn_grond: str | None = None
    """Recorded ground on which the convenant lets it use the BSN although its category may not (R-023)."""


INSTANTIES: Final = (
    _Opzet(Instantie("ggd", "GGD Veldwijk", "JG1"), JGZ, "Jeugdverpleegkundige", 6),
    _Opzet(Instantie("politie", "Politie-eenheid Veldwijk", "PJ1"), POLITIE, "Wijkagent", 4),
    _Opzet(Instantie("jeugdhulp", "Jeugdhulp De Brug", "JH3"), JEUGDHULP, "Jeugdhulpverlener", 4),
    _Opzet(Instantie("bescherming", "Jeugdbescherming Havenstad", "JH4"), JEUGDHULP, "Jeugdbeschermer", 3, TWEEDE_GEMEENTE),
    _Opzet(Instantie("ggz", "GGZ Veldwijk", "GZ3"), REGIO, "Behandelaar", 3),
    _Opzet(Instantie("school", "Veldcollege", "ON3"), REGIO, "Mentor", 3),
    _Opzet(
        Instantie("wending", "School De Wending", "ON2"), REGIO, "Intern begeleider", 3, bsn_grond="Voorbeeld van een vastgelegde grond"
    ),
    _Opzet(Instantie("wijkteam", "Wijkteam Veldwijk", "MO1"), GEMEENTELIJK, "Wijkteammedewerker", 3),
    _Opzet(Instantie("krediet", "Kredietbank Veldwijk", "WI1", levensduur_maanden=6), GEMEENTELIJK, "Budgetcoach", 3),
)
ZONDER_CONVENANT: Final = _Opzet(Instantie("zorggroep", "Zorggroep Oudeveld", "GZ2"), REGIO, "Persoonlijk begeleider", 3)
"""Its convenant was in force until the day before the reference day."""
BUITEN_DE_TAAK: Final = _Opzet(Instantie("hulpmiddelen", "Hulpmiddelen Veldwijk", "MO1"), GEMEENTELIJK, "Adviseur", 3)
"""Its convenant does not record the limitation of its category (R-003)."""
ONBEVOEGD: Final = {
    "aanwijzing-voorbij": (JGZ.oin, "ggd", "ggd-gestopt"),
    "aanwijzing-later": (JGZ.oin, "ggd", "ggd-nieuw"),
    "convenant-voorbij": (REGIO.oin, "zorggroep", "zorggroep-melder-1"),
    "taak-niet-bevestigd": (GEMEENTELIJK.oin, "wijkteam", "wijkteam-onbevestigd"),
    "taak-niet-vastgelegd": (GEMEENTELIJK.oin, "hulpmiddelen", "hulpmiddelen-melder-1"),
}
"""Who may not report, by what he lacks: partner, instantie and user. Who lacks it is made in ``maak_wereld``."""
OP_EEN_DAG: Final = frozenset({"aanwijzing-voorbij", "aanwijzing-later", "convenant-voorbij"})
"""What somebody lacks from, or until, a day."""
HUISARTSEN: Final = ("huisarts-1", "huisarts-2")


def maak_wereld(dag: date) -> Wereld:
    """The world of a sandbox that starts on ``dag``; the same day gives the same world.

    On purpose not in force on ``dag``: an appointment that ended (``ggd-gestopt``), one that begins the next day (``ggd-nieuw``),
    a convenant that ended (``zorggroep``), and the mandate of REGIO for ``ggd``, which ended too.
    On purpose without the limitation of their category: an appointment (``wijkteam-onbevestigd``) and a convenant (``hulpmiddelen``).
    """
    geldig = Geldigheid(plus_jaren(dag, -JAREN_GELDIG))
    afgelopen = replace(geldig, tot=dag)
    opzetten = (*INSTANTIES, ZONDER_CONVENANT, BUITEN_DE_TAAK)
    mensen = Mensen()
    return Wereld(
        dag=dag,
        partners=PARTNERS,
        gemeenten={code: Gemeente(code, naam, geldig.vanaf) for code, naam in GEMEENTEN.items()},
        instanties=tuple(opzet.instantie for opzet in opzetten),
        profielen={
            opzet.instantie.id: profiel_van(opzet.instantie, n, statuut().op(dag).categorieen) for n, opzet in enumerate(opzetten, 1)
        },
        gebruikers=(
            *(gebruiker for opzet in opzetten[:-1] for gebruiker in _personeel(mensen, opzet, geldig)),
            *_bijzondere_aanwijzingen(mensen, dag, afgelopen),
            *(mensen.huisarts(id, geldig) for id in HUISARTSEN),
            *(mensen.van_gemeente(code, naam, rol, geldig) for code, naam in GEMEENTEN.items() for rol in _GEMEENTEROLLEN),
            *_personeel(mensen, BUITEN_DE_TAAK, geldig),
            _onbevestigd(mensen, geldig),
        ),
        mandaten=tuple(_mandaten(opzetten, geldig, afgelopen)),
        convenanten={
            **{opzet.instantie.id: (_convenant(opzet, geldig),) for opzet in INSTANTIES},
            **{id: (Convenant(GEMEENTE, geldig),) for id in HUISARTSEN},
            ZONDER_CONVENANT.instantie.id: (_convenant(ZONDER_CONVENANT, afgelopen),),
            BUITEN_DE_TAAK.instantie.id: (replace(_convenant(BUITEN_DE_TAAK, geldig), beperking_vastgelegd=False),),
        },
    )


_GEMEENTEROLLEN: Final = (Rol.REGIEVOERDER, Rol.COLLEGE, Rol.TOEZICHT)


def _personeel(mensen: Mensen, opzet: _Opzet, geldig: Geldigheid) -> list[Gebruiker]:
    """R-007: roles are disjoint, so the coordinator is somebody else."""
    melders = [mensen.medewerker(opzet.instantie, f"melder-{n}", opzet.functie, Rol.MELDER, geldig) for n in range(1, opzet.melders + 1)]
    return [*melders, mensen.medewerker(opzet.instantie, "coordinator", "Coordinator", Rol.COORDINATOR, geldig)]


def _bijzondere_aanwijzingen(mensen: Mensen, dag: date, afgelopen: Geldigheid) -> list[Gebruiker]:
    """R-004: the day after an appointment and the day before one."""
    ggd = INSTANTIES[0]
    return [
        mensen.medewerker(ggd.instantie, "gestopt", ggd.functie, Rol.MELDER, afgelopen),
        mensen.medewerker(ggd.instantie, "nieuw", ggd.functie, Rol.MELDER, Geldigheid(dag + timedelta(days=1))),
    ]


def _onbevestigd(mensen: Mensen, geldig: Geldigheid) -> Gebruiker:
    """R-003: who did not confirm, at his appointment, what his category is limited to."""
    wijkteam = next(opzet for opzet in INSTANTIES if opzet.instantie.id == "wijkteam")
    return replace(mensen.medewerker(wijkteam.instantie, "onbevestigd", wijkteam.functie, Rol.MELDER, geldig), beperking_bevestigd=False)


def _convenant(opzet: _Opzet, geldig: Geldigheid) -> Convenant:
    beperkt = statuut().op(geldig.vanaf).categorieen[opzet.instantie.categorie].beperking is not None
    return Convenant(opzet.gemeente, geldig, None if opzet.bsn_grond is None else True, opzet.bsn_grond, beperkt)


def _mandaten(opzetten: tuple[_Opzet, ...], geldig: Geldigheid, afgelopen: Geldigheid) -> list[Mandaat]:
    instantie = MandaatSoort.INSTANTIE
    return [
        *(Mandaat(opzet.partner.oin, instantie, opzet.instantie.id, opzet.gemeente, geldig) for opzet in opzetten),
        Mandaat(REGIO.oin, instantie, INSTANTIES[0].instantie.id, GEMEENTE, afgelopen),
        *(Mandaat(REGIO.oin, MandaatSoort.FUNCTIONARIS, id, GEMEENTE, geldig) for id in HUISARTSEN),
        *(Mandaat(GEMEENTELIJK.oin, MandaatSoort.GEMEENTE, code, code, geldig) for code in GEMEENTEN),
    ]
