"""The proof of the suite itself (conformance/zelftest): its list of mutants, and one of them. `make conformiteit` tries all."""

from pathlib import Path
from typing import Any

import pytest
from conformance.zelftest.alle import alle_mutanten
from conformance.zelftest.index import Index
from conformance.zelftest.kaart import gebreken, lees_kaart
from conformance.zelftest.mutant import Mutant, aangebracht
from conformance.zelftest.proefneming import BANKEN
from verwijsindex_conformance.catalogus import alle_gevallen, kies
from verwijsindex_conformance.eisen import alle_eisen
from verwijsindex_conformance.geval import Rol
from verwijsindex_conformance.oordeel import Oordeel

from verwijsindex.soap import front


def test_every_mutant_breaks_a_requirement_that_exists() -> None:
    """Each names a requirement of eisen.csv, and replaces something that our code has; afterwards all of it is as it was."""
    for mutant in alle_mutanten().values():
        assert mutant.eis in alle_eisen(), mutant.naam
        with aangebracht(mutant):
            pass


def test_every_case_has_a_mutant_and_every_mutant_a_case() -> None:
    """The map says of each mutant a case that names the requirement which it breaks, and of each case a mutant that makes it fail."""
    assert gebreken(lees_kaart(), BANKEN) == []
    assert len([mutant for mutant in alle_mutanten().values() if mutant.rol is Rol.INDEX]) >= 120


def test_a_server_in_this_process_and_one_that_lies(tmp_path: Path) -> None:
    """Our server in process passes; without the eleven-test it fails the case about that, and afterwards passes again."""
    proef, tweeling = (een for een in alle_gevallen() if een.id in ("MELD-001", "MELD-021"))
    with Index(tmp_path) as index:
        for mutant, verwacht in ((None, Oordeel.GESLAAGD), ("zonder-elfproef", Oordeel.GEZAKT), (None, Oordeel.GESLAAGD)):
            with index.met(mutant and alle_mutanten()[mutant]) as beurt:
                assert (beurt(proef).oordeel, beurt(tweeling).oordeel) == (Oordeel.GESLAAGD, verwacht)


@pytest.mark.traag
@pytest.mark.lang
def test_a_server_without_the_service(tmp_path: Path) -> None:
    """Where there is no such service at all nothing of it is judged; of two services the one that is there is."""
    origineel = front.Front._antwoord

    def zonder(*paden: str) -> Mutant:
        def antwoord(zelf: front.Front, environ: Any) -> Any:
            weg = environ["PATH_INFO"].startswith(paden)
            return origineel(zelf, environ | {"PATH_INFO": "/er/niet"} if weg else environ)

        return Mutant("zonder", "KV-60", ((front.Front, "_antwoord", antwoord),))

    gevallen = kies(["REGIE-001", "REGIE-010", "REGIE-022", "REGIE-040"])
    geen, wel = Oordeel.NIET_AANGEBODEN, Oordeel.GESLAAGD
    with Index(tmp_path) as index:
        for paden, verwacht in ((("/regie", "/beleids"), [geen] * 4), (("/beleids",), [wel, geen, wel, wel])):
            with index.met(zonder(*paden)) as beurt:
                assert [beurt(een).oordeel for een in gevallen] == verwacht


@pytest.mark.parametrize("naam", ["vanaf", "bestaat-niet"])
def test_a_mutant_of_something_that_is_gone(naam: str) -> None:
    """A mutant that replaces what the code no longer has is an error, and not a mutant that nobody catches."""
    from conformance.zelftest import index

    with pytest.raises(AttributeError), aangebracht(Mutant(naam, "R-001", ((index, naam, None),))):
        pass
