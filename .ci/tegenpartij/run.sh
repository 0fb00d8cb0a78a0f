#!/usr/bin/env bash
# The conformance suite judges an index on another stack (npm's "soap", conformance/tegenpartij): every verdict is the one that is expected of
# it, nothing is undecided, and nothing of the suite falls over. With --bijwerken the expectations are written anew. Everything it makes
# stands in build/tegenpartij.
set -euo pipefail
cd "$(dirname "$0")/../.."
bron=conformance/tegenpartij
out=$PWD/build/tegenpartij
toets=${TOETS:-.venv/bin/verwijsindex-conformance}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

install_if_missing() {
    local missing=()
    command -v npm >/dev/null || missing+=(nodejs npm)
    command -v openssl >/dev/null || missing+=(openssl)
    [ ${#missing[@]} = 0 ] && return
    as_root apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
}

start() {
    node "$out/index.js" "$out/doel.yaml" "$out/pki" wsdl/plat 0 >"$out/gereed" 2>"$out/tegenpartij.log" &
    tegenpartij=$!
    trap 'kill $tegenpartij; wait $tegenpartij || true' EXIT
    for _ in $(seq 100); do
        [ -s "$out/gereed" ] && break
        sleep 0.1
    done
    sed -n 's/^gereed \([0-9]*\)$/verbind: "127.0.0.1:\1"/p' "$out/gereed" >>"$out/doel.yaml"
    grep -q '^verbind:' "$out/doel.yaml" || { cat "$out/tegenpartij.log" >&2 && exit 1; }
}

# The suite finds faults (exit 1), and says so without a word on the error output.
judge() {
    local code=0
    "$toets" draai --doel "$out/doel.yaml" --rapport "$out/rapport.json" >"$out/uitslag" 2>"$out/fouten" || code=$?
    tail -n 1 "$out/uitslag"
    if [ "$code" != 1 ] || [ -s "$out/fouten" ] || grep -q 'Traceback\|fout in de suite' "$out/uitslag" "$out/fouten"; then
        echo "de toets eindigde met exitcode $code" >&2
        cat "$out/fouten" >&2
        exit 1
    fi
    "$toets" controleer "$out/rapport.json" --ca "$out/pki/ca.pem" >/dev/null
}

install_if_missing
rm -rf "$out"
mkdir -p "$out"
cp "$bron"/{index.js,package.json,package-lock.json,doel.yaml} "$out"
(cd "$out" && npm ci --no-fund --no-audit --ignore-scripts >npm.log 2>&1) || { cat "$out/npm.log" >&2 && exit 1; }
"$bron/pki.sh" "$out/pki"
start
judge
python3 .ci/tegenpartij/vergelijk.py "$out/rapport.json" "$bron/verwacht.csv" "$bron/tekortkomingen.csv" "$@"
