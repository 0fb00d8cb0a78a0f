"""Fetching CRLs, beside the path of any message: what cannot be used leaves the list that was there (WT005)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

import httpx
from cryptography import x509

from verwijsindex.security.intrekking import GROOTSTE, SUFFIX, LijstOnbruikbaar, bewaar_lijst, is_van, is_volledig, lees_lijst

NIEUW: Final = "nieuw"
ONGEWIJZIGD: Final = "ongewijzigd"
_SECONDEN: Final = 30.0
"""For one list."""


class Lijstenophaler:
    """Fetches lists from their addresses into one folder."""

    def __init__(self, adressen: Sequence[str], map: Path, vertrouwd: bytes, zeg: Callable[[str, str], None]) -> None:
        """`vertrouwd`: PEM of the issuers whose lists count; `zeg` hears of each address what became of it, in a fixed word."""
        self._adressen, self._map, self._zeg = adressen, map, zeg
        self._uitgevers = x509.load_pem_x509_certificates(vertrouwd)
        self._http = httpx.Client(timeout=_SECONDEN, follow_redirects=False, trust_env=False)

    def haal_op(self) -> bool:
        """Every list once; False when one could not be had. Raises OSError when the folder cannot be written."""
        self._map.mkdir(parents=True, exist_ok=True)
        uitkomsten = []
        for adres in self._adressen:
            uitkomsten.append(self._een(adres))
            self._zeg(adres, uitkomsten[-1])
        return set(uitkomsten) <= {NIEUW, ONGEWIJZIGD}

    def _een(self, adres: str) -> str:
        try:
            inhoud = self._inhoud(adres)
            lijst = lees_lijst(inhoud)
        except httpx.HTTPError as fout:
            return f"onbereikbaar ({type(fout).__name__})"
        except LijstOnbruikbaar as fout:
            return str(fout)
        if not any(is_van(lijst, uitgever) for uitgever in self._uitgevers):
            return "niet van een vertrouwde uitgever"
        if not is_volledig(lijst) or lijst.next_update_utc is None or lijst.next_update_utc < datetime.now(UTC):
            return "onvolledig of verouderd"
        naam = sha256(adres.encode()).hexdigest()[:16]
        if any(aanwezig.last_update_utc >= lijst.last_update_utc for aanwezig in _aanwezig(self._map / f"{naam}{SUFFIX}")):
            return ONGEWIJZIGD
        bewaar_lijst(self._map, naam, inhoud)
        return NIEUW

    def _inhoud(self, adres: str) -> bytes:
        """At most so much as a list may be; raises LijstOnbruikbaar or httpx.HTTPError."""
        gelezen = bytearray()
        with self._http.stream("GET", adres) as antwoord:
            antwoord.raise_for_status()
            for deel in antwoord.iter_bytes():
                gelezen += deel
                if len(gelezen) > GROOTSTE:
                    raise LijstOnbruikbaar("te groot")
        return bytes(gelezen)


def _aanwezig(pad: Path) -> Iterator[x509.CertificateRevocationList]:
    """The list that was fetched before, if there is one that can be read."""
    try:
        yield lees_lijst(pad.read_bytes())
    except (OSError, LijstOnbruikbaar):
        return
