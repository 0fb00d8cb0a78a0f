"""Servers that say something odd of what they do not offer, or less of what they do."""

from typing import Any, NoReturn

from verwijsindex.contract.operaties import Operatie
from verwijsindex.domain.instantie import Rol
from verwijsindex.domain.weigeringen import GebruikerOnbekend, GeenMandaat, NietAangeboden, RolGeeftDitRechtNiet, Weigering
from verwijsindex.operations.context import Afzender, Context
from verwijsindex.operations.toegang import behandel
from verwijsindex.soap import faults, publish, services_uit

from ..mutant import Ingreep, Mutant, altijd

_weiger, _van_weigering, _wsdl_op = services_uit.weiger_niet_aangeboden, faults.van_weigering, publish.wsdl_op
_VAN_REGIEVOERDER = ("RaadpleegMatches", "RegistreerMatchopvolging")
_VAN_ALLE_DRIE = ("EscaleerMatch", "SluitEscalatie")


def _stuk(*_: Any) -> None:
    raise RuntimeError


def _tegen_iedereen(*_: Any) -> None:
    raise NietAangeboden


def _eerst(weigering: type[Weigering], mag_niet: Any) -> Ingreep:
    """Whoever may not ask is told so, before anybody hears that the module is not there."""

    def weiger(afzender: Afzender, operatie: str, context: Context) -> NoReturn:
        if mag_niet(afzender, operatie, context):
            with behandel(afzender, operatie, context):
                raise weigering
        _weiger(afzender, operatie, context)

    return services_uit, "weiger_niet_aangeboden", weiger


def _andere_rol(afzender: Afzender, operatie: str, context: Context) -> bool:
    regie, melden = afzender.stuur.rol is Rol.REGIEVOERDER, afzender.stuur.rol is Rol.MELDER
    return (operatie in _VAN_REGIEVOERDER and melden) or (operatie not in (*_VAN_REGIEVOERDER, *_VAN_ALLE_DRIE) and regie)


def _zonder_dossier(afzender: Afzender, operatie: str, context: Context) -> bool:
    with context.opslag.lezen() as transactie:
        return transactie.organisaties.dossier(afzender.oin, afzender.stuur).gebruiker is None


def _zonder_mandaat(afzender: Afzender, operatie: str, context: Context) -> bool:
    with context.opslag.lezen() as transactie:
        return transactie.organisaties.dossier(afzender.oin, afzender.stuur).mandaten == ()


def _noemt_de_vrager(afzender: Afzender, operatie: str, context: Context) -> NoReturn:
    class Genoemd(NietAangeboden):
        omschrijving = f"Dit onderdeel is er niet voor {afzender.stuur.gebruiker_id}."

    raise Genoemd


def _altijd_hetzelfde(weigering: Weigering, operatie: Operatie, incident: str) -> faults.Fout:
    return _van_weigering(weigering, operatie, "00000000-0000-4000-8000-000000000000")


def _zonder_uitleg(*wat: Any, **zo: Any) -> bytes:
    return _wsdl_op(*wat, **zo).replace(b"Nooit wie de jeugdige is.", b"")


MUTANTEN = (
    Mutant("onderdeel-valt-om", "KV-60", ((services_uit, "weiger_niet_aangeboden", _stuk),)),
    Mutant("onderdeel-kent-niemand", "KV-60", (_eerst(GebruikerOnbekend, altijd(True)),)),
    Mutant("onderdeel-vraagt-niet-wie", "KV-10", ((services_uit, "weiger_niet_aangeboden", _tegen_iedereen),)),
    Mutant("onderdeel-kijkt-naar-de-rol", "VIR-160", (_eerst(RolGeeftDitRechtNiet, _andere_rol),)),
    Mutant("onderdeel-kijkt-naar-de-gebruiker", "VIR-160", (_eerst(GebruikerOnbekend, _zonder_dossier),)),
    Mutant("onderdeel-kijkt-naar-het-mandaat", "VIR-160", (_eerst(GeenMandaat, _zonder_mandaat),)),
    Mutant("onderdeel-noemt-de-vrager", "R-171", ((services_uit, "weiger_niet_aangeboden", _noemt_de_vrager),)),
    Mutant("elk-incident-hetzelfde", "R-170", ((faults, "van_weigering", _altijd_hetzelfde),)),
    Mutant("regie-met-andere-uitleg", "KV-05", ((publish, "wsdl_op", _zonder_uitleg),)),
    Mutant("zonder-policy", "KV-06", ((publish, "_varianten", altijd(("", "plat"))),)),
)
