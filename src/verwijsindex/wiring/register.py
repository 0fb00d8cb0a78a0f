"""The register of persons that the settings choose: a file, or the BRP over HTTP."""

from collections.abc import Callable
from pathlib import Path

from verwijsindex.brp.haalcentraal.aansluiting import Aansluiting, open_kanaal
from verwijsindex.brp.haalcentraal.personen import BrpPersonen
from verwijsindex.brp.haalcentraal.toegang import ClientGegevens
from verwijsindex.brp.haalcentraal.update import BrpWijzigingen
from verwijsindex.brp.ingebed import IngebedRegister
from verwijsindex.brp.registerversie import is_verouderd
from verwijsindex.brp.wijzigingen import IngebedWijzigingen
from verwijsindex.domain.ports_register import Personenregister, Registerwijzigingen
from verwijsindex.settings import Instellingen, InstellingenOnjuist
from verwijsindex.wiring.geheimen import lees_geheim


def kies_register(instellingen: Instellingen, adressen: Callable[[], bool]) -> Personenregister:
    """The register; nothing is asked of it yet. ``adressen`` tells whether it is asked for addresses today (R-076).

    Raises OSError when a file of the BRP is missing or is no certificate or key, InstellingenOnjuist for a client secret that is empty
    or that others can read, and for a register file of an earlier release.
    """
    if instellingen.register is not None:
        _eis_actueel(instellingen.register)
        return IngebedRegister(instellingen.register, adressen=adressen)
    return BrpPersonen(open_kanaal(_aansluiting(instellingen, instellingen.brp_adres or "")), adressen=adressen)


def kies_wijzigingen(instellingen: Instellingen) -> Registerwijzigingen | None:
    """Who tells that somebody in the register changed; None for a BRP without the address of its Update API. Raises as `kies_register`."""
    if instellingen.register is not None:
        return IngebedWijzigingen(instellingen.register)
    if instellingen.brp_update_adres is None:
        return None
    return BrpWijzigingen(open_kanaal(_aansluiting(instellingen, instellingen.brp_update_adres)))


def _eis_actueel(bestand: Path) -> None:
    if is_verouderd(bestand):
        raise InstellingenOnjuist(
            f"{bestand} is gemaakt door een eerdere uitgave en kent geen adressen; begin de sandbox opnieuw met --nieuw"
        )


def _aansluiting(instellingen: Instellingen, adres: str) -> Aansluiting:
    return Aansluiting(
        adres=adres.rstrip("/"),
        client=_client(instellingen),
        certificaat=instellingen.brp_certificaat,
        sleutel=instellingen.brp_sleutel,
        ca=instellingen.brp_ca,
    )


def _client(instellingen: Instellingen) -> ClientGegevens | None:
    if instellingen.brp_token_adres is None or instellingen.brp_client_id is None or instellingen.brp_client_geheim is None:
        return None
    return ClientGegevens(
        instellingen.brp_token_adres,
        instellingen.brp_client_id,
        lees_geheim(instellingen.brp_client_geheim, "het geheim voor de BRP"),
        scope=instellingen.brp_scope,
        resource_server=instellingen.brp_resource_server,
    )
