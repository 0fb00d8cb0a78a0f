"""What a service method finds in Spyne's context beside its request."""

from dataclasses import dataclass

from verwijsindex.operations.context import Context


@dataclass(frozen=True, slots=True)
class Aanroep:
    """One verified call: the ports of the use cases, the signer, and our id of this message."""

    context: Context
    oin: str
    bericht_id: str
