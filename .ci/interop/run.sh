#!/usr/bin/env bash
# Other toolkits against a running sandbox, over two-sided TLS: each sends a signed MeldJeugdige that must be accepted, and verifies the
# answer. With --opnemen their messages become the recordings in tests/interop. Everything it makes stands in build/interop.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=$PWD/.ci/interop
out=$PWD/build/interop
opnemen=${1:-}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

install_if_missing() {
    local missing=()
    command -v soapcpp2 >/dev/null || missing+=(gsoap)
    command -v gcc >/dev/null || missing+=(gcc libc6-dev)
    [ -e /usr/include/stdsoap2.h ] || missing+=(libgsoap-dev)
    [ -e /usr/include/openssl/ssl.h ] || missing+=(libssl-dev)
    [ -e /usr/include/zlib.h ] || missing+=(zlib1g-dev)
    [ ${#missing[@]} = 0 ] && return
    as_root apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
}

start_sandbox() {
    .venv/bin/verwijsindex sandbox --map "$out/sandbox" --poort 0 >"$out/sandbox.log" 2>&1 &
    sandbox=$!
    trap 'kill $sandbox; wait $sandbox || true' EXIT
    for _ in $(seq 100); do
        grep -q '^gereed' "$out/sandbox.log" && return
        sleep 0.3
    done
    cat "$out/sandbox.log" >&2
    exit 1
}

# From sandbox.json: how to reach it, the first partner, one of its users, and somebody ordinary to report.
read_sandbox() {
    eval "$(.venv/bin/python - "$out/sandbox/sandbox.json" <<'PY'
import json, shlex, sys
s = json.load(open(sys.argv[1]))
p = s["partners"][0]
m = p["mandaten"][0]
bsns = [x["bsn"] for x in s["personen"] if not x["kenmerken"]]
waarden = {
    "url": s["url"]["meldingen"], "ca": s["ca"], "oin": p["oin"], "certificaat": p["certificaat"], "sleutel": p["sleutel"],
    "instantie": m["instantieId"], "gebruiker": m["gebruikers"][0]["gebruikerId"], "bsn": bsns[0],
}
print("\n".join(f"{naam}={shlex.quote(waarde)}" for naam, waarde in waarden.items()))
PY
    )"
}

naspelen() {
    .venv/bin/python "$here/naspelen.py" "$out/sandbox" "$1" "$2" "$3" $opnemen
}

gsoap() {
    local versie
    versie="gSOAP $(wsdl2h -V 2>&1 | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1)"
    "$here/gsoap/bouw.sh" "$out/gsoap"
    cat "$sleutel" "$certificaat" >"$out/gsoap/partner.pem"
    local meld=("$out/gsoap/melder" "$url" "$out/gsoap/partner.pem" "$ca" "$oin" "$instantie" "$gebruiker" "$bsn")
    "${meld[@]}" gsoap-1 "$out/gsoap/gewoon.http"
    naspelen gsoap "$versie" "$out/gsoap/gewoon.http"
    "${meld[@]}" gsoap-2 "$out/gsoap/prefixen.http" "SOAP-ENV wsa5 wsu"
    naspelen gsoap-prefixlist "$versie, PrefixList" "$out/gsoap/prefixen.http"
}

install_if_missing
rm -rf "$out"
mkdir -p "$out"
start_sandbox
read_sandbox
gsoap
echo "Berichten van andere systemen zijn aanvaard, en hun antwoorden door hen geverifieerd."
