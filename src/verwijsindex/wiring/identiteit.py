"""Who this server is and whom it lets in: read when it starts, and again when an operator replaced a file (besluit 0027)."""

from verwijsindex.security.ports import Inschrijving
from verwijsindex.security.refusals import OngeldigCertificaat
from verwijsindex.security.sign import Ondertekenaar
from verwijsindex.settings import Instellingen, InstellingenOnjuist
from verwijsindex.wiring.vertrouwen import maak_deurwachter


class Identiteit:
    """Held by the master, from which every process of the server is forked: a process that is replaced meanwhile reads no file.

    So nobody meets a new certificate beside an old key while an operator is putting both in their place.
    """

    def __init__(self, instellingen: Instellingen, inschrijving: Inschrijving) -> None:
        """Raises OSError or InstellingenOnjuist for files that cannot be used."""
        self._instellingen, self._inschrijving = instellingen, inschrijving
        self._wachter = maak_deurwachter(instellingen, inschrijving)
        self._ondertekenaar = self._lees()

    @property
    def ondertekenaar(self) -> Ondertekenaar:
        """Who signs."""
        return self._ondertekenaar

    def laat_binnen(self, certificaat: bytes) -> bool:
        """Whether the holder of this TLS certificate may come in."""
        return self._wachter(certificaat)

    def herlees(self) -> None:
        """Read everything again; all of it counts from now on, or nothing. Raises as the constructor, and for another OIN."""
        wachter, ondertekenaar = maak_deurwachter(self._instellingen, self._inschrijving), self._lees()
        if ondertekenaar.oin != self._ondertekenaar.oin:
            raise InstellingenOnjuist("het nieuwe certificaat heeft een andere OIN: partners zouden de index niet meer vertrouwen")
        self._wachter, self._ondertekenaar = wachter, ondertekenaar

    def _lees(self) -> Ondertekenaar:
        try:
            return Ondertekenaar(self._instellingen.sleutel.read_bytes(), self._instellingen.certificaat.read_bytes())
        except OngeldigCertificaat as fout:
            raise InstellingenOnjuist(f"{self._instellingen.certificaat}: {fout.reden}") from None
        except ValueError:
            raise InstellingenOnjuist(f"{self._instellingen.certificaat} en de sleutel zijn niet te gebruiken: PEM, en een paar") from None
