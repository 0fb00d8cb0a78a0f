"""What two sides agreed beforehand: where the services are, who the index is, who the partner is, whom both trust."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from verwijsindex_conformance.bericht.sleutelpaar import Sleutelpaar, lees_sleutelpaar


@dataclass(frozen=True, slots=True)
class Afspraak:
    """``oin``, ``certificaat`` and ``sleutel`` are those of the index that is played; ``partner`` is the OIN of who calls it."""

    adressen: Mapping[str, str]
    ca: Path
    oin: str
    certificaat: Path
    sleutel: Path
    partner: str

    @property
    def paar(self) -> Sleutelpaar:
        """The certificate and the key of the index, to sign with."""
        return lees_sleutelpaar(self.certificaat, self.sleutel)
