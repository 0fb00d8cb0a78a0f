"""What the fake index remembers: meldingen and one mailbox. In memory, and gone when it stops."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import uuid4


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

    def trek_in(self, melding_id: str) -> None:
        """Forget a melding."""
        self.meldingen = {sleutel: melding for sleutel, melding in self.meldingen.items() if melding.melding_id != melding_id}

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


def nu() -> datetime:
    """Real time."""
    return datetime.now(UTC).replace(microsecond=0)
