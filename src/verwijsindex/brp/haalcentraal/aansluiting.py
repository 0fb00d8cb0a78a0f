"""Opens the line to an API from what an operator fills in: addresses, client secret, certificate (RvIG asks for both)."""

import ssl
from dataclasses import dataclass, field
from pathlib import Path

from verwijsindex.brp.haalcentraal.deadline import Deadline
from verwijsindex.brp.haalcentraal.grenzen import Grenzen
from verwijsindex.brp.haalcentraal.kanaal import Kanaal, Tijdgever
from verwijsindex.brp.haalcentraal.post import Post
from verwijsindex.brp.haalcentraal.toegang import Bewijzen, ClientGegevens


@dataclass(frozen=True, slots=True)
class Aansluiting:
    """One API. Without ``client`` no token is sent, without ``certificaat`` none is shown, without ``ca`` the system's roots count."""

    adres: str
    """Without the path of an operation, and without a slash at the end."""
    client: ClientGegevens | None = None
    certificaat: Path | None = None
    sleutel: Path | None = None
    ca: Path | None = None
    grenzen: Grenzen = field(default_factory=Grenzen)


def open_kanaal(aansluiting: Aansluiting, tijd: Tijdgever | None = None) -> Kanaal:
    """The line to this API; connections are made at the first question.

    Raises OSError, also as ssl.SSLError, when a file is missing or is no certificate, key or pair.
    """
    tijd = tijd or Tijdgever()
    deadline = Deadline(tijd.nu)
    post = Post(_tls(aansluiting), deadline, aansluiting.grenzen)
    bewijzen = None if aansluiting.client is None else Bewijzen(aansluiting.client, post, deadline, tijd.nu)
    return Kanaal(aansluiting.adres, post, deadline, grenzen=aansluiting.grenzen, tijd=tijd, bewijzen=bewijzen)


def _tls(aansluiting: Aansluiting) -> ssl.SSLContext:
    """TLS 1.2 or 1.3, with a server that proves its host name; our own certificate when there is one."""
    context = ssl.create_default_context(cafile=aansluiting.ca)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    if aansluiting.certificaat is not None:
        context.load_cert_chain(aansluiting.certificaat, aansluiting.sleutel)
    return context
