"""The closed catalogue of the statutory log: what each event means and which fields it may fill (R-140, R-141).

Names are stable: one is never given another meaning, and none is used again. ``docs/logboek.md`` shows this table, a test compares.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from verwijsindex.domain.logboek import Gebeurtenis, Logregel

ALTIJD: Final = ("tijdstip", "gebeurtenis", "operatie", "uitkomst")
"""What every line has."""
AFZENDER: Final = ("oin", "gebruiker_id", "rol", "bericht_id")
"""Who asked, as the signature and the stuurgegevens tell."""
OVER_PERSOON: Final = (*AFZENDER, "persoon", "ids")
MET_ONTVANGER: Final = (*OVER_PERSOON, "ontvanger")


@dataclass(frozen=True, slots=True)
class Soort:
    """One event of the catalogue."""

    betekenis: str
    velden: frozenset[str]
    """Fields that it may fill beside ``ALTIJD``."""
    actie: str
    """As NEN 7513 has it: C(reate), R(ead), U(pdate), D(elete) or E(xecute)."""
    grond: str
    """The article by which it is done, or the requirement."""


def _soort(betekenis: str, actie: str, grond: str, *velden: str) -> Soort:
    return Soort(betekenis, frozenset(velden), actie, grond)


_WETSGRONDEN: Final = "Jeugdwet 7.1.2.3"
CATALOGUS: Final[Mapping[Gebeurtenis, Soort]] = {
    Gebeurtenis.MELDING_GEDAAN: _soort("een melding is gedaan", "C", "Jeugdwet 7.1.4.1", *OVER_PERSOON),
    Gebeurtenis.MELDING_HERHAALD: _soort("de melder meldde een jeugdige die hij al gemeld had", "R", "Jeugdwet 7.1.4.1", *OVER_PERSOON),
    Gebeurtenis.MELDING_VERWIJDERD: _soort("een melding is verwijderd, met de reden", "D", "Jeugdwet 7.1.4.5", *OVER_PERSOON),
    Gebeurtenis.MELDINGEN_GERAADPLEEGD: _soort("een melder bekeek zijn eigen meldingen", "R", _WETSGRONDEN, *AFZENDER, "ids"),
    Gebeurtenis.MELDINGEN_VERNIETIGD: _soort("meldingen zijn vernietigd, met de reden", "D", "Jeugdwet 7.1.4.5, 7.1.4.6", *OVER_PERSOON),
    Gebeurtenis.SIGNAAL_GEMAAKT: _soort("een signaal is klaargezet", "C", "Jeugdwet 7.1.2.3", *MET_ONTVANGER),
    Gebeurtenis.HISTORIE_AANGEBODEN: _soort(
        "bij een melding is historie uit het archief aangeboden", "C", "Jeugdwet 7.1.4.6", *OVER_PERSOON
    ),
    Gebeurtenis.HISTORIE_OPGEHAALD: _soort("historie is opgehaald", "R", "Jeugdwet 7.1.4.6", *MET_ONTVANGER, "verstrekt"),
    Gebeurtenis.SIGNALEN_OPGEHAALD: _soort("signalen zijn opgehaald", "R", _WETSGRONDEN, *AFZENDER, "ids", "ontvanger", "verstrekt"),
    Gebeurtenis.SIGNALEN_BEVESTIGD: _soort("signalen zijn bevestigd", "U", _WETSGRONDEN, *AFZENDER, "ids", "ontvanger"),
    Gebeurtenis.CONTACTGEGEVENS_GEWIJZIGD: _soort("contactgegevens zijn gewijzigd", "U", _WETSGRONDEN, *AFZENDER, "ids"),
    Gebeurtenis.VERBINDING_GECONTROLEERD: _soort("een partner probeerde de verbinding", "E", "R-150", *AFZENDER),
    Gebeurtenis.REGISTERWIJZIGING_VERWERKT: _soort(
        "het personenregister zegt iets anders over een gemelde jeugdige", "U", "Jeugdwet 7.1.2.3", *MET_ONTVANGER
    ),
    Gebeurtenis.UITGESLOTEN_ADRESSEN_INGELEZEN: _soort("een lijst van uitgesloten adressen is overgenomen", "U", "Wet BRP 2.40"),
    Gebeurtenis.VERZOEK_GEWEIGERD: _soort("een verzoek is geweigerd, met de code", "E", "Jeugdwet 7.1.3.1", *AFZENDER, "ids"),
    Gebeurtenis.MELDINGEN_VERWEESD: _soort("meldingen bleven achter zonder melder", "U", "Jeugdwet 7.1.3.1", "ids", "ontvanger"),
    Gebeurtenis.BSN_GEKOPPELD: _soort("een melding zonder BSN kreeg er een", "U", "BJ 7.3.1", *MET_ONTVANGER),
    Gebeurtenis.BSN_GECORRIGEERD: _soort("het register verbeterde een BSN", "U", "Wabb 11", *MET_ONTVANGER),
    Gebeurtenis.VISN_ONDERSCHEIDEN: _soort("twee personen met een nummer zijn onderscheiden", "U", "BJ 7.3.1", *OVER_PERSOON),
    Gebeurtenis.PERSOON_VERBONDEN: _soort("twee pseudoniemen zijn van een persoon", "U", "R-141", *OVER_PERSOON),
    Gebeurtenis.REGIEVOERDER_UIT_MANDAAT: _soort(
        "de gemeente van het mandaat is aangesproken, want die van de jeugdige is onbekend",
        "E",
        "Jeugdwet 7.1.3.2",
        *MET_ONTVANGER,
    ),
    Gebeurtenis.VERZOEK_GEREGISTREERD: _soort("een verzoek van een betrokkene is vastgelegd", "C", "Jeugdwet 7.1.5", *MET_ONTVANGER),
    Gebeurtenis.VERZOEK_VERLENGD: _soort("de termijn van een verzoek is verlengd", "U", "AVG 12(3)", *MET_ONTVANGER),
    Gebeurtenis.VERZOEK_BESLIST: _soort("op een verzoek is beslist", "U", "Jeugdwet 7.1.5", *MET_ONTVANGER),
    Gebeurtenis.ADVIES_GEGEVEN: _soort("een melder adviseerde over een verzoek", "U", "Jeugdwet 7.1.5", *MET_ONTVANGER),
    Gebeurtenis.INZAGE_GEGEVEN: _soort("een betrokkene kreeg inzage", "R", "AVG 15", *MET_ONTVANGER),
    Gebeurtenis.MELDING_BEPERKT: _soort("een melding is beperkt", "U", "AVG 18", *MET_ONTVANGER),
    Gebeurtenis.BEPERKING_OPGEHEVEN: _soort("een beperking is opgeheven", "U", "AVG 18(3)", *MET_ONTVANGER),
    Gebeurtenis.ARCHIEF_VERWIJDERD: _soort("het college verwijderde een melding uit het archief", "D", "Jeugdwet 7.1.4.6", *MET_ONTVANGER),
    Gebeurtenis.TOEZICHT_INGEZIEN: _soort(
        "een toezichthouder zag in, met het kenmerk van de zaak", "R", "Jeugdwet 7.1.2.3(1)(h), 9.2", *OVER_PERSOON
    ),
    Gebeurtenis.LOGBOEK_GELEZEN: _soort("het logboek is uitgevoerd of bekeken", "R", "NEN 7513", *OVER_PERSOON),
    Gebeurtenis.LOGBOEK_GECONTROLEERD: _soort("het logboek is nagerekend, met de uitkomst", "E", "R-142", *AFZENDER, "ids"),
    Gebeurtenis.ORGANISATIES_GEWIJZIGD: _soort(
        "partners, instanties of gebruikers zijn gewijzigd", "U", "Jeugdwet 7.1.3.1", *AFZENDER, "ids"
    ),
    Gebeurtenis.INSTANTIE_SAMENGEVOEGD: _soort("instanties zijn samengevoegd", "U", "Jeugdwet 7.1.3.1", *AFZENDER, "ids", "ontvanger"),
    Gebeurtenis.INSTANTIE_GESPLITST: _soort("een instantie is gesplitst", "U", "Jeugdwet 7.1.3.1", *AFZENDER, "ids", "ontvanger"),
    Gebeurtenis.PARTNER_OVERGEGAAN: _soort("een instantie ging over naar een andere partner", "U", "R-183", *AFZENDER, "ids", "ontvanger"),
    Gebeurtenis.CONFORMITEIT_VASTGELEGD: _soort("een partner slaagde voor de toets", "C", "R-182", *AFZENDER, "ids"),
    Gebeurtenis.MELDINGEN_INGEVOERD: _soort("bestaande meldingen zijn ingevoerd, zonder signaal", "C", "R-184", *OVER_PERSOON),
    Gebeurtenis.BELEID_GEWIJZIGD: _soort("het beleid is gewijzigd", "U", "Jeugdwet 7.1", *AFZENDER, "ids"),
    Gebeurtenis.SLEUTEL_GEWISSELD: _soort("een sleutel is gewisseld", "U", "R-195", *AFZENDER, "ids"),
    Gebeurtenis.SLEUTELS_HERSCHREVEN: _soort("gegevens zijn onder een nieuwe sleutel gebracht", "U", "R-195", *AFZENDER, "ids"),
    Gebeurtenis.AFBOUW_UITGEVOERD: _soort("alles is vernietigd omdat de wet eindigde", "D", "R-190", *MET_ONTVANGER),
}
_VRIJ: Final = ("oin", "gebruiker_id", "rol", "bericht_id", "persoon", "ids", "ontvanger")


class VeldNietToegestaan(ValueError):
    """A line fills a field that the catalogue does not give to its event: our own mistake."""


def keur(regels: Iterable[Logregel], verstrekt: Mapping[str, object]) -> None:
    """R-141: a line holds what the catalogue allows its event, and nothing else; ``verstrekt`` is what was handed out, by id.

    Raises VeldNietToegestaan, which names event and field and no value.
    """
    for regel in regels:
        velden = CATALOGUS[regel.gebeurtenis].velden
        teveel = [veld for veld in _VRIJ if veld not in velden and getattr(regel, veld)]
        if verstrekt and "verstrekt" not in velden and not verstrekt.keys().isdisjoint(regel.ids):
            teveel.append("verstrekt")
        if teveel:
            raise VeldNietToegestaan(f"{regel.gebeurtenis} vult {', '.join(teveel)}")
