"""Whom the histories are about, in plain values that the model and the real thing both read."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import count

EEN, TWEE = "00000099000000001000", "00000099000000002000"
"""Two partner systems."""
BSN, BEVRAGING, ZONDER = "bsn", "bevraging", "zonderBsn"
"""The three ways to say whom one means."""
BEGIN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SINDS = date(2020, 1, 1)
"""Since when everybody takes part."""
LANG = 24
"""Months that a melding lives, unless its instantie wants less."""


@dataclass(frozen=True)
class Instelling:
    """An organisation: its category, the gemeente of its mandate, and how many months its meldingen live."""

    id: str
    categorie: str
    oin: str
    gemeente: str
    maanden: int = LANG
    met_bsn: bool = True

    @property
    def hoe(self) -> str:
        """The way of who has a number."""
        return BSN if self.met_bsn else BEVRAGING

    @property
    def naam(self) -> str:
        return f"Instelling {self.id}"


GGD = Instelling("ggd", "JG1", EEN, "0363")
POLITIE = Instelling("politie", "PJ1", TWEE, "0363", 12)
KREDIET = Instelling("krediet", "WI1", EEN, "0599", 1)
SCHOOL = Instelling("school", "ON3", EEN, "0599", met_bsn=False)
INSTELLINGEN = (GGD, POLITIE, KREDIET, SCHOOL)

MELDERS = {"arts": GGD, "collega": GGD, "agent": POLITIE, "consulent": KREDIET, "leraar": SCHOOL}
"""Every reporter and where he works."""
COORDINATOR = "coordinator"
"""That of the GGD."""
REGIE = {"0363": TWEE, "0599": TWEE}
"""Gemeenten with a regievoerder, and the partner system that he uses."""


@dataclass(frozen=True)
class Mens:
    """What the register says of someone."""

    naam: str
    bsn: str
    geboren: int
    """yyyymmdd; 00 for what is unknown."""
    ouders: frozenset[str] = frozenset()
    gemeente: str | None = "0363"
    adres: int | None = None
    """Which house, when he lives in one."""
    brief: bool = False
    """Whether it is only where he is written to."""
    sinds: int = 20200101
    dood: bool = False
    opgeschort: bool = False
    keren: int = 1
    """How many entries of the register bear his number; none: he has no number, or not yet."""
    tweeling_van: str | None = None
    """Who has the same family name, birth date and sex."""

    @property
    def gehouden(self) -> "Mens":
        """R-046, R-074: as much of him as the index keeps; of who left the country no family and no place."""
        if self.opgeschort:
            return replace(self, ouders=frozenset(), gemeente=None, adres=None, sinds=0)
        return replace(self, adres=None if self.brief else self.adres)

    @property
    def geslachtsnaam(self) -> str:
        return f"Zandpad-{self.tweeling_van or self.naam}"

    @property
    def visn(self) -> str:
        """What stands for the number of who has none: the three of BJ 7.3.1."""
        return f"{self.geslachtsnaam}, {self.geboren}, V"

    @property
    def zonder_nummer(self) -> "Mens":
        """All that is known of who is reported so; no family and no place, as of who is abroad."""
        return replace(self, bsn=self.visn, opgeschort=True)

    def gestuurd(self, hoe: str) -> tuple[object, ...]:
        """What a message says of him."""
        return (self.bsn,) if hoe == BSN else (self.geslachtsnaam, self.geboren)

    @property
    def entry(self) -> dict[str, object]:
        """As a persons file has it."""
        return {
            "bsn": self.bsn if self.keren else None,
            "geslachtsnaam": self.geslachtsnaam,
            "voornamen": self.naam,
            "geboortedatum": f"{self.geboren:08d}",
            "geslacht": "V",
            "ouders": [{"bsn": ouder} for ouder in sorted(self.ouders)],
            "verblijfplaats": {
                "gemeentecode": self.gemeente,
                "adres_id": self.adres,
                "functie_adres": "B" if self.brief else "W",
                "datum_inschrijving": f"{self.sinds:08d}",
            },
            "datum_overlijden": "20260101" if self.dood else None,
            "opschorting": "E" if self.opgeschort else None,
        }


def _nummers() -> "list[str]":
    """Numbers that pass the eleven-test."""
    acht = (f"{n:08d}" for n in count(91_200_000))
    met_rest = ((begin, sum(w * int(c) for w, c in zip(range(9, 1, -1), begin, strict=True)) % 11) for begin in acht)
    goed = (f"{begin}{rest}" for begin, rest in met_rest if rest < 10)
    return [next(goed) for _ in range(40)]


NUMMERS = _nummers()
MOEDER, VADER, STIEF, ANDER = NUMMERS[-4:]
"""Parents; they are never reported themselves."""
ONBEKEND = NUMMERS[-5]
VRIJ = NUMMERS[24:34]
"""For who turns out to have another number than was thought."""
ONGELDIG = "123456789"

MENSEN = {
    naam: Mens(naam, NUMMERS[n], *rest)
    for n, (naam, *rest) in enumerate(
        [
            ("kees", 20150510, frozenset({MOEDER, VADER})),
            ("zus", 20170101, frozenset({MOEDER})),
            ("half", 20120229, frozenset({VADER, ANDER}), "0599"),
            ("vreemd", 20200615, frozenset({STIEF}), "0518"),
            ("schrikkel", 20040229, frozenset({MOEDER})),
            ("maand", 20040500, frozenset({ANDER}), None),
            ("termijn", 20050302, frozenset({VADER})),
            ("ongeboren", 20260401, frozenset({MOEDER})),
            ("rni", 20110101, frozenset(), "1999"),
            ("datumloos", 0, frozenset()),
            ("volwassen", 20000101, frozenset()),
        ]
    )
}
MENSEN["dubbel"] = replace(MENSEN["rni"], naam="dubbel", bsn=NUMMERS[20], keren=2)
MENSEN["naamloos"] = Mens("naamloos", NUMMERS[21], 20180301, frozenset({MOEDER}), keren=0)
MENSEN["tweeling"] = Mens("tweeling", NUMMERS[22], 20180301, frozenset({MOEDER}), keren=0, tweeling_van="naamloos")
MENSEN["vluchteling"] = Mens("vluchteling", NUMMERS[23], 20030601, keren=0)
MENSEN |= {naam: replace(MENSEN[naam], adres=adres) for naam, adres in {"kees": 1, "zus": 2, "vreemd": 1, "rni": 1, "half": 3}.items()}
MENSEN["rni"] = replace(MENSEN["rni"], brief=True)
"""Kees and the sister share the mother, Kees and the half-sibling the father; the last two share nobody. The stranger lives with Kees;
who is abroad has his letters sent there."""
