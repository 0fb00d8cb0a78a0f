"""What the fake index remembers: meldingen, one mailbox, and requests of a jeugdige. In memory, and gone when it stops."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import uuid4

from lxml import etree


@dataclass(frozen=True, slots=True)
class Melding:
    """A melding that the fake index believes."""

    melding_id: str
    sleutel: str
    wie: str
    """What identifies the jeugdige, as it was sent."""
    meldmoment: datetime
    verwijderdatum: date


@dataclass(frozen=True, slots=True)
class Signaal:
    """One signaal in the mailbox."""

    signaal_id: str
    volgnummer: int
    soort: str = "ZELFDE_JEUGDIGE"
    eigen_melding_id: str | None = None
    betreft: str | None = None
    """Of a notice INGETROKKEN: the signaal that is withdrawn."""


@dataclass
class Zaak:
    """A request of a jeugdige that was registered."""

    soort: str
    kenmerk: str
    ontvangen: date
    op: datetime
    meldingen: tuple[str, ...]
    uiterste_dag: date
    adviezen: set[str] = field(default_factory=set)
    """The meldingen whose reporter advised."""
    besluit: str | None = None
    verlengd: bool = False
    opgeheven: bool = False


@dataclass
class Staat:
    """Everything of one fake index."""

    meldingen: dict[str, Melding] = field(default_factory=dict)
    """By business key."""
    postbus: list[Signaal] = field(default_factory=list)
    bevestigd: set[str] = field(default_factory=set)
    uitgedeeld: set[str] = field(default_factory=set)
    """The signalen that went out in some answer."""
    antwoorden: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    """Withdrawals by business key: which melding, and until when it is kept."""
    archief: dict[Melding, date] = field(default_factory=dict)
    """What was withdrawn and is kept, and until when."""
    beperkt: dict[str, set[str]] = field(default_factory=dict)
    """By meldingId on account of which requests it is restricted."""
    zaken: dict[str, Zaak] = field(default_factory=dict)
    """Requests of a jeugdige by verzoekId."""
    verzoeken: dict[str, tuple[object, list[etree._Element]]] = field(default_factory=dict)
    """Of RechtenService_v1 by business key: what was asked, and what the answer held."""
    bladzijde: int = 500
    _volgnummer: int = 0

    def meld(self, sleutel: str, wie: str, nu: datetime) -> tuple[Melding, bool] | None:
        """A melding by its key, the old one when it is a repeat; whether this jeugdige was reported before. None for other content."""
        al = self.meldingen.get(sleutel)
        if al is not None:
            return (al, False) if al.wie == wie else None
        vorige = next((melding for melding in self.meldingen.values() if melding.wie == wie), None)
        dag = nu.date()
        tot = date(dag.year + 2, dag.month, min(dag.day, 28))
        melding = vorige or Melding(str(uuid4()), sleutel, wie, nu, tot)
        self.meldingen[sleutel] = melding
        return melding, vorige is not None

    def melding(self, melding_id: str) -> Melding | None:
        """The melding with this id that is still there."""
        return next((melding for melding in self.meldingen.values() if melding.melding_id == melding_id), None)

    def trek_in(self, melding_id: str, tot: date | None = None) -> None:
        """Forget a melding, or keep it in the archive until this day."""
        weg = self.melding(melding_id)
        if weg is not None and tot is not None:
            self.archief[weg] = tot
        self.meldingen = {sleutel: melding for sleutel, melding in self.meldingen.items() if melding.melding_id != melding_id}

    def bewaard(self) -> list[Melding]:
        """Every melding that is kept, each once; those of the archive behind the others."""
        return list(dict.fromkeys([*self.meldingen.values(), *self.archief]))

    def vernietig(self, melding_id: str) -> None:
        """Keep nothing of it."""
        self.trek_in(melding_id)
        self.archief = {melding: tot for melding, tot in self.archief.items() if melding.melding_id != melding_id}
        self.beperkt.pop(melding_id, None)

    def status(self, melding: Melding) -> str:
        """ACTIEF, BEPERKT or GEARCHIVEERD."""
        if melding in self.archief:
            return "GEARCHIVEERD"
        return "BEPERKT" if self.beperkt.get(melding.melding_id) else "ACTIEF"

    def leg_klaar(self, aantal: int = 1, soort: str = "ZELFDE_JEUGDIGE", *, betreft: str | None = None) -> list[Signaal]:
        """Put so many signalen in the mailbox."""
        nieuw = []
        for _ in range(aantal):
            self._volgnummer += 1
            nieuw.append(Signaal(str(uuid4()), self._volgnummer, soort, str(uuid4()), betreft))
        self.postbus += nieuw
        return nieuw

    def sla_over(self) -> int:
        """Lose one number, as an index never may; gives it."""
        self._volgnummer += 1
        return self._volgnummer

    def wachtend(self, vanaf: int, hoogstens: int) -> tuple[list[Signaal], bool]:
        """Signalen that nobody confirmed, from this volgnummer on, and whether there are more."""
        alle = [een for een in self.postbus if een.signaal_id not in self.bevestigd and een.volgnummer >= vanaf]
        aantal = min(hoogstens, self.bladzijde)
        self.uitgedeeld |= {een.signaal_id for een in alle[:aantal]}
        return alle[:aantal], len(alle) > aantal

    def bevestig(self, signaal_id: str) -> str:
        """Take note that it arrived: BEVESTIGD, REEDS_BEVESTIGD or ONBEKEND."""
        if signaal_id in self.bevestigd:
            return "REEDS_BEVESTIGD"
        if not any(een.signaal_id == signaal_id for een in self.postbus):
            return "ONBEKEND"
        self.bevestigd.add(signaal_id)
        return "BEVESTIGD"


def wie_is(jeugdige: etree._Element | None) -> str:
    """What identifies somebody, as it was sent: the same in every service."""
    return "" if jeugdige is None else "|".join(f"{etree.QName(een).localname}={(een.text or '').strip()}" for een in jeugdige.iter("*"))


def nu() -> datetime:
    """Real time."""
    return datetime.now(UTC).replace(microsecond=0)
