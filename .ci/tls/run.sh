#!/usr/bin/env bash
# The TLS that is served, judged by sslyze: a running sandbox, and nginx and HAProxy with the configurations of deploy/.
# Sslyze is only needed here, so it lives in an environment of its own.
set -euo pipefail
cd "$(dirname "$0")/../.."
venv=build/venv-tls

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

install_if_missing() {
    local missing=()
    command -v nginx >/dev/null || missing+=(nginx-light)
    command -v haproxy >/dev/null || missing+=(haproxy)
    [ ${#missing[@]} = 0 ] && return
    as_root apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
}

install_if_missing
.venv/bin/python -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check 'sslyze>=6.3,<7'
.venv/bin/python -m tests.tls "$venv/bin/python"
