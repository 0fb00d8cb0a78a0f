"""Where everything of one sandbox stands; ``docs/sandbox.md`` tells the same to its users."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sandboxmap:
    """The directory given with ``--map``."""

    map: Path

    @property
    def foute_certificaten(self) -> Path:
        """Certificates under the CA of the sandbox with one thing wrong."""
        return self.pki / "fout"

    @property
    def beschrijving(self) -> Path:
        """What a program needs to know of this sandbox."""
        return self.map / "sandbox.json"

    @property
    def doel(self) -> Path:
        """The same, as a target of the conformance suite."""
        return self.map / "doel.yaml"

    @property
    def klok(self) -> Path:
        """The virtual clock."""
        return self.map / "klok.json"

    @property
    def beleid(self) -> Path:
        """A policy that its user put here; without it the statute holds (docs/beleid.md)."""
        return self.map / "beleid.toml"

    @property
    def personen(self) -> Path:
        """The built-in or sown population, as a persons file."""
        return self.map / "personen.json"

    @property
    def gebeurtenissen(self) -> Path:
        """What is going to happen to a sown population, by date."""
        return self.map / "gebeurtenissen.json"

    @property
    def uitgesloten_adressen(self) -> Path:
        """Addresses of institutions in a sown population, which never make a family (R-074)."""
        return self.map / "uitgesloten-adressen.json"

    @property
    def register(self) -> Path:
        """The register of persons that the index asks."""
        return self.map / "register.sqlite"

    @property
    def register_weg(self) -> Path:
        """Where the register waits while the sandbox has none; see ``storing``."""
        return self.map / "register-weg.sqlite"

    @property
    def database(self) -> Path:
        """The database of the index."""
        return self.map / "verwijsindex.sqlite"

    @property
    def sleutels(self) -> Path:
        """The keys for BSN and contact data, outside the database (R-195)."""
        return self.map / "sleutels.json"

    @property
    def log(self) -> Path:
        """The technical log; holds no personal data."""
        return self.map / "verwijsindex.log"

    @property
    def slot(self) -> Path:
        """Locked by the sandbox that runs here."""
        return self.map / ".slot"

    @property
    def pki(self) -> Path:
        """Certificates and private keys."""
        return self.map / "pki"
