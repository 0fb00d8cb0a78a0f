"""Reading a file of organisations, whole or not at all, by the rules of ``regels.inschrijven`` (R-001..R-008, R-180, R-181)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from verwijsindex.domain.boom import BestandOnjuist, Knoop
from verwijsindex.domain.instantie import (
    Categorieen,
    Contactgegevens,
    Convenant,
    Gebruiker,
    Instantie,
    Mandaat,
    MandaatSoort,
    Rol,
)
from verwijsindex.domain.organisatie import (
    PROFIELTEKSTEN,
    ConvenantSleutel,
    Gemeente,
    Inschrijvingen,
    MandaatSleutel,
    Organisatieprofiel,
    Partner,
    PartnerToestand,
)
from verwijsindex.domain.organisatiewaarden import Waardenlezing
from verwijsindex.domain.regels.conformiteit import eis_toets
from verwijsindex.domain.regels.inschrijven import (
    eis_convenant,
    eis_gebruiker,
    eis_instantie,
    eis_oin,
    mag_live,
    mag_mandaat,
    verlengt,
)

DELEN: Final = ("partners", "gemeenten", "instanties", "functionarissen", "mandaten")
"""Every part must be there: what a file leaves out ends, so it is never left out by accident."""
TOEZICHTHOUDERS: Final = "toezichthouders"
"""May be left out, and then stays as it is: not every index has them (Jeugdwet 9.2, R-143)."""
ALLEEN_LEZEN: Final = "alleen_lezen"
"""What an export adds for the reader; an import passes over it."""
PROFIELTEKST: Final = 2000


@dataclass(frozen=True, slots=True)
class Bekend:
    """What the index knows before the file is read, and on which day that is."""

    dag: date
    nu: Inschrijvingen
    categorieen: Categorieen
    """Those of the law of that day (R-002)."""
    maanden: int
    """How long a melding may live by the law of that day (R-060)."""
    onbereikbaar: Collection[str] = ()
    """Users whose mail is known to be undeliverable (R-181)."""
    productie: bool = False
    getoetst: Collection[str] = ()
    """Partner systems that passed the conformance suite for the contract of today (R-182)."""


def lees_organisaties(boom: Knoop, bekend: Bekend) -> Inschrijvingen:
    """R-001..R-008, R-180, R-181: what the file says. Raises BestandOnjuist with everything that is wrong, by line."""
    lezer = _Bestand(bekend)
    lezer.lees(boom)
    if lezer.fouten:
        raise BestandOnjuist(lezer.fouten)
    return lezer.gelezen()


class _Bestand(Waardenlezing):
    def __init__(self, bekend: Bekend) -> None:
        super().__init__()
        self._bekend = bekend
        self._partners: dict[str, Partner] = {}
        self._gemeenten: dict[str, Gemeente] = {}
        self._instanties: dict[str, Instantie] = {}
        self._profielen: dict[str, Organisatieprofiel] = {}
        self._gebruikers: dict[str, Gebruiker] = {}
        self._coordinatoren: dict[str, str] = {}
        self._invallers: dict[str, str] = {}
        self._convenanten: dict[ConvenantSleutel, Convenant] = {}
        self._mandaten: dict[MandaatSleutel, Mandaat] = {}
        self._regels: dict[object, int] = {}

    def gelezen(self) -> Inschrijvingen:
        return Inschrijvingen(
            self._partners,
            self._gemeenten,
            self._instanties,
            self._profielen,
            self._gebruikers,
            self._coordinatoren,
            self._invallers,
            self._convenanten,
            self._mandaten,
        )

    def lees(self, boom: Knoop) -> None:
        delen = self.velden(boom, DELEN, (TOEZICHTHOUDERS, ALLEEN_LEZEN))
        for naam, lees in (
            ("partners", self._partner),
            ("gemeenten", self._gemeente),
            ("instanties", self._instantie),
            ("functionarissen", self._functionaris),
            ("mandaten", self._mandaat),
        ):
            for knoop in self.lijst(delen, naam):
                lees(knoop)
        self._toezichthouders(delen)
        self._controleer()

    # Each part

    def _partner(self, knoop: Knoop) -> None:
        velden = self.velden(knoop, ("oin", "naam", "toestand"))
        oin, naam = self.tekst(velden, "oin", 20), self.tekst(velden, "naam", 200)
        toestand = self.keuze(velden, "toestand", tuple(PartnerToestand))
        if oin is None or naam is None or toestand is None:
            return
        self.eis(knoop.regel, lambda: eis_oin(oin, productie=self._bekend.productie))
        partner = Partner(oin, naam, PartnerToestand(toestand))
        if self._bekend.productie:
            nu, getoetst = self._bekend.nu.partners.get(oin), self._bekend.getoetst
            self.eis(knoop.regel, lambda: eis_toets(oin, nu, partner.toestand, getoetst))
        if self._nieuw(knoop, "partner", oin, self._partners):
            self._partners[oin] = partner

    def _gemeente(self, knoop: Knoop) -> None:
        velden = self.velden(knoop, ("code", "naam"), ("live_vanaf", "gebruikers"))
        code, naam = self.code(velden, "code"), self.tekst(velden, "naam", 200)
        live = self.dag(velden, "live_vanaf")
        if code is None or naam is None:
            return
        if self._nieuw(knoop, "gemeente", code, self._gemeenten):
            self._gemeenten[code] = Gemeente(code, naam, live)
        for deel in self.lijst(velden, "gebruikers"):
            self._gebruiker(deel, MandaatSoort.GEMEENTE, gemeentecode=code)

    def _instantie(self, knoop: Knoop) -> None:
        velden = self.velden(
            knoop,
            ("id", "naam", "categorie"),
            ("levensduur", "mail_collegas", "profiel", "coordinator", "invaller", "convenanten", "gebruikers"),
        )
        id, naam, categorie = self.id(velden, "id"), self.tekst(velden, "naam", 200), self.tekst(velden, "categorie", 32)
        maanden, mail = self.getal(velden, "levensduur"), self.waarheid(velden, "mail_collegas")
        if id is None or naam is None or categorie is None:
            return
        wie = Instantie(id, naam, categorie, maanden, True if mail is None else mail)
        if self._nieuw(knoop, "instantie", id, self._instanties):
            self._instanties[id] = wie
            if self._bekend.nu.instanties.get(id) != wie:
                self.eis(knoop.regel, lambda: eis_instantie(wie, self._bekend.dag, self._bekend.maanden, self._bekend.categorieen))
        if "profiel" in velden:
            was = self._bekend.nu.profielen.get(id, Organisatieprofiel())
            self._profielen[id] = self._profiel(velden["profiel"], was.contact)
        for deel in self.lijst(velden, "gebruikers"):
            self._gebruiker(deel, MandaatSoort.INSTANTIE, instantie=wie)
        self._convenanten_van(velden, MandaatSoort.INSTANTIE, id)
        for veld, aangewezen in (("coordinator", self._coordinatoren), ("invaller", self._invallers)):
            collega = self.id(velden, veld)
            if collega is not None:
                aangewezen[id] = collega
                self._regels[veld, id] = velden[veld].regel

    def _profiel(self, knoop: Knoop, bekend: Contactgegevens | None) -> Organisatieprofiel:
        velden = self.velden(knoop, (), (*PROFIELTEKSTEN, "contact"))
        teksten = {naam: self.tekst(velden, naam, PROFIELTEKST) for naam in PROFIELTEKSTEN}
        contact = self.contact(velden["contact"], bekend) if "contact" in velden else None
        return Organisatieprofiel(**teksten, contact=contact)

    def _functionaris(self, knoop: Knoop) -> None:
        velden = self.velden(knoop, ("id", "categorie", "vanaf", "contact"), ("rollen", "tot", "beperking_bevestigd", "convenanten"))
        categorie, id = self.tekst(velden, "categorie", 32), self.id(velden, "id")
        if id is None or categorie is None:
            return
        self._gebruiker_uit(knoop, velden, MandaatSoort.FUNCTIONARIS, frozenset({Rol.MELDER}), categorie=categorie)
        self._convenanten_van(velden, MandaatSoort.FUNCTIONARIS, id)

    def _toezichthouders(self, delen: Mapping[str, Knoop]) -> None:
        """Jeugdwet 9.2, R-143: officials of no instantie and no gemeente; known ones stay when the file does not speak of any."""
        if TOEZICHTHOUDERS not in delen:
            bekend = {wie.id: wie for wie in self._bekend.nu.gebruikers.values() if wie.soort is MandaatSoort.TOEZICHT}
            self._gebruikers = {**bekend, **self._gebruikers}
        for knoop in self.lijst(delen, TOEZICHTHOUDERS):
            velden = self.velden(knoop, ("id", "vanaf", "contact"), ("tot",))
            self._gebruiker_uit(knoop, velden, MandaatSoort.TOEZICHT, frozenset({Rol.TOEZICHT}))

    def _gebruiker(self, knoop: Knoop, soort: MandaatSoort, **van: "Instantie | str | None") -> None:
        velden = self.velden(knoop, ("id", "rollen", "vanaf", "contact"), ("tot", "beperking_bevestigd"))
        self._gebruiker_uit(knoop, velden, soort, None, **van)

    def _gebruiker_uit(
        self, knoop: Knoop, velden: Mapping[str, Knoop], soort: MandaatSoort, vast: frozenset[Rol] | None, **van: "Instantie | str | None"
    ) -> None:
        id, periode = self.id(velden, "id"), self.geldigheid(velden)
        rollen = self.rollen(velden) if vast is None or "rollen" in velden else vast
        was = self._bekend.nu.gebruikers.get(id or "")
        contact = self.contact(velden["contact"], None if was is None else was.contact) if "contact" in velden else None
        bevestigd = self.waarheid(velden, "beperking_bevestigd") or False
        if id is None or periode is None or rollen is None or contact is None:
            return
        wie = Gebruiker(id, soort, rollen, periode, contact=contact, beperking_bevestigd=bevestigd, **van)  # type: ignore[arg-type]
        if self._nieuw(knoop, "gebruiker", id, self._gebruikers):
            self._gebruikers[id] = wie
            if self._bekend.nu.gebruikers.get(id) != wie:
                self.eis(knoop.regel, lambda: eis_gebruiker(wie, self._bekend.dag, self._bekend.categorieen))
            if was is not None and _plek(was) != _plek(wie):
                self.fout(knoop.regel, f"gebruiker {id} hoort bij {_plek(was)}; verplaatsen gaat met samenvoegen of splitsen")

    def _convenanten_van(self, velden: Mapping[str, Knoop], soort: MandaatSoort, houder: str) -> None:
        for knoop in self.lijst(velden, "convenanten"):
            delen = self.velden(knoop, ("gemeente", "vanaf"), ("tot", "bsn_gerechtigd", "bsn_grond", "beperking_vastgelegd"))
            code, periode = self.code(delen, "gemeente"), self.geldigheid(delen)
            gerechtigd, grond = self.waarheid(delen, "bsn_gerechtigd"), self.tekst(delen, "bsn_grond", 200)
            vastgelegd = self.waarheid(delen, "beperking_vastgelegd") or False
            if code is None or periode is None:
                continue
            afspraak = Convenant(code, periode, gerechtigd, grond, vastgelegd)
            self.eis(knoop.regel, lambda a=afspraak: eis_convenant(soort, a))  # type: ignore[misc]
            sleutel = (soort, houder, code, periode.vanaf)
            if self._nieuw(knoop, "convenant", sleutel, self._convenanten):
                self._convenanten[sleutel] = afspraak

    def _mandaat(self, knoop: Knoop) -> None:
        soorten = {"instantie": MandaatSoort.INSTANTIE, "functionaris": MandaatSoort.FUNCTIONARIS, "gemeente": MandaatSoort.GEMEENTE}
        velden = self.velden(knoop, ("partner", "vanaf"), (*soorten, "convenant_met", "tot"))
        oin, periode = self.tekst(velden, "partner", 20), self.geldigheid(velden)
        namens = [naam for naam in soorten if naam in velden]
        if len(namens) != 1:
            self.fout(knoop.regel, "een mandaat is voor een instantie, een functionaris of een gemeente: precies een van die drie")
            return
        van_gemeente = namens == ["gemeente"]
        doel = self.code(velden, "gemeente") if van_gemeente else self.id(velden, namens[0])
        if van_gemeente is ("convenant_met" in velden):
            self.fout(knoop.regel, "convenant_met zegt met welke gemeente een instantie of functionaris afspraken heeft")
            return
        code = doel if van_gemeente else self.code(velden, "convenant_met")
        if oin is None or periode is None or doel is None or code is None:
            return
        recht = Mandaat(oin, soorten[namens[0]], doel, code, periode)
        if self._nieuw(knoop, "mandaat", recht.sleutel, self._mandaten):
            self._mandaten[recht.sleutel] = recht

    # What hangs together

    def _controleer(self) -> None:
        for id, wie in self._collegas():
            gebruiker = self._gebruikers.get(wie)
            if gebruiker is None or gebruiker.instantie is None or gebruiker.instantie.id != id[1]:
                self.fout(self._regels[id], f"de {id[0]} is een gebruiker van deze instantie")
            elif id[0] == "coordinator" and Rol.COORDINATOR not in gebruiker.rollen:
                self.fout(self._regels[id], "een coordinator is een gebruiker van deze instantie met de rol COORDINATOR")
        for afspraak in self._convenanten:
            if afspraak[2] not in self._gemeenten:
                self.fout(self._regels["convenant", afspraak], f"gemeente {afspraak[2]} staat niet bij gemeenten")
        self._controleer_gemeenten()
        for sleutel, recht in self._mandaten.items():
            self._controleer_mandaat(self._regels["mandaat", sleutel], recht)

    def _collegas(self) -> Iterator[tuple[tuple[str, str], str]]:
        for veld, aangewezen in (("coordinator", self._coordinatoren), ("invaller", self._invallers)):
            for instantie_id, wie in aangewezen.items():
                yield (veld, instantie_id), wie

    def _controleer_gemeenten(self) -> None:
        """R-181: only for what goes live, or on another day."""
        bereikbaar = [wie for wie in self._gebruikers.values() if wie.id not in self._bekend.onbereikbaar or self._nieuw_contact(wie)]
        for code, gemeente in self._gemeenten.items():
            vorige = self._bekend.nu.gemeenten.get(code)
            if vorige is None or vorige.live_vanaf != gemeente.live_vanaf:
                regel = self._regels["gemeente", code]
                self.eis(regel, lambda g=gemeente: mag_live(g, self._convenanten.values(), bereikbaar, self._bekend.dag))  # type: ignore[misc]

    def _nieuw_contact(self, wie: Gebruiker) -> bool:
        was = self._bekend.nu.gebruikers.get(wie.id)
        return was is None or was.contact != wie.contact

    def _controleer_mandaat(self, regel: int, recht: Mandaat) -> None:
        """R-006, R-180, R-181: who and for whom must be in the file; a new one asks for more."""
        if recht.oin not in self._partners:
            self.fout(regel, "deze partner staat niet bij partners")
        if not self._bestaat(recht):
            self.fout(regel, f"{recht.soort.value.lower()} {recht.doel} staat niet in dit bestand")
        vorige = self._bekend.nu.mandaten.get(recht.sleutel)
        if vorige is not None and not verlengt(vorige.geldigheid.tot, recht.geldigheid.tot):
            return
        profiel = self._profielen.get(recht.doel, Organisatieprofiel()) if recht.soort is MandaatSoort.INSTANTIE else None
        self.eis(regel, lambda: mag_mandaat(recht, self._gemeenten.get(recht.gemeentecode), profiel))
        if recht.soort is not MandaatSoort.GEMEENTE and not any(
            sleutel[:3] == (recht.soort, recht.doel, recht.gemeentecode) for sleutel in self._convenanten
        ):
            self.fout(regel, f"er is geen convenant van {recht.doel} met gemeente {recht.gemeentecode}")

    def _bestaat(self, recht: Mandaat) -> bool:
        match recht.soort:
            case MandaatSoort.INSTANTIE:
                return recht.doel in self._instanties
            case MandaatSoort.GEMEENTE:
                return recht.doel in self._gemeenten
        wie = self._gebruikers.get(recht.doel)
        return wie is not None and wie.soort is MandaatSoort.FUNCTIONARIS

    def _nieuw(self, knoop: Knoop, wat: str, sleutel: object, bekend: Collection[Any]) -> bool:
        if sleutel in bekend:
            self.fout(knoop.regel, f"deze {wat} staat er al, op regel {self._regels[wat, sleutel]}")
            return False
        self._regels[wat, sleutel] = knoop.regel
        return True


def _plek(wie: Gebruiker) -> str:
    if wie.instantie is not None:
        return f"instantie {wie.instantie.id}"
    return "niemand" if wie.gemeentecode is None else f"gemeente {wie.gemeentecode}"
