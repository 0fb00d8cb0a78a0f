"""The reference model: the Jeugdwet as domein.md 5 and keuzes.md read it, in sets and dates, for one index.

Written apart from ``domain.regels`` and from the operations, and importing nothing of the product: where the two disagree, one misreads
the sources. Answers are what a caller sees; a refusal is its code. ``kern`` holds what follows from what was done, ``wet`` the operations.
"""

from .wet.contact import Contact
from .wet.invoer import Invoer
from .wet.nummers import Nummers
from .wet.organisaties import Organisaties
from .wet.rechten import Rechten
from .wet.verwijderen import Verwijderen


class Model(Nummers, Rechten, Verwijderen, Contact, Invoer, Organisaties):
    """The operations, one after another on one clock."""
