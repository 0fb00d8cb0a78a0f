"""Whom a server trusts: anchors, revocation, and the fetching of the lists that tell it (WT004, WT005)."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

import httpx
from cryptography import x509

from verwijsindex.security.algoritmen import STANDAARD, HandtekeningAlgoritme, Soort
from verwijsindex.security.intrekking import (
    GROOTSTE,
    SUFFIX,
    Intrekkingslijsten,
    LijstOnbruikbaar,
    bewaar_lijst,
    is_van,
    is_volledig,
    lees_lijst,
)
from verwijsindex.security.policy import Policy
from verwijsindex.security.quota import Quota
from verwijsindex.security.refusals import OngeldigCertificaat
from verwijsindex.security.trust import TrustStore, splits_keten
from verwijsindex.settings import Instellingen
from verwijsindex.soap.technisch_log import lijst_opgehaald, niet_binnengelaten

_SOORTEN: Final = {"ecdsa": Soort.ECDSA, "rsa-pss": Soort.PSS}
_SECONDEN: Final = 30.0
"""For one list; fetching happens in the background, so nobody waits for it."""


def maak_truststore(instellingen: Instellingen) -> TrustStore:
    """The anchors and intermediates of the settings, with the CRLs if there is a folder of them."""
    intrekking = None
    if instellingen.crl_map is not None:
        intrekking = Intrekkingslijsten(instellingen.crl_map, respijt=timedelta(hours=instellingen.crl_respijt))
    keten = splits_keten(instellingen.vertrouwd.read_bytes())
    ecdsa = "ecdsa" in instellingen.extra_handtekeningen
    return TrustStore(*keten, weiger_test_oin=instellingen.productie, ecdsa=ecdsa, intrekking=intrekking)


def maak_policy(instellingen: Instellingen) -> Policy:
    """What this server accepts: the profile, and the signature methods that were agreed on beside it (SIGN004)."""
    extra = {_SOORTEN[naam] for naam in instellingen.extra_handtekeningen}
    meer = tuple(algoritme for algoritme in HandtekeningAlgoritme if algoritme.soort in extra)
    return Policy(handtekeningen=STANDAARD + meer)


def maak_deurwachter(instellingen: Instellingen) -> Callable[[bytes], bool]:
    """Whether the holder of a TLS certificate may come in: what OpenSSL verified, and beside it key, OIN and revocation (step 0)."""
    trust = maak_truststore(instellingen)

    def laat_binnen(certificaat: bytes) -> bool:
        try:
            trust.vertrouw(certificaat, datetime.now(UTC))
        except OngeldigCertificaat as fout:
            niet_binnengelaten(reden=fout.reden)
            return False
        return True

    return laat_binnen


def maak_quota(instellingen: Instellingen) -> Quota | None:
    """What each partner may ask a second, for all processes that are forked from here; None when nobody is limited (keuzes.md 36)."""
    anders = {oin: float(aantal) for oin, _, aantal in (regel.partition("=") for regel in instellingen.per_seconde_van)}
    if not instellingen.per_seconde and not anders:
        return None
    return Quota(instellingen.per_seconde, anders)


class Lijstenophaler:
    """Fetches the CRLs of the settings into their folder. What cannot be used leaves the list that was there."""

    def __init__(self, instellingen: Instellingen, http: httpx.Client | None = None) -> None:
        self._instellingen = instellingen
        self._uitgevers = x509.load_pem_x509_certificates(instellingen.vertrouwd.read_bytes())
        self._http = http or httpx.Client(timeout=_SECONDEN, follow_redirects=False, trust_env=False)

    def haal_op(self) -> bool:
        """Every list once; False when one could not be had. The log says of each what became of it."""
        if self._instellingen.crl_map is None:
            return True
        self._instellingen.crl_map.mkdir(parents=True, exist_ok=True)
        uitkomsten = [(adres, self._een(adres, self._instellingen.crl_map)) for adres in self._instellingen.crl_adressen]
        for adres, uitkomst in uitkomsten:
            lijst_opgehaald(lijst=adres, uitkomst=uitkomst)
        return all(uitkomst in {"nieuw", "ongewijzigd"} for _, uitkomst in uitkomsten)

    def _een(self, adres: str, map: Path) -> str:
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
        if any(aanwezig.last_update_utc >= lijst.last_update_utc for aanwezig in _aanwezig(map / f"{naam}{SUFFIX}")):
            return "ongewijzigd"
        bewaar_lijst(map, naam, inhoud)
        return "nieuw"

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
