"""The settings of a server: one TOML file, explained in ``deploy/verwijsindex.voorbeeld.toml``. Only wiring and cli read it."""

import tomllib
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

HOOGSTE_POORT: Final = 65535
DAG_SECONDEN: Final = 24 * 60 * 60
OIN_TEKENS: Final = 20
EXTRA_HANDTEKENINGEN: Final = ("ecdsa", "rsa-pss")
HOOGSTENS_RESPIJT_UREN: Final = 7 * 24
DATABASES: Final = ("sqlite:///", "postgresql://", "postgresql+psycopg://")


class InstellingenOnjuist(Exception):
    """The settings file is missing, unreadable, or says something that is no setting; the text tells which, in Dutch."""


@dataclass(frozen=True, slots=True)
class Instellingen:
    """Everything that differs between two servers. Paths are relative to the settings file."""

    database: str
    """SQLAlchemy URL: ``sqlite:///pad`` or ``postgresql+psycopg://...``."""
    sleutels: Path
    """File with the keys of the database; `verwijsindex sleutels` makes it."""
    certificaat: Path
    """Certificate of the index, with any intermediates behind it; for TLS and for signing."""
    sleutel: Path
    """Private key of that certificate."""
    vertrouwd: Path
    """Certificates of the roots to which clients and signers must chain, and of the issuers in between."""
    register: Path | None = None
    """File of the embedded register of persons; either this or ``brp_adres``."""
    brp_adres: str | None = None
    """BRP API Personen, without ``/personen``."""
    brp_update_adres: str | None = None
    """BRP Update API, without ``/wijzigingen``; None is not to hear who changed."""
    brp_token_adres: str | None = None
    """Where a token is had (OAuth 2.0 client credentials)."""
    brp_client_id: str | None = None
    brp_client_geheim: Path | None = None
    """File that holds the client secret and nothing else."""
    brp_scope: str | None = None
    brp_resource_server: str | None = None
    brp_certificaat: Path | None = None
    """Our certificate for two-sided TLS with the BRP and its token server."""
    brp_sleutel: Path | None = None
    brp_ca: Path | None = None
    """Roots under which they prove themselves; None is those of the system."""
    smtp_host: str | None = None
    """Mail server to which e-mail notices are handed; None sends none."""
    smtp_poort: int | None = None
    """None is 587, or 465 with ``smtp_direct_tls``."""
    smtp_direct_tls: bool = False
    """TLS from the first byte rather than by STARTTLS; without TLS nothing is sent."""
    smtp_ca: Path | None = None
    """Roots under which the mail server proves itself; None is those of the system."""
    smtp_gebruiker: str | None = None
    smtp_wachtwoord: Path | None = None
    """File that holds the password and nothing else."""
    smtp_afzender: str | None = None
    """Address that stands in From; what bounces arrives there."""
    smtp_beheerder: str | None = None
    """Address of the operator, who hears when a certificate ends; None tells the technical log only."""
    smtp_webadres: str | None = None
    """Where recipients can look, for in the mail; None names their own system only."""
    smtp_tussentijd: int = 240
    """Seconds in which nobody gets a second mail; with the minute between two rounds within the five minutes of R-098."""
    crl_map: Path | None = None
    """Folder with the CRL of every issuer under ``vertrouwd``; None checks no revocation, which production refuses (WT004)."""
    crl_adressen: tuple[str, ...] = ()
    """Where those lists are fetched, in the background; none is to put them there by hand."""
    crl_elke: int = 3600
    """Seconds between two rounds of fetching."""
    crl_respijt: int = 24
    """Hours after its nextUpdate in which a list still counts; then everything under its issuer is refused."""
    extra_handtekeningen: tuple[str, ...] = ()
    """Signature methods beside RSA with PKCS#1 v1.5: ``ecdsa`` and ``rsa-pss``."""
    zonder_handtekening: bool = False
    """Also serve the same operations under ``/2w-be`` for messages without a signature, by profile 2W-be (besluit 0028)."""
    per_seconde: int = 60
    """Messages that one partner may send in a second, to all processes of this server together; 0 is no limit (VIR-150)."""
    per_seconde_van: tuple[str, ...] = ()
    """Other limits by agreement: ``OIN=aantal``."""
    tegelijk: int | None = None
    """Messages of one partner that all processes of this server may be busy with at once; None leaves a quarter of them to others, 0 is no
    limit (VIR-150)."""
    adres: str | None = None
    """Public address of the services, without a path: ``https://vir.example.nl``; None is the address on which it listens."""
    host: str = "127.0.0.1"
    poort: int = 8443
    unix_socket: Path | None = None
    """Socket on which it listens instead of host and poort, for a proxy on this machine that ends TLS; then ``adres`` is required."""
    processen: int = 1
    draden: int = 1
    productie: bool = False
    """Refuses test OINs, test BSNs and a virtual clock (R-161, R-197)."""
    beleid: Path | None = None
    """File with what of terms, ages, categories and switches differs from the statute; None is the statute (docs/beleid.md)."""
    onderhoud_elke: int = 60
    """Seconds between two rounds of maintenance inside `serve`; 0 is none, for who runs `verwijsindex onderhoud` from cron."""
    ijkpunt_elke: int = 300
    """At most so many seconds nothing that was logged stays without a signed ijkpunt (R-142)."""
    ijkpunten: Path | None = None
    """File outside the database in which ijkpunten are kept as well; None keeps them in the database only."""
    klok: Path | None = None
    """File of a virtual clock (sandbox); None is real time."""
    log: Path | None = None
    """File of the technical log; None is standard error."""
    andere_adressen: tuple[str, ...] = ()
    """Other addresses under which clients may reach the same services."""

    def __post_init__(self) -> None:
        if not 0 <= self.poort <= HOOGSTE_POORT:
            raise InstellingenOnjuist(f"een poort is een getal van 0 tot en met {HOOGSTE_POORT}")
        if not self.database.startswith(DATABASES):
            raise InstellingenOnjuist(f"een database begint met {' of '.join(DATABASES[:2])}")
        if self.productie and self.klok is not None:
            raise InstellingenOnjuist("in productie loopt de klok niet virtueel: haal 'klok' weg of zet 'productie' uit")
        if not 1 <= self.ijkpunt_elke <= DAG_SECONDEN:
            raise InstellingenOnjuist(f"ijkpunt_elke is een aantal seconden van 1 tot en met {DAG_SECONDEN}")
        if not 0 <= self.onderhoud_elke <= DAG_SECONDEN:
            raise InstellingenOnjuist(f"onderhoud_elke is een aantal seconden van 0 tot en met {DAG_SECONDEN}; 0 is nooit")
        _controleer_crl(self)
        if self.unix_socket is not None and self.adres is None:
            raise InstellingenOnjuist("met unix_socket weet de server zijn openbare adres niet: geef adres")
        _controleer_handtekeningen(self)
        _controleer_quota(self)
        _controleer_register(self)
        _controleer_mail(self)


