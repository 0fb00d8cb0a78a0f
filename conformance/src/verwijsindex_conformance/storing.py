"""Takes the register of persons away from a target that lets its tester do so."""

from collections.abc import Iterator
from contextlib import contextmanager

from verwijsindex_conformance.doel import Doel
from verwijsindex_conformance.oordeel import Overgeslagen
from verwijsindex_conformance.opdracht import draai_opdracht


class Storing:
    """The commands of doel.yaml; each returns when it holds for the next message."""

    def __init__(self, doel: Doel) -> None:
        self._uitval = doel.storing
        self._uitvoerder = doel.uitvoerder
        self._waarom = doel.ontbreekt("storing", "doel.yaml zegt niet hoe het personenregister van het doel uitvalt")

    @contextmanager
    def zonder_register(self) -> Iterator[None]:
        """Inside the register does not answer. Raises Overgeslagen when the tester cannot do that."""
        if self._uitval is None:
            raise Overgeslagen(self._waarom)
        try:
            draai_opdracht(self._uitvoerder, self._uitval.begin, "de storing")
            yield
        finally:
            draai_opdracht(self._uitvoerder, self._uitval.einde, "het einde van de storing")
