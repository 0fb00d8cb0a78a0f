"""Whom a case plays and whom it reports, out of what the target has. Raises Overgeslagen when the target lacks somebody."""

from collections.abc import Callable, Iterator
from datetime import date

from verwijsindex_conformance.doel import Doel, Gebruiker, Persoon
from verwijsindex_conformance.oordeel import Overgeslagen

_ADRES = ("postcode", "huisnummer")


class Mensen:
    """The choices of one case; ``beurt`` is its place in the catalogue, so that cases spread over the persons."""

    def __init__(self, doel: Doel, beurt: int) -> None:
        self._doel = doel
        self._beurt = beurt

    def melder(self) -> Gebruiker:
        """A reporter who may use the BSN."""
        return self.melders(1)[0]

    def melders(self, aantal: int, *, alle: bool = False) -> list[Gebruiker]:
        """So many reporters who may use the BSN, or all of them, each of another instantie."""
        per_plek = {gebruiker.plek: gebruiker for gebruiker in reversed(list(self._met_rol("MELDER"))) if gebruiker.bsn_gerechtigd}
        gevonden = list(reversed(per_plek.values()))
        if len(gevonden) < aantal:
            raise Overgeslagen(f"doel.yaml heeft geen {aantal} melders van verschillende instanties die het BSN mogen gebruiken")
        return gevonden if alle else gevonden[:aantal]

    def melder_bij_instantie(self) -> Gebruiker:
        """A reporter who may use the BSN and belongs to an instantie."""
        return self._eerste("MELDER", lambda g: g.instantie_id is not None and g.bsn_gerechtigd, "melder bij een instantie")

    def onbevoegd(self, wat: str) -> tuple[Gebruiker, date | None]:
        """A reporter who lacks this, and the day on which that begins or ends."""
        wie = self._doel.onbevoegd.get(wat)
        if wie is None:
            raise Overgeslagen(self._doel.ontbreekt("onbevoegd", f"doel.yaml noemt onder onbevoegd niemand met {wat}"))
        return wie.gebruiker, wie.op

    def melder_zonder_bsn(self) -> Gebruiker:
        """A reporter who may not use the BSN."""
        return self._eerste("MELDER", lambda gebruiker: not gebruiker.bsn_gerechtigd, "melder die het BSN niet mag gebruiken")

    def functionaris(self) -> Gebruiker:
        """A reporter without an instantie."""
        wat = "zelfstandige functionaris die het BSN mag gebruiken"
        return self._eerste("MELDER", lambda g: g.instantie_id is None and g.bsn_gerechtigd, wat)

    def collega(self, van: Gebruiker) -> Gebruiker:
        """Another reporter of the same instantie."""
        return self._eerste("MELDER", lambda g: g.plek == van.plek and g != van, "tweede melder bij dezelfde instantie")

    def andere_partner(self, van: Gebruiker) -> Gebruiker:
        """A reporter of another partner system."""
        return self._eerste(
            "MELDER", lambda g: g.partner.oin != van.partner.oin and g.bsn_gerechtigd, "melder bij een ander partnersysteem"
        )

    def coordinator(self, van: Gebruiker) -> Gebruiker:
        """The coordinator of the instantie of a reporter."""
        return self._eerste("COORDINATOR", lambda g: g.plek == van.plek, "coordinator bij de instantie van een melder")

    def college(self, van: Gebruiker) -> Gebruiker:
        """Who speaks for the college that has agreements with the instantie of a reporter."""
        wat = "gebruiker met de rol COLLEGE in de gemeente van een melder"
        return self._eerste("COLLEGE", lambda g: g.gemeentecode is not None and g.gemeentecode == van.gemeentecode, wat)

    def ander_college(self, van: Gebruiker) -> Gebruiker:
        """Who speaks for the college of another gemeente."""
        return self._eerste("COLLEGE", lambda g: g.gemeentecode != van.gemeentecode, "gebruiker met de rol COLLEGE in een tweede gemeente")

    def melders_van(self, college: Gebruiker, aantal: int) -> list[Gebruiker]:
        """Reporters who may use the BSN, each of another instantie, with agreements with this college only."""
        gevonden = [m for m in self.melders(1, alle=True) if m.gemeentecode == college.gemeentecode]
        if len(gevonden) < aantal:
            raise Overgeslagen(f"doel.yaml heeft geen {aantal} melders van verschillende instanties in de gemeente van een college")
        return gevonden[:aantal]

    def regievoerders(self) -> list[Gebruiker]:
        """Every regievoerder of the target."""
        gevonden = list(self._met_rol("REGIEVOERDER"))
        if not gevonden:
            raise Overgeslagen(self._doel.ontbreekt("REGIEVOERDER", "doel.yaml noemt geen regievoerder"))
        return gevonden

    def persoon(self, kenmerk: str = "zonder-familie") -> Persoon:
        """Somebody with this kenmerk."""
        return self.personen(1, kenmerk)[0]

    def bevraagbare(self) -> Persoon:
        """Somebody without family of whom the target's tester gave name and whole date of birth; another case may have moved him."""
        lijst = [p for p in self._doel.personen.get("zonder-familie", ()) if {"geslachtsnaam", "geboortedatum"} <= p.gegevens.keys()]
        if not lijst:
            raise Overgeslagen("doel.yaml noemt geen persoon zonder familie met geslachtsnaam en geboortedatum")
        gekozen = lijst[self._beurt % len(lijst)]
        return Persoon(gekozen.bsn, {naam: waarde for naam, waarde in gekozen.gegevens.items() if naam not in _ADRES})

    def zonder_nummer_te_noemen(self) -> Persoon:
        """Somebody with a BSN of whom the target's tester gave all that a report without BSN needs."""
        nodig = {"geslachtsnaam", "geboortedatum", "geslacht"}
        for persoon in self._doel.personen.get("zonder-familie", ()):
            if nodig <= persoon.gegevens.keys():
                return persoon
        raise Overgeslagen("doel.yaml noemt geen persoon met geslachtsnaam, geboortedatum en geslacht")

    def personen(self, aantal: int, kenmerk: str = "zonder-familie") -> list[Persoon]:
        """Different persons with this kenmerk, other ones for the next case."""
        lijst = self._doel.personen.get(kenmerk, ())
        if len(lijst) < aantal:
            raise Overgeslagen(self._doel.ontbreekt(kenmerk, f"doel.yaml noemt geen {aantal} personen met kenmerk {kenmerk}"))
        begin = self._beurt * aantal
        return [lijst[(begin + n) % len(lijst)] for n in range(aantal)]

    def van_leeftijd(self, dag: date, jonger_dan: int = 23, vanaf: int = 0) -> Persoon:
        """Somebody without family, or else who will be 23 soon, of this age on ``dag``; other ones for the next case."""
        for kenmerk in ("zonder-familie", "wordt-23"):
            lijst = [p for p in self._doel.personen.get(kenmerk, ()) if _heel(p.gegevens.get("geboortedatum", ""))]
            passend = [p for p in lijst if vanaf <= leeftijd(p, dag) < jonger_dan]
            if passend:
                return passend[self._beurt % len(passend)]
        raise Overgeslagen(f"doel.yaml noemt geen persoon van {vanaf} tot {jonger_dan} jaar met een hele geboortedatum")

    def jong(self) -> Persoon:
        """The youngest person without family of whom the tester gave the whole date of birth."""
        return max(self._met_geboortedatum("zonder-familie"), key=lambda persoon: persoon.gegevens["geboortedatum"])

    def wordt_23(self) -> Persoon:
        """Somebody who will be 23 soon, of whom the tester gave the whole date of birth."""
        return self._met_geboortedatum("wordt-23")[0]

    def _met_geboortedatum(self, kenmerk: str) -> list[Persoon]:
        lijst = [p for p in self._doel.personen.get(kenmerk, ()) if _heel(p.gegevens.get("geboortedatum", ""))]
        if not lijst:
            raise Overgeslagen(
                self._doel.ontbreekt(kenmerk, f"doel.yaml noemt geen persoon met kenmerk {kenmerk} en een hele geboortedatum")
            )
        return lijst

    def gezin(self, aantal: int = 2) -> list[Persoon]:
        """Persons who share a parent."""
        groot_genoeg = [gezin for gezin in self._doel.gezinnen if len(gezin) >= aantal]
        if not groot_genoeg:
            raise Overgeslagen(self._doel.ontbreekt("gezinnen", f"doel.yaml noemt geen gezin van {aantal} personen"))
        return list(groot_genoeg[self._beurt % len(groot_genoeg)][:aantal])

    def _met_rol(self, rol: str) -> Iterator[Gebruiker]:
        return (gebruiker for gebruiker in self._doel.gebruikers if gebruiker.rol == rol)

    def _eerste(self, rol: str, past: Callable[[Gebruiker], bool], wat: str) -> Gebruiker:
        for gebruiker in self._met_rol(rol):
            if past(gebruiker):
                return gebruiker
        raise Overgeslagen(self._doel.ontbreekt(rol, f"doel.yaml noemt geen {wat}"))


def leeftijd(persoon: Persoon, dag: date) -> int:
    """How old somebody is whose whole date of birth is known; of 29 February on 1 March in a common year."""
    geboren = persoon.gegevens["geboortedatum"]
    return dag.year - int(geboren[:4]) - ((dag.month, dag.day) < (int(geboren[4:6]), int(geboren[6:])))


def _heel(geboortedatum: str) -> bool:
    """Whether year, month and day are all known."""
    return len(geboortedatum) == 8 and "00" not in (geboortedatum[4:6], geboortedatum[6:])
