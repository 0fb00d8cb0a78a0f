"""What a failure means to who typed a command: its exit code, and in Dutch what happened and what to do now."""

import errno
import ssl
from typing import Any, Final

from verwijsindex.cli.opdracht import GEWEIGERD, INSTELLING_ONJUIST, NIET_VERTROUWD, ONBEREIKBAAR

CODES: Final = {
    "verwijsindex.client.errors.Weigering": GEWEIGERD,
    "verwijsindex.domain.weigeringen.Weigering": GEWEIGERD,
    "verwijsindex.brp.schrijver.GebeurtenisOnmogelijk": GEWEIGERD,
    "verwijsindex.operations.onderscheid_visn.OnderscheidOnmogelijk": GEWEIGERD,
    "verwijsindex.operations.sleutelwissel.WisselOnmogelijk": GEWEIGERD,
    "verwijsindex.client.errors.Onbereikbaar": ONBEREIKBAAR,
    "verwijsindex.client.errors.NietVertrouwd": NIET_VERTROUWD,
    "verwijsindex.brp.inlezen.PersonenbestandOnjuist": INSTELLING_ONJUIST,
    "verwijsindex.brieven.verloop.NogGeenBesluit": GEWEIGERD,
    "verwijsindex.brieven.verloop.ToelichtingOntbreekt": INSTELLING_ONJUIST,
    "verwijsindex.cli.verbinding.VerbindingOnjuist": INSTELLING_ONJUIST,
    "verwijsindex.operations.afbouw.AfbouwNietAanDeOrde": GEWEIGERD,
    "verwijsindex.domain.beleidsbestand.BeleidOnjuist": INSTELLING_ONJUIST,
    "verwijsindex.domain.boom.BestandOnjuist": INSTELLING_ONJUIST,
    "verwijsindex.operations.organisaties.OrganisatieOnmogelijk": GEWEIGERD,
    "verwijsindex.domain.regels.uitsluiten.LijstOnjuist": INSTELLING_ONJUIST,
    "verwijsindex.sandbox.beschrijving.BeschrijvingOntbreekt": INSTELLING_ONJUIST,
    "verwijsindex.sandbox.duur.TijdOnjuist": INSTELLING_ONJUIST,
    "verwijsindex.sandbox.klok.KlokOntbreekt": INSTELLING_ONJUIST,
    "verwijsindex.sandbox.slot.SandboxDraait": INSTELLING_ONJUIST,
    "verwijsindex.settings.InstellingenOnjuist": INSTELLING_ONJUIST,
    "verwijsindex.domain.regels.toezicht.InzienGeweigerd": GEWEIGERD,
    "verwijsindex.domain.regels.certificaten.CertificaatGeweigerd": GEWEIGERD,
    "verwijsindex.security.keuring.Afgekeurd": GEWEIGERD,
    "verwijsindex.domain.ports_logboek.IjkbestandOnbruikbaar": INSTELLING_ONJUIST,
    "verwijsindex.domain.ports_logboek.IjkpuntenVerschillen": GEWEIGERD,
    "verwijsindex.storage.database.DatabaseOnbruikbaar": INSTELLING_ONJUIST,
    "verwijsindex.storage.kluis.SleutelOnbekend": INSTELLING_ONJUIST,
    "verwijsindex.storage.versleuteling.SleutelbestandOnbruikbaar": INSTELLING_ONJUIST,
    "verwijsindex.wiring.sandbox.SandboxBestaatAl": INSTELLING_ONJUIST,
    "verwijsindex.soap.verklaar.GeenBericht": INSTELLING_ONJUIST,
    "builtins.OSError": INSTELLING_ONJUIST,
}
"""Exit code per class. By name: to import all these classes is to load a whole server for every command."""

_OORZAKEN: Final = {
    errno.EACCES: "geen toestemming; kies iets waar u bij mag",
    errno.EADDRNOTAVAIL: "dit adres hoort niet bij deze machine",
    errno.EEXIST: "bestaat al",
    errno.EISDIR: "is een map; hier hoort een bestand",
    errno.ENOENT: "bestaat niet",
    errno.ENOSPC: "de schijf is vol",
    errno.ENOTDIR: "er staat een bestand waar een map hoort",
    errno.EPERM: "geen toestemming",
    errno.EROFS: "deze schijf is alleen te lezen",
}


def exitcode(fout: Exception) -> int | None:
    """The exit code of a failure that a user can do something about; None for a mistake of ours."""
    for klasse in type(fout).__mro__:
        code = CODES.get(f"{klasse.__module__}.{klasse.__qualname__}")
        if code is not None:
            return code
    return None


def uitleg(fout: Exception) -> str:
    """What to print. Every text is ours and holds nothing of a message; notes say what to do now."""
    return "\n".join((_kern(fout), *getattr(fout, "__notes__", ())))


def _kern(fout: Exception) -> str:
    if hasattr(fout, "omschrijving"):
        return _weigering(fout)
    if isinstance(fout, OSError):
        return _van_het_systeem(fout)
    return f"{fout}: {_oorzaak(fout.__cause__)}" if isinstance(fout.__cause__, OSError) else str(fout)


def _weigering(fout: Any) -> str:
    """A rule says no, here or at the index: the code, what it means and, as far as known, where and under which number."""
    bijzonderheden = {"element": fout.element, "incident": getattr(fout, "incident_id", None)}
    return "\n".join(
        (f"{fout.code}: {fout.omschrijving}", *(f"  {naam}: {waarde}" for naam, waarde in bijzonderheden.items() if waarde is not None))
    )


def _van_het_systeem(fout: OSError) -> str:
    return _oorzaak(fout) if fout.filename is None else f"{fout.filename}: {_oorzaak(fout)}"


def _oorzaak(fout: OSError) -> str:
    if isinstance(fout, ssl.SSLError):
        return "het certificaat of de sleutel is niet te gebruiken; beide zijn PEM en horen bij elkaar"
    if fout.errno is None:
        return str(fout)
    return _OORZAKEN.get(fout.errno, f"dat lukt niet op deze machine ({errno.errorcode.get(fout.errno, fout.errno)})")
