"""The real thing: use cases on a real store, a real register file and a clock that stands where it is put."""

from .uitvoering.beleid import Beleid
from .uitvoering.contact import Contact
from .uitvoering.invoer import Invoer
from .uitvoering.meldingen import Meldingen
from .uitvoering.nummers import Nummers
from .uitvoering.organisaties import Organisaties
from .uitvoering.rechten import Rechten
from .uitvoering.register import Register
from .uitvoering.sleutels import Sleutels


class Echt(Meldingen, Nummers, Rechten, Contact, Beleid, Invoer, Organisaties, Register, Sleutels):
    """An index on an empty, migrated database; what may be asked of it is in ``uitvoering``."""
