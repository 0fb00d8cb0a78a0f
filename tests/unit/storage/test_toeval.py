"""Ids and names that nobody can guess."""

from uuid import UUID

import pytest

from verwijsindex.storage.toeval import nieuwe_uuid


@pytest.mark.parametrize("toeval", [bytes(16), bytes(range(240, 256)), bytes(range(16)), bytes([0x5A] * 16), bytes([0xA5] * 16)])
def test_every_number_is_a_random_uuid(monkeypatch: pytest.MonkeyPatch, toeval: bytes) -> None:
    """Whatever chance gives, the text is what Python's own UUID of version 4 makes of the same bytes."""
    monkeypatch.setattr("os.urandom", lambda aantal: toeval[:aantal])
    assert nieuwe_uuid() == str(UUID(bytes=toeval, version=4))


def test_no_two_are_the_same() -> None:
    """They come from the system's source of chance."""
    assert len({nieuwe_uuid() for _ in range(100)}) == 100
