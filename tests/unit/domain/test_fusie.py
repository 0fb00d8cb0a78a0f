"""What becomes of instanties that join or part (R-184)."""

import pytest

from verwijsindex.domain.instantie import Instantie
from verwijsindex.domain.regels.fusie import nieuwe_instantie


@pytest.mark.eis("R-060", "R-184")
@pytest.mark.parametrize(("hoogstens", "maanden"), [(24, [24, 12, None]), (18, [18, 12, None]), (12, [12, 12, None]), (11, [11, 11, None])])
def test_a_new_instantie_keeps_its_meldingen_no_longer_than_the_law_of_today(hoogstens: int, maanden: list[int | None]):
    """The shortest of its parts, and less when the law was lowered since these were registered; no choice stays no choice."""
    lang, kort, geen = (Instantie(id, id, "JG1", deel) for id, deel in (("a", 24), ("b", 12), ("c", None)))
    nieuw = [nieuwe_instantie("nieuw", "Nieuw", delen, hoogstens) for delen in ([lang], [lang, kort], [geen])]
    assert maanden == [een.levensduur_maanden for een in nieuw]
