"""KoppelBsn beside simultaneous meldingen of the same person comes out as if they had come one after another (R-030, R-082)."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from . import verzoeken
from .antwoord import Antwoord
from .index import Index
from .test_koppel_bsn import NIEUW, _krijgt, _meld
from .wie import GGD, GGD2, GGD3, JEUGDHULP, POLITIE, WIJKTEAM


@pytest.mark.traag
@pytest.mark.eis("R-030", "R-082", "R-090")
def test_everybody_links_and_reports_at_once(index: Index) -> None:
    """Three who reported without BSN link it, three others report by number: one jeugdige, one match, and everybody knows everybody."""
    koppelaars, melders = (GGD, POLITIE, JEUGDHULP), (GGD2, GGD3, WIJKTEAM)
    meldingen = {wie: _meld(index, wie) for wie in koppelaars}
    _krijgt(index)
    vragen = [(wie, "KoppelBsn", verzoeken.koppel_bsn(wie, index.sleutel(), meldingen[wie], NIEUW)) for wie in koppelaars]
    vragen += [(wie, "MeldJeugdige", index.melding(wie, NIEUW)) for wie in melders]
    with ThreadPoolExecutor(len(vragen)) as tegelijk:
        antwoorden = list(tegelijk.map(lambda vraag: index.vraag(*vraag), vragen))
    assert [True] * len(vragen) == [isinstance(antwoord, Antwoord) for antwoord in antwoorden]
    assert [len(index.rijen(tabel)[tabel]) for tabel in ("jeugdige", "melding", "match")] == [1, 6, 1]
    for wie in (*koppelaars, *melders):
        gekend = {naam for signaal in index.signalen(wie) for naam in signaal.namen}
        assert len(gekend) == len(vragen) - 1, wie.gebruiker
