"""What blocking meldingen needs of the store (AVG 18; R-138)."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol


class Beperkingen(Protocol):
    """Which requests block which meldingen; one may be blocked by several."""

    def leg_op(self, melding_ids: Collection[str], verzoek_id: str, moment: datetime) -> None:
        """From ``moment`` on this request blocks these meldingen, beside whatever blocks them already.

        Signalen that name them fall silent about them for good, those of their own reporters altogether: what was withdrawn does not come
        back under the same number (keuzes.md 19). Who was told of them before stays known (R-134).
        """

    def hef_op(self, melding_ids: Collection[str], verzoek_id: str) -> Collection[str]:
        """This request no longer blocks them; what another one blocks too stays blocked on account of that one.

        Gives those that it blocked until now.
        """
