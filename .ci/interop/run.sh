#!/usr/bin/env bash
# Other toolkits against a running sandbox, over two-sided TLS: each sends a signed MeldJeugdige that must be accepted; those that can
# verify the answer do. With --opnemen their messages become the recordings in tests/interop. Everything it makes stands in build/interop.
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
    command -v npm >/dev/null || missing+=(nodejs npm)
    command -v javac >/dev/null || missing+=(default-jdk-headless)
    command -v mvn >/dev/null || missing+=(maven)
    command -v php >/dev/null || missing+=(php-cli)
    php -m 2>/dev/null | grep -x soap >/dev/null || missing+=(php-soap)
    php -m 2>/dev/null | grep -x dom >/dev/null || missing+=(php-xml)
    [ ${#missing[@]} = 0 ] && return
    as_root apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
}

start_sandbox() {
    .venv/bin/verwijsindex sandbox --map "$out/sandbox" --poort 0 >"$out/sandbox.log" 2>&1 &
    sandbox=$!
    trap 'kill $sandbox ${vervalser:-}; wait $sandbox || true' EXIT
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

# A server with the key of the index that changes one digit in every answer.
start_vervalser() {
    .venv/bin/python "$here/vervalser.py" "$out/sandbox" >"$out/vervalser.adres" 2>"$out/vervalser.log" &
    vervalser=$!
    for _ in $(seq 50); do
        [ -s "$out/vervalser.adres" ] && break
        sleep 0.1
    done
    vervalst=$(cat "$out/vervalser.adres")
}

# merkt_vervalsing TEKST OPDRACHT...: the client refuses the answer, in words that speak of the signature.
merkt_vervalsing() {
    local tekst=$1
    shift
    if VIA=$vervalst "$@" >"$out/vervalst.log" 2>&1 || ! grep -qi "$tekst" "$out/vervalst.log"; then
        echo "een vervalst antwoord bleef onopgemerkt:" >&2
        cat "$out/vervalst.log" >&2
        exit 1
    fi
    echo "vervalst antwoord opgemerkt: $(grep -i -m 1 "$tekst" "$out/vervalst.log" | cut -c 1-120)"
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
    merkt_vervalsing "signature or decryption was invalid" "${meld[@]}" gsoap-3 "$out/gsoap/vervalst.http"
}

cxf() {
    local o=$out/cxf
    mkdir -p "$o"
    cp -r "$here/cxf/pom.xml" "$here/cxf/src" "$o"
    openssl pkcs12 -export -name partner -in "$certificaat" -inkey "$sleutel" -out "$o/partner.p12" -passout pass:interop
    for ca_naam in root uitgever; do
        keytool -importcert -noprompt -alias "$ca_naam" -file "$out/sandbox/pki/$ca_naam.pem" \
            -keystore "$o/vertrouwd.p12" -storetype PKCS12 -storepass interop 2>/dev/null
    done
    local mvn=(mvn -q -B -f "$o/pom.xml" "-Dwsdl=$PWD/wsdl/plat/meldingen-v1.wsdl" compile exec:java)
    local args="$url $o/partner.p12 $o/vertrouwd.p12 interop $oin $instantie $gebruiker $bsn"
    "${mvn[@]}" "-Dexec.args=$args cxf-1 $o/bericht.xml"
    naspelen cxf "Apache CXF 4.0.5 met WSS4J" "$o/bericht.xml"
    merkt_vervalsing "signature or decryption was invalid" "${mvn[@]}" "-Dexec.args=$args cxf-2 $o/vervalst.xml"
}

node_soap() {
    local o=$out/node
    mkdir -p "$o"
    cp "$here/node/melder.js" "$o"
    (cd "$o" && npm init --yes >/dev/null && npm install --no-fund --no-audit soap@~1.6.0 >/dev/null)
    local meld=(node --no-deprecation "$o/melder.js" "$PWD/wsdl/plat/meldingen-v1.wsdl" "$url" "$sleutel" "$certificaat" "$ca"
        "$out/sandbox/pki/index.pem" "$oin" "$instantie" "$gebruiker" "$bsn")
    "${meld[@]}" node-1 "$o/bericht.xml"
    naspelen node "npm soap $(sed -n 's/^  "version": "\(.*\)",/\1/p' "$o/node_modules/soap/package.json")" "$o/bericht.xml"
    merkt_vervalsing "klopt niet" "${meld[@]}" node-2 "$o/vervalst.xml"
}

# xmlseclibs signs and verifies for nearly everybody in PHP. Debian has it inside simplesamlphp, of which nothing else is used.
haal_xmlseclibs() {
    mkdir -p "$1"
    (cd "$1" && apt-get download -q simplesamlphp >apt.log 2>&1 && dpkg-deb -x simplesamlphp_*.deb .) || return 1
    xmlseclibs=$1/usr/share/simplesamlphp/vendor/robrichards/xmlseclibs
}

php_soap() {
    local o=$out/php versie
    haal_xmlseclibs "$o" || { echo "PHP overgeslagen: simplesamlphp, met xmlseclibs erin, is hier niet te krijgen"; return; }
    versie="PHP $(php -r 'echo PHP_VERSION;') SoapClient met xmlseclibs $(sed -n 's/^ \* @version *//p' "$xmlseclibs/xmlseclibs.php" | head -n 1)"
    local meld=(php "$here/php/melder.php" "$xmlseclibs" wsdl/plat/meldingen-v1.wsdl "$url" "$sleutel" "$certificaat" "$ca"
        "$out/sandbox/pki/index.pem" "$oin" "$instantie" "$gebruiker" "$bsn")
    "${meld[@]}" php-1 "$o/bericht.xml"
    naspelen php "$versie" "$o/bericht.xml"
    "${meld[@]}" php-2 "$o/anders.xml" anders
    naspelen php-anders "$versie; Security achteraan, Timestamp zonder Expires, lege SOAPAction" "$o/anders.xml"
    merkt_vervalsing "Reference validation failed" "${meld[@]}" php-3 "$o/vervalst.xml"
}

install_if_missing
rm -rf "$out"
mkdir -p "$out"
start_sandbox
read_sandbox
start_vervalser
gsoap
cxf
node_soap
php_soap
echo "Berichten van gSOAP, CXF, npm soap en PHP zijn aanvaard; alle verifieerden het antwoord."
