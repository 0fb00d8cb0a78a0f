"""What a service method finds in Spyne's context beside its request."""

from typing import NamedTuple

from verwijsindex.operations.context import Context


class Aanroep(NamedTuple):
    """One verified call: the ports of the use cases, the signer, and our id of this message."""

    context: Context
    oin: str
    bericht_id: str
