"""Whom a server trusts and how much it takes of each: anchors, revocation, signature methods, quota (WT004, SIGN004, VIR-150)."""

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from verwijsindex.security.algoritmen import STANDAARD, HandtekeningAlgoritme, Soort
from verwijsindex.security.intrekking import Intrekkingslijsten
from verwijsindex.security.keuring import Keurmeester
from verwijsindex.security.ophalen import Lijstenophaler
from verwijsindex.security.policy import Policy
from verwijsindex.security.ports import Inschrijving
from verwijsindex.security.quota import Quota
from verwijsindex.security.rapport import keur_zegels
from verwijsindex.security.refusals import OngeldigCertificaat
from verwijsindex.security.tegelijk import Tegelijk
from verwijsindex.security.trust import TrustStore, splits_keten
from verwijsindex.settings import Instellingen
from verwijsindex.soap.technisch_log import lijst_opgehaald, niet_binnengelaten

_SOORTEN: Final = {"ecdsa": Soort.ECDSA, "rsa-pss": Soort.PSS}


def maak_truststore(instellingen: Instellingen, inschrijving: Inschrijving | None = None) -> TrustStore:
    """The anchors and intermediates of the settings, with the CRLs if there is a folder of them, and who registered which certificates."""
    intrekking = None
    if instellingen.crl_map is not None:
        intrekking = Intrekkingslijsten(instellingen.crl_map, respijt=timedelta(hours=instellingen.crl_respijt))
    keten = splits_keten(instellingen.vertrouwd.read_bytes())
    ecdsa = "ecdsa" in instellingen.extra_handtekeningen
    return TrustStore(*keten, weiger_test_oin=instellingen.productie, ecdsa=ecdsa, intrekking=intrekking, inschrijving=inschrijving)


def maak_keurmeester(instellingen: Instellingen) -> Keurmeester:
    """Judges a certificate as this server will when it is used."""
    keten = maak_truststore(replace(instellingen, crl_map=None, crl_adressen=(), productie=False))
    ecdsa = "ecdsa" in instellingen.extra_handtekeningen
    return Keurmeester(keten, maak_truststore(instellingen), ecdsa=ecdsa, productie=instellingen.productie)


def maak_policy(instellingen: Instellingen) -> Policy:
    """What this server accepts: the profile, and the signature methods that were agreed on beside it (SIGN004)."""
    extra = {_SOORTEN[naam] for naam in instellingen.extra_handtekeningen}
    meer = tuple(algoritme for algoritme in HandtekeningAlgoritme if algoritme.soort in extra)
    return Policy(handtekeningen=STANDAARD + meer)


def maak_deurwachter(instellingen: Instellingen, inschrijving: Inschrijving | None = None) -> Callable[[bytes], bool]:
    """Whether the holder of a TLS certificate may come in: what OpenSSL verified, and beside it key, OIN, revocation and registration."""
    trust = maak_truststore(instellingen, inschrijving)

    def laat_binnen(certificaat: bytes) -> bool:
        try:
            trust.vertrouw(certificaat, datetime.now(UTC))
        except OngeldigCertificaat as fout:
            niet_binnengelaten(reden=fout.reden)
            return False
        return True

    return laat_binnen


def maak_rapportkeuring(instellingen: Instellingen) -> Callable[[bytes], tuple[str, ...]]:
    """Which partners sealed a report of the conformance suite, by whom this server trusts now (R-182)."""
    trust = maak_truststore(instellingen)
    return lambda ruw: keur_zegels(ruw, trust, datetime.now(UTC))


def maak_quota(instellingen: Instellingen) -> Quota | None:
    """What each partner may ask a second, for all processes that are forked from here; None when nobody is limited (keuzes.md 36)."""
    anders = {oin: float(aantal) for oin, _, aantal in (regel.partition("=") for regel in instellingen.per_seconde_van)}
    if not instellingen.per_seconde and not anders:
        return None
    return Quota(instellingen.per_seconde, anders)


def maak_tegelijk(instellingen: Instellingen) -> Tegelijk | None:
    """How much of each partner may be in hand at once; None when there are no more processes and threads than that (besluit 0029)."""
    alle = instellingen.processen * instellingen.draden
    hoogstens = math.ceil(alle * 3 / 4) if instellingen.tegelijk is None else instellingen.tegelijk
    return Tegelijk(hoogstens) if 0 < hoogstens < alle else None


def maak_ophaler(instellingen: Instellingen) -> Lijstenophaler | None:
    """Fetches the CRLs of the settings into their folder; None when they are put there by hand (WT005)."""
    if instellingen.crl_map is None or not instellingen.crl_adressen:
        return None
    return Lijstenophaler(instellingen.crl_adressen, instellingen.crl_map, instellingen.vertrouwd.read_bytes(), lijst_opgehaald)
