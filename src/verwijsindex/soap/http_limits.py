"""How much and how long the front door takes from one connection (berichtbeveiliging.md 2, limits)."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class HttpLimits:
    """Seconds and bytes per connection and request; the defaults are those of the profile."""

    receive_seconds: float = 10.0
    """For the TLS handshake, for the first byte of a request, and from there for all of it."""
    send_seconds: float = 10.0
    """For the client to take its reply."""
    session_seconds: float = 600.0
    """A TLS session closes after this long, at the end of the request it is busy with (WT008)."""
    linger_seconds: float = 2.0
    """How long a refused client may go on sending, so that it can read why before the connection breaks."""
    head_bytes: int = 64 * 1024
    body_bytes: int = 1024 * 1024
    connections: int = 500
    """Per process, at a third of a megabyte each; more wait in the backlog of the kernel until one closes."""
    party_connections: int = 100
    """Per process, open at once by the holder of one certificate; one more is answered 429."""
    address_connections: int = 250
    """Per process, open at once from one address, handshake included; one more is closed. A whole region may sit behind one address."""

    refused_free_seconds: float = 0.5
    """Of our time, per process, that the holder of one certificate may take at once with messages that are refused."""
    refused_share: float = 0.05
    """Of our time, per process, that he may take with them for ever; the answers wait until he is back within it. 0: they never wait."""
    refused_wait_seconds: float = 15.0
    """The longest that a refusal waits."""


PROFILE_LIMITS: Final = HttpLimits()
