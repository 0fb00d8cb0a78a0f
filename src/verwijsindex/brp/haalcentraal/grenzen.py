"""How long a question may take, how often it is repeated, and when asking stops (R-172)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grenzen:
    """Times in seconds. A bevraging asks twice, so two totals must stay well under the 30 s that a partner waits."""

    verbinden: float = 2.0
    """To make a connection, TLS included step by step."""
    lezen: float = 4.0
    """Between two pieces of an answer."""
    totaal: float = 8.0
    """For one question of a use case: every request, repetition, wait and token together."""
    wachttijden: tuple[float, ...] = (0.2, 0.8)
    """Before the second and the third attempt."""
    grootste: int = 1_000_000
    """Bytes of an answer; twenty persons with all that we ask take a hundredth of it."""
    storingen: int = 5
    """Failures in a row that open the breaker."""
    rust: float = 15.0
    """How long the breaker stays open before it lets one question through."""