def lees_instellingen(bestand: Path) -> Instellingen:
    """Read a settings file. Raises InstellingenOnjuist for anything that is not exactly what `Instellingen` has."""
    try:
        inhoud = tomllib.loads(bestand.read_text(encoding="utf-8"))
    except OSError as fout:
        raise InstellingenOnjuist(f"{bestand} is niet te lezen") from fout
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fout:
        raise InstellingenOnjuist(f"{bestand} is geen geldige TOML: {fout}") from None
    soorten = get_type_hints(Instellingen)
    onbekend = sorted(set(inhoud) - set(soorten))
    if onbekend:
        raise InstellingenOnjuist(f"{bestand}: onbekende instelling {', '.join(onbekend)}")
    _eis_verplichte(bestand, inhoud)
    return Instellingen(**{naam: _waarde(bestand, naam, waarde, soorten[naam]) for naam, waarde in inhoud.items()})


def _eis_verplichte(bestand: Path, inhoud: dict[str, Any]) -> None:
    verplicht = [veld.name for veld in fields(Instellingen) if veld.default is MISSING]
    ontbreekt = [naam for naam in verplicht if naam not in inhoud]
    if ontbreekt:
        raise InstellingenOnjuist(f"{bestand}: instelling {', '.join(ontbreekt)} ontbreekt")


def _controleer_register(instellingen: Instellingen) -> None:
    """One register, and with the BRP a way to prove who we are."""
    gezet = {veld.name for veld in fields(instellingen) if getattr(instellingen, veld.name) is not None}
    if len(gezet & {"register", "brp_adres"}) != 1:
        raise InstellingenOnjuist("geef een van beide: 'register' (een bestand) of 'brp_adres' (de BRP API Personen)")
    if "register" in gezet and any(naam.startswith("brp_") for naam in gezet):
        raise InstellingenOnjuist("bij 'register' horen geen instellingen die met brp_ beginnen")
    for samen in (("brp_token_adres", "brp_client_id", "brp_client_geheim"), ("brp_certificaat", "brp_sleutel")):
        if 0 < len(gezet.intersection(samen)) < len(samen):
            raise InstellingenOnjuist(f"{' en '.join(samen)} horen bij elkaar: geef ze alle of geen")
    if gezet & {"brp_scope", "brp_resource_server"} and "brp_token_adres" not in gezet:
        raise InstellingenOnjuist("brp_scope en brp_resource_server hebben alleen zin met brp_token_adres")
    if "brp_adres" in gezet and not gezet & {"brp_token_adres", "brp_certificaat"}:
        raise InstellingenOnjuist("de BRP wil weten wie vraagt: geef brp_token_adres of brp_certificaat, of allebei")
    for naam in sorted(gezet & {"brp_adres", "brp_token_adres", "brp_update_adres"}):
        if not getattr(instellingen, naam).startswith("https://"):
            raise InstellingenOnjuist(f"{naam} begint met https://")


