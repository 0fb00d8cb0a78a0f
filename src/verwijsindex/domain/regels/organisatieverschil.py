"""Jeugdwet 7.1.3.1, 7.1.4.5: what a file of organisations would change, and what ends because it is left out (R-004, R-005)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from verwijsindex.domain.instantie import Contactgegevens, Gebruiker, Mandaat, MandaatSoort
from verwijsindex.domain.organisatie import Inschrijvingen, Organisatieprofiel, PartnerToestand
from verwijsindex.domain.tijd import Geldigheid

Sleutel = TypeVar("Sleutel")
Waarde = TypeVar("Waarde")


class Soort(StrEnum):
    """How something differs."""

    NIEUW = "nieuw"
    GEWIJZIGD = "gewijzigd"
    EINDIGT = "eindigt"


@dataclass(frozen=True, slots=True)
class Wijziging:
    """One line of a difference, without contact data."""

    soort: Soort
    wat: str
    wie: str
    hoe: str = ""
    van: str = ""
    """Of which partner, gemeente or instantie: what stands in the logboek."""


def met_einden(nu: Inschrijvingen, bestand: Inschrijvingen, per: date) -> Inschrijvingen:
    """Jeugdwet 7.1.4.5, R-004, R-005: what the file leaves out is never deleted: it ends on ``per``, and meldingen stay.

    A partner that is left out is blocked. What ended already stays as it is, and what had still to begin never does.
    """
    gebruikers = {id: replace(wie, aanwijzing=beeindig(wie.aanwijzing, per)) for id, wie in _rest(nu.gebruikers, bestand.gebruikers)}
    convenanten = {id: replace(c, geldigheid=beeindig(c.geldigheid, per)) for id, c in _rest(nu.convenanten, bestand.convenanten)}
    return Inschrijvingen(
        partners={
            **{oin: replace(wie, toestand=PartnerToestand.GEBLOKKEERD) for oin, wie in _rest(nu.partners, bestand.partners)},
            **bestand.partners,
        },
        gemeenten={**nu.gemeenten, **bestand.gemeenten},
        instanties={**nu.instanties, **bestand.instanties},
        profielen={**nu.profielen, **bestand.profielen},
        gebruikers={**gebruikers, **bestand.gebruikers},
        coordinatoren=bestand.coordinatoren,
        invallers=bestand.invallers,
        convenanten={**convenanten, **bestand.convenanten},
        mandaten={**{id: eindigend(m, per) for id, m in _rest(nu.mandaten, bestand.mandaten)}, **bestand.mandaten},
    )


def beeindig(periode: Geldigheid, per: date) -> Geldigheid:
    """R-004: the period that ends on ``per``; one that ended before stays, one that begins later never begins."""
    einde = max(per, periode.vanaf)
    return periode if periode.tot is not None and periode.tot <= einde else replace(periode, tot=einde)


def eindigend(recht: Mandaat, per: date) -> Mandaat:
    """R-004, R-006: this mandate, ended on ``per``."""
    return replace(recht, geldigheid=beeindig(recht.geldigheid, per))


def verschil(nu: Inschrijvingen, straks: Inschrijvingen) -> tuple[Wijziging, ...]:
    """R-001..R-008: every line in which the two differ, in the order of the file."""
    return tuple(_regels(nu, straks))


def _regels(nu: Inschrijvingen, straks: Inschrijvingen) -> Iterator[Wijziging]:
    for oin, partner in straks.partners.items():
        yield from _regel("partner", oin, nu.partners.get(oin), partner, oin)
    for code, gemeente in straks.gemeenten.items():
        yield from _regel("gemeente", code, nu.gemeenten.get(code), gemeente, code)
    for id, instantie in straks.instanties.items():
        yield from _regel("instantie", id, nu.instanties.get(id), instantie, id)
        for wat, was, wordt in (
            ("coordinator", nu.coordinatoren.get(id), straks.coordinatoren.get(id)),
            ("invaller", nu.invallers.get(id), straks.invallers.get(id)),
        ):
            if was != wordt:
                yield Wijziging(Soort.GEWIJZIGD, wat, id, f"{was or 'niemand'} -> {wordt or 'niemand'}", id)
    for id, profiel in straks.profielen.items():
        yield from _regel("organisatieprofiel", id, nu.profielen.get(id), profiel, id)
    for id, wie in straks.gebruikers.items():
        if (vorige := nu.gebruikers.get(id)) is not None and _van(vorige) != _van(wie):
            yield Wijziging(Soort.GEWIJZIGD, "gebruiker", id, f"instantie: {_van(vorige)} -> {_van(wie)}", _van(wie))
        yield from _regel("gebruiker", id, los(nu.gebruikers.get(id)), los(wie), _van(wie))
    for afspraak, convenant in straks.convenanten.items():
        _, houder, code, vanaf = afspraak
        yield from _regel("convenant", f"{houder} met {code} vanaf {vanaf}", nu.convenanten.get(afspraak), convenant, houder)
    for m_sleutel, recht in straks.mandaten.items():
        namens = f"{recht.oin} voor {recht.soort.value.lower()} {recht.doel} vanaf {recht.geldigheid.vanaf}"
        yield from _regel("mandaat", namens, nu.mandaten.get(m_sleutel), recht, recht.oin)


def _regel(wat: str, wie: str, was: Any, wordt: Any, van: str) -> Iterator[Wijziging]:
    if was == wordt:
        return
    if was is None:
        yield Wijziging(Soort.NIEUW, wat, wie, _tot(wordt), van)
        return
    namen = [veld.name for veld in fields(wordt) if getattr(was, veld.name) != getattr(wordt, veld.name)]
    periodes = {"aanwijzing", "geldigheid"}
    eindigt = set(namen) <= periodes and all(getattr(wordt, naam).tot is not None for naam in namen)
    blokkeert = "toestand" in namen and wordt.toestand is PartnerToestand.GEBLOKKEERD
    hoe = ", ".join(_veld(naam, getattr(was, naam), getattr(wordt, naam)) for naam in namen)
    yield Wijziging(Soort.EINDIGT if eindigt or blokkeert else Soort.GEWIJZIGD, wat, wie, hoe, van)


def _veld(naam: str, was: Any, wordt: Any) -> str:
    """Which field, from what to what; of contact data and texts only that they change."""
    if isinstance(wordt or was, Contactgegevens):
        anders = [v.name for v in fields(Contactgegevens) if was is None or wordt is None or getattr(was, v.name) != getattr(wordt, v.name)]
        return f"contact ({', '.join(anders)})"
    if naam in {veld.name for veld in fields(Organisatieprofiel)}:
        return naam
    return f"{naam}: {_toon(was)} -> {_toon(wordt)}"


def _toon(waarde: Any) -> str:
    match waarde:
        case None:
            return "geen"
        case True | False:
            return "ja" if waarde else "nee"
        case Geldigheid():
            return f"{waarde.vanaf} tot {waarde.tot or 'onbepaald'}"
        case frozenset():
            return " ".join(sorted(waarde))
    return str(waarde)


def _tot(wordt: Any) -> str:
    periode = getattr(wordt, "aanwijzing", None) or getattr(wordt, "geldigheid", None)
    return "" if periode is None else _toon(periode)


def los(wie: Gebruiker | None) -> Gebruiker | None:
    """R-184: a user by himself: another name of his instantie is no change of him."""
    return None if wie is None else replace(wie, instantie=None, terugval=False)


def _van(wie: Gebruiker) -> str:
    if wie.instantie is not None:
        return wie.instantie.id
    return wie.id if wie.soort is MandaatSoort.FUNCTIONARIS else wie.gemeentecode or ""


def _rest(nu: Mapping[Sleutel, Waarde], bestand: Mapping[Sleutel, Waarde]) -> Iterator[tuple[Sleutel, Waarde]]:
    return ((sleutel, waarde) for sleutel, waarde in nu.items() if sleutel not in bestand)
