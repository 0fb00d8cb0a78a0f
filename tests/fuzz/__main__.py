"""``.ci/fuzz/run.sh``: coverage-guided fuzzing of the whole front with atheris, which is in an environment of its own.

    python -m tests.fuzz MAP WERKMAP [BESTAND | opties van libFuzzer]

``MAP`` keeps the world with its keys and what was found from run to run; a file of it is run once, which shows a finding again.
``WERKMAP`` gets the database of this run; best in memory, for every message that is accepted goes to disk.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["verwijsindex"]):
    from .proefdeur import bouw_wereld, proefdeur
    from .verbouwer import Verbouwer
    from .zaaigoed import zaaigoed

BYTES_HOOGSTENS = 1024 * 1024 + 4096
"""A body of the largest size that is taken, and a bit."""
WOORDEN = Path(__file__).with_name("woorden.dict")


def muteer(data: bytes, hoogstens: int) -> bytes:
    """libFuzzer's own change; ``atheris.Mutate`` of 3.1 does not know that the fuzzing has begun."""
    anders: bytes = sys.modules["atheris.core_with_libfuzzer"].Mutate(data, hoogstens)
    return anders


def main(map: Path, werk: Path, opties: list[str]) -> None:
    """Never returns: libFuzzer ends the process, with a failure when something was found."""
    moment = bouw_wereld(map / "wereld")
    verzameling = map / "verzameling"
    verzameling.mkdir(exist_ok=True)
    with proefdeur(map / "wereld", werk) as deur:
        for nummer, zaad in enumerate(zaaigoed(deur.index, moment)):
            (verzameling / f"zaad-{nummer:02}").write_bytes(zaad)

        def klop(data: bytes) -> None:
            if data:
                deur.klop(data[0], data[1:])

        vast = [f"-max_len={BYTES_HOOGSTENS}", f"-artifact_prefix={map}/", f"-dict={WOORDEN}", "-timeout=10", "-rss_limit_mb=1024"]
        een_bestand = any(not optie.startswith("-") for optie in opties)
        invoer = opties if een_bestand else [*opties, str(verzameling)]
        atheris.Setup([sys.argv[0], *vast, *invoer], klop, custom_mutator=Verbouwer(deur.index.pki, muteer))
        atheris.Fuzz()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
