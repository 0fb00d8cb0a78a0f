"""The one exception tree of the client. No text in it holds a name, a BSN or anything else of a message body (R-171)."""


class VerwijsindexFout(Exception):
    """A call gave no result. Catch this one to catch them all."""

    zakelijke_sleutel: str | None = None
    """The business key of a mutation that failed: repeating the call with it can never do the work twice (keuzes.md 1)."""


class Weigering(VerwijsindexFout):
    """The index said no, in a signed fault: this answer is certain (koppelvlak.md 4).

    `element` is the XPath of the element at fault, `incident_id` finds the case in the log of the index, `faultcode` is a Clark name,
    None when one item of MeldJeugdigen was refused. `herhaalbaar`: the same request may succeed later.
    """

    def __init__(
        self,
        code: str,
        omschrijving: str,
        *,
        element: str | None = None,
        incident_id: str | None = None,
        herhaalbaar: bool = False,
        faultcode: str | None = None,
    ) -> None:
        super().__init__(f"{code}: {omschrijving}" + (f" [incident {incident_id}]" if incident_id else ""))
        self.code = code
        self.omschrijving = omschrijving
        self.element = element
        self.incident_id = incident_id
        self.herhaalbaar = herhaalbaar
        self.faultcode = faultcode


class NietVertrouwd(VerwijsindexFout):
    """The reply cannot be trusted and was not used (WB013); whether the request was carried out is unknown.

    `onbevestigd` is what an unsigned fault said, for a person to read: anybody may have written it, so no program may act on it.
    """

    def __init__(self, reden: str, *, onbevestigd: str | None = None) -> None:
        super().__init__(reden)
        self.onbevestigd = onbevestigd


class Onbereikbaar(VerwijsindexFout):
    """No answer: no connection, TLS failed, too late, or an HTTP error without SOAP. `herhaalbaar`: it may pass by itself."""

    def __init__(self, reden: str, *, herhaalbaar: bool = True) -> None:
        super().__init__(reden)
        self.herhaalbaar = herhaalbaar
