"""Step 11: what the certificates alone decide (keuzes 2). Mandates and roles are rules, further on."""

from verwijsindex.security.addressing import Adressering
from verwijsindex.security.ports import Partners, Tussenpersonen
from verwijsindex.security.refusals import NietBevoegd


def machtig(
    oin: str,
    adressering: Adressering,
    *,
    partners: Partners,
    eigen_oin: str | None,
    tls_oin: str | None,
    tussenpersonen: Tussenpersonen | None,
) -> None:
    """The signer is a known partner; From names him, To names us, TLS is held by him or by his hub. Raises `NietBevoegd`.

    Step 0 hands over `tls_oin`; as long as the terminator does not, it is None and that check does not apply.
    """
    if not partners(oin):
        raise NietBevoegd("ondertekenaar is geen bekende partner of is geblokkeerd")
    if adressering.from_oin not in (None, oin):
        raise NietBevoegd("OIN in From is niet die van de ondertekenaar")
    if eigen_oin is not None and adressering.to_oin not in (None, eigen_oin):
        raise NietBevoegd("OIN in To is niet de onze")
    if tls_oin not in (None, oin) and not (tussenpersonen is not None and tls_oin is not None and tussenpersonen(tls_oin, oin)):
        raise NietBevoegd("TLS-verbinding is van een andere partij")
