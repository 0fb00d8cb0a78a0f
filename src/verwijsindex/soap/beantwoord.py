"""What every service method does (stijl.md 5)."""

from collections.abc import Callable
from typing import Any

from verwijsindex.operations.context import Context
from verwijsindex.soap.aanroep import Aanroep

# ``spyne`` is the call as Spyne sees it; ``spyne.udc`` is our Aanroep. Spyne has no types.
Vertaling = Callable[..., Any]
Operatie = Callable[[Any, Context], Any]


def beantwoord(spyne: Any, verzoek: Any, naar_binnen: Vertaling, operatie: Operatie, naar_buiten: Vertaling) -> Any:
    """In, call, out."""
    aanroep: Aanroep = spyne.udc
    return naar_buiten(operatie(naar_binnen(verzoek, aanroep), aanroep.context), verzoek, aanroep)
