"""Every way in which the register fails to answer, as a closed list of our own words (R-171, R-172)."""

from enum import StrEnum


class Reden(StrEnum):
    """Why there is no answer; the technical log shows this word and nothing that was asked or answered."""

    VERBINDING = "verbinding"
    """No connection, or it broke off."""
    TIJD = "tijd"
    """A time-out, of one step or of the whole question."""
    BEZET = "bezet"
    """Too many requests (429) or out of service (503), also after repetition."""
    ONDERBROKEN = "onderbroken"
    """Not asked: the breaker is open."""
    TOEGANG = "toegang"
    """Our token, client secret or certificate is refused."""
    STATUS = "status"
    """An HTTP status that the description does not give, or a failure of the service itself."""
    GEWEIGERD = "geweigerd"
    """The service works and refuses this question."""
    TE_VEEL = "te veel"
    """More persons fit than the service gives."""
    GROOTTE = "grootte"
    """An answer larger than any that fits the question."""
    VORM = "vorm"
    """An answer that is not of the form described."""
    PERSOON = "persoon"
    """An answer about someone else than was asked for."""


class Storing(Exception):
    """The register did not answer a question. Holds nothing of the question and nothing of the answer."""

    def __init__(self, reden: Reden, status: int | None = None, wacht: float = 0.0) -> None:
        super().__init__(reden.value)
        self.reden = reden
        self.status = status
        self.wacht = wacht
        """Seconds that the service asks to wait before a repetition."""

    @property
    def is_herhaalbaar(self) -> bool:
        """Whether the same request may be sent again at once: only when it surely did not get an answer that it will get again."""
        return self.reden in (Reden.VERBINDING, Reden.BEZET)
