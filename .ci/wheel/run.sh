#!/usr/bin/env bash
# The package as a user gets it: wheel and sdist give the same files, and the wheel works in a clean environment on every supported
# Python that this machine has. Works on a copy of the files that git knows, so that nothing built here before can take part.
set -euo pipefail
cd "$(dirname "$0")/../.."
werk=$(mktemp -d)
trap 'rm -rf "$werk"' EXIT
mkdir -p "$werk/bron" "$werk/leeg"
git ls-files -z | tar --null --files-from=- --create | tar --extract --directory "$werk/bron"

# A clean environment of one Python, with these packages.
environment() {
    local python=$1 venv=$2
    shift 2
    "$python" -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
}

build_both_ways() {
    environment "$1" "$werk/bouw" build
    build_into "$werk/wheel" --wheel
    rm -rf "$werk/bron/build" "$werk"/bron/src/*.egg-info
    build_into "$werk/sdist" # without options: the sdist, and a wheel from that
    "$werk/bouw/bin/python" .ci/wheel/vergelijk.py "$werk"/wheel/*.whl "$werk"/sdist/*.whl
}

build_into() {
    "$werk/bouw/bin/python" -m build --outdir "$@" "$werk/bron" >"$werk/build.log" 2>&1 || { cat "$werk/build.log" && return 1; }
}

demo_on() {
    local version=$1 python=$2 venv=$werk/venv-$1
    environment "$python" "$venv" "$(echo "$werk"/wheel/*.whl)[server]"
    (cd "$werk/leeg" && "$venv/bin/verwijsindex" demo | tail -n 1)
    echo "Python $version: het wheel werkt in een schone omgeving"
}

build_both_ways "$(.ci/pythons | head -n 1 | cut -d' ' -f2-)"
.ci/pythons | while read -r version python; do
    demo_on "$version" "$python" </dev/null
done
