"""Changes to the bytes of a message, after everything else."""

from collections.abc import Callable

Bytes = Callable[[bytes], bytes]
_ROL = b":rol>MELDER<"


def met_dtd(dtd: str, waarde: bytes = b"&e;") -> Bytes:
    """A DTD before the message, and a value in its content that refers to an entity of it."""
    return lambda raw: f"<!DOCTYPE soap:Envelope {dtd}>".encode() + (in_waarde(waarde)(raw) if dtd.startswith("[") else raw)


def in_waarde(waarde: bytes) -> Bytes:
    """This in the place of the role of the caller, which every request has."""
    return vervang(_ROL, b":rol>" + waarde + b"<")


def in_inhoud(stuk: bytes) -> Bytes:
    """This as the last thing in the request itself, inside the Body."""

    def verander(raw: bytes) -> bytes:
        einde = raw.rindex(b"</", 0, raw.rindex(b"</soap:Body>"))
        return raw[:einde] + stuk + raw[einde:]

    return verander


def vervang(oud: bytes, nieuw: bytes) -> Bytes:
    """The first of this becomes that. Raises LookupError when there is none: the suite itself made the message."""

    def verander(raw: bytes) -> bytes:
        if oud not in raw:
            raise LookupError(oud.decode(errors="replace"))
        return raw.replace(oud, nieuw, 1)

    return verander
