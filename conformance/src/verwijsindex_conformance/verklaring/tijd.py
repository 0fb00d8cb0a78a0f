"""The Timestamp: fresh by the clock of who received it (WB002, step 9)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from lxml import etree

from verwijsindex_conformance.namespaces import TIMESTAMP, WSU
from verwijsindex_conformance.verklaring.bevinding import Bevinding, Delen, Omstandigheden

_OUDST: Final = timedelta(seconds=300)
_VOORUIT: Final = timedelta(seconds=60)
_KLOK: Final = "Zet de klok van uw systeem gelijk met een tijdserver (NTP)."


def keur_tijd(delen: Delen, om: Omstandigheden) -> Iterator[Bevinding]:
    """Created and Expires, seen from the moment of receipt."""
    tijden = [] if delen.security is None else delen.security.findall(TIMESTAMP)
    if delen.security is None:
        return
    if len(tijden) != 1:
        wat = "De Timestamp ontbreekt." if not tijden else f"Er staan {len(tijden)} Timestamps in de Security-header."
        yield Bevinding("TIMESTAMP", "VIR-S01", wat, "Zet precies een wsu:Timestamp in de Security-header, en teken haar mee.")
        return
    created, expires = (_moment(tijden[0], naam) for naam in ("Created", "Expires"))
    if created is None:
        wat = "wsu:Created ontbreekt, of is geen tijdstip in UTC dat eindigt op Z."
        yield Bevinding("CREATED", "VIR-S01", wat, "Schrijf Created als 2026-11-24T12:00:00.000Z, in UTC.")
        return
    yield from _keur_leeftijd(created, om.moment)
    if expires is not None and expires <= created:
        yield Bevinding("EXPIRES", "VIR-S06", "wsu:Expires is niet later dan wsu:Created.", "Zet Expires vijf minuten na Created.")
    elif expires is not None and expires <= om.moment - _VOORUIT and om.moment - created <= _OUDST:
        wat = f"wsu:Expires was al {_duur(om.moment - expires)} voorbij."
        yield Bevinding("EXPIRES", "VIR-S06", wat, "Geef het bericht vijf minuten de tijd, of stuur het sneller na het tekenen.")


def _keur_leeftijd(created: datetime, moment: datetime) -> Iterator[Bevinding]:
    if created > moment + _VOORUIT:
        wat = f"wsu:Created ligt {_duur(created - moment)} na de ontvangst."
        yield Bevinding("TIJD-VOORUIT", "VIR-S06", wat, f"Uw klok loopt voor. {_KLOK}")
    elif created < moment - _OUDST:
        wat = f"wsu:Created ligt {_duur(moment - created)} voor de ontvangst; hoogstens vijf minuten mag."
        hele_uren = abs((moment - created) % timedelta(hours=1) - timedelta(minutes=30)) > timedelta(minutes=29)
        zone = " Het verschil is een heel aantal uren: kijk of plaatselijke tijd als UTC is geschreven." if hele_uren else ""
        oplossing = f"{_KLOK} Stuur een bericht meteen na het tekenen, en teken bij een herhaling opnieuw.{zone}"
        yield Bevinding("TIJD-OUD", "VIR-S06", f"{wat} Is het eerder ontvangen, geef dan --moment.", oplossing)


def _moment(timestamp: etree._Element, naam: str) -> datetime | None:
    tekst = (timestamp.findtext(f"{{{WSU}}}{naam}") or "").strip()
    try:
        moment = datetime.fromisoformat(tekst)
    except ValueError:
        return None
    return moment if tekst.endswith("Z") else None


def _duur(verschil: timedelta) -> str:
    seconden = int(verschil.total_seconds())
    for deel, woord in ((86400, "dagen"), (3600, "uur"), (60, "minuten")):
        if seconden >= 2 * deel:
            return f"{seconden // deel} {woord}"
    return f"{seconden} seconden"
