"""What one process knows of registered certificates: read again every second, and kept while the store is away (R-154; besluit 0026)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from verwijsindex.domain.certificaat import Gebruik, Partnercertificaat
from verwijsindex.wiring.certificaten import Certificaatregister

OIN, ANDER = "00000099000000002000", "00000099000000003000"
NU = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


class Bron:
    """A store that may be away, and a clock."""

    def __init__(self) -> None:
        self.certificaten: Sequence[Partnercertificaat] = ()
        self.weg, self.gelezen, self.tijd = False, 0, 100.0

    def lees(self) -> Sequence[Partnercertificaat]:
        self.gelezen += 1
        if self.weg:
            raise ConnectionError
        return self.certificaten


@pytest.fixture
def bron() -> Bron:
    return Bron()


@pytest.fixture
def register(bron: Bron) -> Certificaatregister:
    gemaakt = Certificaatregister(lambda: bron.tijd)
    gemaakt.lees_uit(bron.lees)
    return gemaakt


def ingeschreven(gebruik: Gebruik, vingerafdruk: str = "a") -> Partnercertificaat:
    return Partnercertificaat(OIN, gebruik, vingerafdruk, date(2027, 1, 1), date(2027, 12, 31), NU)


@pytest.mark.eis("R-154")
def test_per_partner_en_per_gebruik(bron: Bron, register: Certificaatregister) -> None:
    """Who registered for signing is held to it in messages and not at the door; somebody else is not held to anything."""
    bron.certificaten = [ingeschreven(Gebruik.ONDERTEKENING)]
    assert [register.voor_berichten(OIN, wat, NU) for wat in "ab"] == [True, False]
    assert [register.voor_verbindingen(OIN, wat, NU) for wat in "ab"] == [True, True]
    assert register.voor_berichten(ANDER, "b", NU)


@pytest.mark.eis("R-154")
def test_hoogstens_een_keer_per_seconde(bron: Bron, register: Certificaatregister) -> None:
    """However many messages come, the store is asked once a second; what changed is obeyed from then on."""
    assert register.voor_berichten(OIN, "b", NU)
    bron.certificaten = [ingeschreven(Gebruik.ONDERTEKENING)]
    bron.tijd += 0.9
    assert (register.voor_berichten(OIN, "b", NU), bron.gelezen) == (True, 1)
    bron.tijd += 0.2
    assert (register.voor_berichten(OIN, "b", NU), bron.gelezen) == (False, 2)


@pytest.mark.eis("R-154")
def test_een_database_die_weg_is(bron: Bron, register: Certificaatregister) -> None:
    """Before anything was read a message fails as ours, and a connection may come to hear so; afterwards what was read last counts."""
    bron.weg = True
    assert register.voor_verbindingen(OIN, "b", NU)
    with pytest.raises(ConnectionError):
        register.voor_berichten(OIN, "b", NU)
    bron.weg, bron.certificaten = False, [ingeschreven(Gebruik.TLS), ingeschreven(Gebruik.ONDERTEKENING)]
    assert not register.voor_berichten(OIN, "b", NU)
    bron.weg = True
    bron.tijd += 60
    gelezen = bron.gelezen
    assert not register.voor_verbindingen(OIN, "b", NU)
    bron.tijd += 9
    assert register.voor_berichten(OIN, "a", NU)
    assert gelezen + 1 == bron.gelezen  # and is not asked again at once
    bron.weg, bron.certificaten = False, []
    bron.tijd += 2
    assert register.voor_berichten(OIN, "b", NU)


@pytest.mark.eis("R-154")
def test_wie_niet_leest_wacht_niet(bron: Bron, register: Certificaatregister) -> None:
    """While one thread waits for the store, another goes on with what is known."""
    bron.certificaten = [ingeschreven(Gebruik.ONDERTEKENING)]
    assert register.voor_berichten(OIN, "a", NU)
    bron.tijd += 5
    with register._slot:
        assert [register.voor_berichten(OIN, wat, NU) for wat in "ab"] == [True, False]
    assert bron.gelezen == 1
