"""Does what a Containerfile says, where no container can be built: every stage in a root of its own, as the user that it names.

stappen.py CONTAINERFILE WERKMAP OPDRACHT...: builds, and then runs the image with these arguments. As root, in a mount namespace of its
own (`unshare --mount`). A stage begins with the files of this machine under an overlay, so that nothing outside WERKMAP changes, and with a
Python that has no packages; that it is not the base image itself is what this cannot prove. Any step that it does not know is an error.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

BASIS = "/opt/basis"
_MOUNT = re.compile(r"--mount=type=bind,from=(\w+),source=(\S+),target=(\S+)\s+")


@dataclass
class Stadium:
    """One stage: a root, and what its steps left for the next."""

    wortel: Path
    omgeving: dict[str, str]
    map: str = "/"
    gebruiker: str = "0"
    begin: list[str] = field(default_factory=list)
    standaard: list[str] = field(default_factory=list)

    def plek(self, pad: str) -> Path:
        """Where a path of the stage stands on this machine."""
        return self.wortel / os.path.normpath(os.path.join(self.map, pad)).lstrip("/")

    def draai(self, opdracht: list[str]) -> None:
        """Run in the root, as the user, with the environment of the stage alone."""
        wie = ["setpriv", f"--reuid={self.gebruiker}", f"--regid={self.gebruiker}", "--clear-groups", "--no-new-privs"]
        in_map = ["sh", "-c", 'cd "$0" && exec "$@"', self.map, *opdracht]
        uitkomst = subprocess.run(["chroot", str(self.wortel), *wie, *in_map], env=self.omgeving, check=False)  # noqa: S603, S607
        if uitkomst.returncode:
            raise SystemExit(f"stap eindigde met {uitkomst.returncode}: {shlex.join(opdracht)}")


def regels(bestand: Path) -> list[str]:
    """The steps, continued lines as one, without comments."""
    zonder = [regel for regel in bestand.read_text(encoding="utf-8").splitlines() if not regel.startswith("#")]
    return [" ".join(stap.split()) for stap in "\n".join(zonder).replace("\\\n", " ").splitlines() if stap.strip()]


def nieuw(werk: Path, naam: str) -> Stadium:
    """A stage on an overlay over this machine, with a Python of its own."""
    lagen = {laag: werk / naam / laag for laag in ("boven", "bezig", "wortel")}
    for pad in lagen.values():
        pad.mkdir(parents=True)
    opties = f"lowerdir=/,upperdir={lagen['boven']},workdir={lagen['bezig']}"
    subprocess.run(["mount", "-t", "overlay", "overlay", "-o", opties, lagen["wortel"]], check=True)  # noqa: S603, S607
    lagen["wortel"].joinpath("root").chmod(0o755)  # a Python of pyenv stands there; only this overlay sees it
    pip = {sleutel: waarde for sleutel, waarde in os.environ.items() if sleutel.startswith("PIP_")}
    stadium = Stadium(lagen["wortel"], {"PATH": f"{BASIS}/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", **pip})
    stadium.draai([os.path.realpath(sys.executable), "-m", "venv", BASIS])
    return stadium


def kopieer(stadium: Stadium, delen: list[str]) -> None:
    """COPY from the repository; links stay links."""
    *bronnen, doel = delen
    for bron in map(Path, bronnen):
        naar = stadium.plek(doel) / (bron.name if doel.endswith("/") else "")
        naar.parent.mkdir(parents=True, exist_ok=True)
        if bron.is_dir():
            shutil.copytree(bron, naar, symlinks=True, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(bron, naar)


def voer_uit(stadium: Stadium, rest: str, stadia: dict[str, Stadium]) -> None:
    """RUN, with what it mounts from an earlier stage."""
    gekoppeld = _MOUNT.match(rest)
    if gekoppeld:
        van, bron, doel = gekoppeld.groups()
        stadium.plek(doel).mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", "--bind", stadia[van].plek(bron), stadium.plek(doel)], check=True)  # noqa: S603, S607
        rest = rest[gekoppeld.end() :]
    stadium.draai(["sh", "-ec", rest])
    if gekoppeld:
        subprocess.run(["umount", stadium.plek(gekoppeld[3])], check=True)  # noqa: S603, S607


def bouw(bestand: Path, werk: Path) -> Stadium:
    """Every step in turn; gives the last stage."""
    stadia: dict[str, Stadium] = {}
    stadium: Stadium | None = None
    for nummer, stap in enumerate(regels(bestand)):
        soort, _, rest = stap.partition(" ")
        print(f"{nummer + 1}: {stap[:120]}", flush=True)
        if soort == "FROM":
            naam = rest.partition(" AS ")[2] or "image"
            stadium = stadia[naam] = nieuw(werk, naam)
            continue
        assert stadium is not None
        match soort:
            case "WORKDIR":
                stadium.map = rest
                stadium.plek(".").mkdir(parents=True, exist_ok=True)
            case "COPY" if not rest.startswith("--"):
                kopieer(stadium, rest.split())
            case "RUN":
                voer_uit(stadium, rest, stadia)
            case "ENV":
                stadium.omgeving |= dict(deel.split("=", 1) for deel in shlex.split(rest))
            case "USER":
                stadium.gebruiker = rest
            case "ENTRYPOINT":
                stadium.begin = json.loads(rest)
            case "CMD":
                stadium.standaard = json.loads(rest)
            case "LABEL":
                continue
            case _:
                raise SystemExit(f"onbekende stap: {stap}")
    assert stadium is not None
    return stadium


def main(bestand: str, werk: str, *opdracht: str) -> None:
    """Build and run."""
    image = bouw(Path(bestand), Path(werk))
    if image.gebruiker in ("0", "root"):
        raise SystemExit("het image draait als root")
    image.omgeving["HOME"] = "/"
    image.draai([*image.begin, *(opdracht or image.standaard)])
    sys.stdout.flush()
    image.draai([f"{BASIS}/bin/python", "-c", Path(__file__).with_name("inhoud.py").read_text(encoding="utf-8")])


if __name__ == "__main__":
    main(*sys.argv[1:])