def _controleer_crl(instellingen: Instellingen) -> None:
    """In production nobody is trusted whose revocation cannot be known (WT004, WT005)."""
    if instellingen.crl_map is None and instellingen.crl_adressen:
        raise InstellingenOnjuist("crl_adressen vraagt om crl_map: de map waarin de lijsten komen")
    if instellingen.crl_map is None and instellingen.productie:
        raise InstellingenOnjuist("in productie worden ingetrokken certificaten geweigerd: geef crl_map")
    if not all(adres.startswith(("http://", "https://")) for adres in instellingen.crl_adressen):
        raise InstellingenOnjuist("een adres in crl_adressen begint met http:// of https://")
    if not 60 <= instellingen.crl_elke <= DAG_SECONDEN:
        raise InstellingenOnjuist(f"crl_elke is een aantal seconden van 60 tot en met {DAG_SECONDEN}")
    if not 0 <= instellingen.crl_respijt <= HOOGSTENS_RESPIJT_UREN:
        raise InstellingenOnjuist(f"crl_respijt is een aantal uren van 0 tot en met {HOOGSTENS_RESPIJT_UREN}")


def _controleer_handtekeningen(instellingen: Instellingen) -> None:
    """Only what the message security knows."""
    if not set(instellingen.extra_handtekeningen) <= set(EXTRA_HANDTEKENINGEN):
        raise InstellingenOnjuist(f"extra_handtekeningen is een lijst van: {', '.join(EXTRA_HANDTEKENINGEN)}")


def _controleer_quota(instellingen: Instellingen) -> None:
    """Limits that can be counted."""
    if instellingen.tegelijk is not None and instellingen.tegelijk < 0:
        raise InstellingenOnjuist("tegelijk is een aantal, of 0 voor geen grens")
    if instellingen.per_seconde < 0:
        raise InstellingenOnjuist("per_seconde is een aantal, of 0 voor geen grens")
    for regel in instellingen.per_seconde_van:
        oin, _, aantal = regel.partition("=")
        if len(oin) != OIN_TEKENS or not (aantal.isascii() and aantal.isdigit()):
            raise InstellingenOnjuist('per_seconde_van bestaat uit regels "OIN=aantal"; een OIN telt 20 tekens')


def _controleer_mail(instellingen: Instellingen) -> None:
    """A mail server with a sender, or nothing of it."""
    gezet = {
        veld.name for veld in fields(instellingen) if veld.name.startswith("smtp_") and getattr(instellingen, veld.name) != veld.default
    }
    if gezet and not {"smtp_host", "smtp_afzender"} <= gezet:
        raise InstellingenOnjuist("smtp_host en smtp_afzender horen bij elkaar, en bij elke andere instelling die met smtp_ begint")
    if len(gezet & {"smtp_gebruiker", "smtp_wachtwoord"}) == 1:
        raise InstellingenOnjuist("smtp_gebruiker en smtp_wachtwoord horen bij elkaar: geef ze allebei of geen van beide")
    if instellingen.smtp_poort is not None and not 0 < instellingen.smtp_poort <= HOOGSTE_POORT:
        raise InstellingenOnjuist(f"smtp_poort is een getal van 1 tot en met {HOOGSTE_POORT}")
    if instellingen.smtp_webadres is not None and not instellingen.smtp_webadres.startswith("https://"):
        raise InstellingenOnjuist("smtp_webadres begint met https://")
    if instellingen.smtp_tussentijd < 0:
        raise InstellingenOnjuist("smtp_tussentijd is een aantal seconden, 0 of meer")


def _waarde(bestand: Path, naam: str, waarde: Any, soort: Any) -> Any:
    """The value in the type of its field; a path from the folder of the settings file."""
    soort = next(deel for deel in get_args(soort) or (soort,) if deel is not NoneType) if isinstance(soort, UnionType) else soort
    if soort is Path and isinstance(waarde, str):
        return bestand.parent / waarde
    if get_origin(soort) is tuple and isinstance(waarde, list) and all(isinstance(deel, str) for deel in waarde):
        return tuple(waarde)
    if type(waarde) is soort:
        return waarde
    raise InstellingenOnjuist(f"{bestand}: instelling {naam} heeft niet de goede vorm")
