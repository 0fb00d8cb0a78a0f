"""Runs inside the image: it holds the contract and nothing of the server, is no root, and needs no library that a slim image lacks."""

import os
import re
import subprocess
from importlib.metadata import distributions
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

SLIM = {"libc", "libm", "libdl", "librt", "libpthread", "libgcc_s", "libstdc++", "libz", "ld-linux-x86-64", "ld-linux-aarch64"}
"""What the base image has because apt and Python need it."""

assert os.getuid() != 0
assert not os.access("/usr/bin", os.W_OK)
assert os.access("/werk", os.W_OK)
assert find_spec("verwijsindex") is None
contract = files("verwijsindex_conformance.contract")
aantal = sum(pad.name.endswith((".wsdl", ".xsd")) for map in ("wsdl", "xsd") for pad in contract.joinpath(map).iterdir())
assert aantal >= 7, aantal
pakketten = sorted(f"{een.name} {een.version}" for een in distributions())
namen = {naam.split()[0].lower() for naam in pakketten} - {"pip", "setuptools", "wheel"}
assert namen <= {"verwijsindex-conformance", "cryptography", "cffi", "pycparser", "lxml", "pyyaml", "xmlsec"}, namen
gekoppeld = set()
for bibliotheek in Path(find_spec("lxml").origin).parents[1].rglob("*.so*"):
    uit = subprocess.run(["ldd", bibliotheek], capture_output=True, text=True, check=False).stdout  # noqa: S603, S607
    assert "not found" not in uit, (bibliotheek.name, uit)
    gekoppeld |= set(re.findall(r"(?:=> )?/(?:usr/)?lib\S*/([^/\s]+?)\.so", uit))
gekoppeld = {naam.split("-2.")[0] for naam in gekoppeld}
assert gekoppeld <= SLIM, gekoppeld - SLIM
print(f"In het image: {', '.join(pakketten)}; {aantal} bestanden van het koppelvlak; uid {os.getuid()}.")
