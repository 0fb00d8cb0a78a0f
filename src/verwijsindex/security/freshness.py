"""Step 9: freshness and replay. Only after step 8, so that nobody can burn the ids of another party."""

from datetime import datetime

from verwijsindex.security.policy import Policy
from verwijsindex.security.ports import ReplayStore
from verwijsindex.security.refusals import BerichtVerlopen, Herhaling
from verwijsindex.security.structure import Beveiliging


def controleer_tijd(beveiliging: Beveiliging, nu: datetime, policy: Policy) -> None:
    """R-157, WB002: Created not in the future, not too old; Expires after it and not passed; with clock skew. Raises `BerichtVerlopen`."""
    created, expires = beveiliging.created, beveiliging.expires
    if created > nu + policy.afwijking:
        raise BerichtVerlopen("Created ligt in de toekomst")
    if created < nu - policy.geldigheid:
        raise BerichtVerlopen("Created is te oud")
    if expires is None:
        return
    if expires <= created:
        raise BerichtVerlopen("Expires ligt niet na Created")
    if expires <= nu - policy.afwijking:
        raise BerichtVerlopen("Expires is voorbij")


def controleer_herhaling(replay: ReplayStore, oin: str, message_id: str, handtekening: bytes, *, nu: datetime, policy: Policy) -> None:
    """R-158: insert (signer, MessageID) and the signature hash; what was there before is a replay (keuzes 1). Raises `Herhaling`."""
    if not replay.onthoud(oin, message_id, handtekening, nu + policy.bewaartijd, nu):
        raise Herhaling("MessageID of handtekening eerder ontvangen")
