"""The real thing: use cases on a real store, a real register file and a clock that stands where it is put."""

from .uitvoering.contact import Contact
from .uitvoering.meldingen import Meldingen
from .uitvoering.nummers import Nummers
from .uitvoering.organisaties import Organisaties
from .uitvoering.rechten import Rechten
from .uitvoering.register import Register


class Echt(Meldingen, Nummers, Rechten, Contact, Organisaties, Register):
    """An index on an empty, migrated database; what may be asked of it is in ``uitvoering``."""
