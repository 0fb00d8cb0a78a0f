"""The statutory log: a closed list of events and what each may hold (Jeugdwet 7.1.2.3(1)(f); R-140, R-141)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Gebeurtenis(StrEnum):
    """What is logged; nothing else can be."""

    MELDING_GEDAAN = "MELDING_GEDAAN"
    MELDING_HERHAALD = "MELDING_HERHAALD"
    MELDING_VERWIJDERD = "MELDING_VERWIJDERD"
    MELDINGEN_GERAADPLEEGD = "MELDINGEN_GERAADPLEEGD"
    MELDINGEN_VERNIETIGD = "MELDINGEN_VERNIETIGD"
    SIGNAAL_GEMAAKT = "SIGNAAL_GEMAAKT"
    HISTORIE_AANGEBODEN = "HISTORIE_AANGEBODEN"
    HISTORIE_OPGEHAALD = "HISTORIE_OPGEHAALD"
    SIGNALEN_OPGEHAALD = "SIGNALEN_OPGEHAALD"
    SIGNALEN_BEVESTIGD = "SIGNALEN_BEVESTIGD"
    CONTACTGEGEVENS_GEWIJZIGD = "CONTACTGEGEVENS_GEWIJZIGD"
    VERBINDING_GECONTROLEERD = "VERBINDING_GECONTROLEERD"
    REGISTERWIJZIGING_VERWERKT = "REGISTERWIJZIGING_VERWERKT"
    """What the register says of a reported jeugdige changed (R-080, R-121)."""
    UITGESLOTEN_ADRESSEN_INGELEZEN = "UITGESLOTEN_ADRESSEN_INGELEZEN"
    """How many excluded addresses were new, changed and known (R-075)."""
    VERZOEK_GEWEIGERD = "VERZOEK_GEWEIGERD"
    MELDINGEN_VERWEESD = "MELDINGEN_VERWEESD"
    """An appointment or agreement was given an end that leaves ACTIEF meldingen; ``ontvanger`` is the gemeente that is told (R-005)."""
    BSN_GEKOPPELD = "BSN_GEKOPPELD"
    BSN_GECORRIGEERD = "BSN_GECORRIGEERD"
    VISN_ONDERSCHEIDEN = "VISN_ONDERSCHEIDEN"
    PERSOON_VERBONDEN = "PERSOON_VERBONDEN"
    """One person had two log pseudonyms: ``persoon`` is from now on the one in ``ids`` (keuzes.md 31)."""
    REGIEVOERDER_UIT_MANDAAT = "REGIEVOERDER_UIT_MANDAAT"
    """The gemeente of the mandate was addressed because that of the jeugdige is unknown (keuzes.md 10)."""

    # Rights of the young person (R-131..R-138, R-112). ``ids`` begins with the id of the request.
    VERZOEK_GEREGISTREERD = "VERZOEK_GEREGISTREERD"
    VERZOEK_VERLENGD = "VERZOEK_VERLENGD"
    VERZOEK_BESLIST = "VERZOEK_BESLIST"
    ADVIES_GEGEVEN = "ADVIES_GEGEVEN"
    INZAGE_GEGEVEN = "INZAGE_GEGEVEN"
    MELDING_BEPERKT = "MELDING_BEPERKT"
    BEPERKING_OPGEHEVEN = "BEPERKING_OPGEHEVEN"
    ARCHIEF_VERWIJDERD = "ARCHIEF_VERWIJDERD"

    # Who looks at the log and at what is kept; the reference of the case is the ``uitkomst``.
    TOEZICHT_INGEZIEN = "TOEZICHT_INGEZIEN"
    LOGBOEK_GELEZEN = "LOGBOEK_GELEZEN"
    LOGBOEK_GECONTROLEERD = "LOGBOEK_GECONTROLEERD"

    # Administration: ``operatie`` is the command, ``ids`` are organisations and fingerprints of their certificates, never persons.
    ORGANISATIES_GEWIJZIGD = "ORGANISATIES_GEWIJZIGD"
    INSTANTIE_SAMENGEVOEGD = "INSTANTIE_SAMENGEVOEGD"
    INSTANTIE_GESPLITST = "INSTANTIE_GESPLITST"
    PARTNER_OVERGEGAAN = "PARTNER_OVERGEGAAN"
    CONFORMITEIT_VASTGELEGD = "CONFORMITEIT_VASTGELEGD"
    MELDINGEN_INGEVOERD = "MELDINGEN_INGEVOERD"
    """How many existing meldingen were imported without a signaal (keuzes.md 24)."""
    BELEID_GEWIJZIGD = "BELEID_GEWIJZIGD"
    SLEUTEL_GEWISSELD = "SLEUTEL_GEWISSELD"
    SLEUTELS_HERSCHREVEN = "SLEUTELS_HERSCHREVEN"
    AFBOUW_UITGEVOERD = "AFBOUW_UITGEVOERD"
    """Everything was destroyed on the day that the law ended (R-190)."""


class Logregel(NamedTuple):
    """Who did what, when, to which ids, with what result. No BSN, no names, no contact data (R-141)."""

    tijdstip: datetime
    gebeurtenis: Gebeurtenis
    operatie: str
    oin: str | None = None
    gebruiker_id: str | None = None
    rol: str | None = None
    bericht_id: str | None = None
    persoon: str | None = None
    """Log pseudonym of the jeugdige."""
    ids: tuple[str, ...] = ()
    """Meldingen or signalen concerned."""
    uitkomst: str = "OK"
    """OK, a refusal code, or a word of the operation (a removal ground, BINNEN_24_UUR)."""
    ontvanger: str | None = None


@dataclass(frozen=True, slots=True)
class Verstrekking:
    """What of a signaal was handed out, kept in an erasable table beside the log (R-054, keuzes.md 34)."""

    signaal_id: str
    inhoud: str
    """Canonical text of the contacts; stored encrypted, logged as keyed digest only."""

    @property
    def over(self) -> str:
        """The id that a line of the log must name."""
        return self.signaal_id


@dataclass(frozen=True, slots=True)
class Historieverstrekking:
    """What of an archived melding was handed out with a new one, kept in an erasable table beside the log (R-104, keuzes.md 34)."""

    melding_id: str
    archief_id: str
    inhoud: str
    """Canonical text of the contact; stored encrypted, logged as keyed digest only."""

    @property
    def over(self) -> str:
        """The id that a line of the log must name."""
        return self.archief_id
