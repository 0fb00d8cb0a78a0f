"""Digikoppeling PKI002 and WB010, R-154, R-156: which certificates of a partner count on a day, and when their end is told.

A rule that refuses raises ``CertificaatGeweigerd``, with a code and a Dutch text that repeats nothing but days.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from verwijsindex.domain.certificaat import Certificaat, Gebruik, Partnercertificaat
from verwijsindex.domain.tijd import vandaag

DREMPELS: Final = (60, 30, 7, 0)
"""Days before its end on which it is told that a certificate expires; on the last day once more."""


class CertificaatGeweigerd(Exception):
    """A certificate that may not be registered so, or a registration that is not there; nothing was changed."""

    def __init__(self, code: str, reden: str) -> None:
        super().__init__(f"{code}: {reden}")
        self.code = code


def aanvaard(ingeschreven: Iterable[Partnercertificaat], vingerafdruk: str, dag: date) -> bool:
    """Digikoppeling PKI001, R-156: the OIN in the subject binds; who registered certificates is held to those that count on ``dag``.

    ``ingeschreven`` are those of one partner for one use. Until the first of them has begun, every certificate with his OIN counts.
    """
    begonnen = [een for een in ingeschreven if een.vanaf <= dag]
    return not begonnen or any(een.vingerafdruk == vingerafdruk and een.geldt_op(dag) for een in begonnen)


def schrijf_in(
    certificaat: Certificaat, oin: str, gebruik: Gebruik, dagen: tuple[date | None, date | None], dag: date
) -> Partnercertificaat:
    """Digikoppeling PKI001, PKI002, R-156: his own OIN, and days on which the certificate is valid.

    ``dagen`` are the first and the last. Without a first it counts from ``dag``, or from the day on which it becomes valid; without a last
    until it expires.
    """
    if certificaat.oin != oin:
        raise CertificaatGeweigerd("CERT-ANDER", "in het certificaat staat de OIN van een andere partij; partners ruilen geen certificaten")
    eerst, einde = vandaag(certificaat.geldig_vanaf), vandaag(certificaat.verloopt)
    van, tot = dagen[0] or max(dag, eerst), dagen[1] or einde
    if van < eerst:
        raise CertificaatGeweigerd("CERT-PERIODE", f"het certificaat is pas geldig vanaf {eerst}")
    if tot > einde:
        raise CertificaatGeweigerd("CERT-PERIODE", f"het certificaat is na {einde} niet meer geldig")
    if tot < van:
        raise CertificaatGeweigerd("CERT-PERIODE", "de laatste dag ligt voor de eerste")
    return Partnercertificaat(oin, gebruik, certificaat.vingerafdruk, van, tot, certificaat.verloopt)


def eerste_dag_zonder(ingeschreven: Sequence[Partnercertificaat], dag: date) -> date | None:
    """Digikoppeling PKI002, R-154: the first day, from ``dag`` on, on which nothing of what was registered counts: the partner is refused.

    None when nothing is registered. ``ingeschreven`` are those of one partner for one use.
    """
    grenzen = sorted({dag, *(een.laatste_dag + timedelta(days=1) for een in ingeschreven)})
    return next((grens for grens in grenzen if grens >= dag and ingeschreven and not _iets_geldt(ingeschreven, grens)), None)


def _iets_geldt(ingeschreven: Sequence[Partnercertificaat], dag: date) -> bool:
    return all(een.vanaf > dag for een in ingeschreven) or any(een.geldt_op(dag) for een in ingeschreven)


def drempel(verloopt: datetime, dag: date) -> int | None:
    """Digikoppeling PKI002, R-154: which warning is due on ``dag`` for what expires then; None more than sixty days before.

    The nearest one only: who hears thirty days before need not hear of sixty. What expired already is told under the last, 0.
    """
    dagen = (vandaag(verloopt) - dag).days
    return min((een for een in DREMPELS if max(dagen, 0) <= een), default=None)
