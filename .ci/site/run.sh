#!/usr/bin/env bash
# Builds the documentation as a site, follows every link in it, and looks at a page of each kind in a browser: docs/besluiten/0121-documentatiesite.md.
# From a clean Debian machine, as root or with sudo. .ci/site/run.sh FOTOMAP leaves a picture of every page looked at, in every width.
set -euo pipefail
cd "$(dirname "$0")/../.."
npm=build/site-npm

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

install_if_missing() {
    local missing=()
    command -v npm >/dev/null || missing+=(nodejs npm)
    command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || missing+=(chromium-headless-shell)
    [ ${#missing[@]} = 0 ] && return
    as_root apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
}

install_if_missing
make site
# The page that a server shows of a service is looked at too.
.venv/bin/python -c '
from pathlib import Path
from verwijsindex.contract.operaties import MELDINGEN
from verwijsindex.soap.publish import Publicaties
Path("build/site/dienst.html").write_bytes(Publicaties("https://index.example").publiceer(MELDINGEN, "", None).body)'
mkdir -p "$npm"
cp .ci/site/kijk.js .ci/site/bladzijden.json "$npm"
(cd "$npm" && npm init --yes >/dev/null && npm install --no-fund --no-audit axe-core@~4.14.0 puppeteer-core@~24.43.0 >/dev/null)
node "$npm/kijk.js" build/site ${1:+"$1"}
