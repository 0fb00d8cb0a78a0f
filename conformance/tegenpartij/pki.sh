#!/usr/bin/env bash
# pki.sh MAP: a CA for tests alone, with certificates for the index and for two partners, each with its OIN in subject.serialNumber.
set -euo pipefail
mkdir -p "$1"
cd "$1"
ca=(-newkey rsa:3072 -noenc -sha256 -days 30 -batch)

leaf() {
    local naam=$1 oin=$2 extensies=$3
    openssl req "${ca[@]}" -keyout "$naam.key" -out "$naam.csr" -subj "/O=Tegenpartij/CN=$naam/serialNumber=$oin" 2>/dev/null
    openssl x509 -req -in "$naam.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -sha256 -out "$naam.pem" 2>/dev/null -extfile <(
        echo "basicConstraints=critical,CA:FALSE"
        echo "keyUsage=critical,digitalSignature"
        echo "subjectKeyIdentifier=hash"
        echo "authorityKeyIdentifier=keyid"
        echo "$extensies"
    )
    rm "$naam.csr"
}

umask 077
openssl req -x509 "${ca[@]}" -keyout ca.key -out ca.pem -subj "/O=Tegenpartij/CN=Test-CA van de tegenpartij" \
    -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign,cRLSign" 2>/dev/null
leaf index 00000099000000700000 $'extendedKeyUsage=serverAuth,clientAuth\nsubjectAltName=DNS:tegenpartij.example'
leaf partner-1 00000099000000701000 "extendedKeyUsage=clientAuth"
leaf partner-2 00000099000000702000 "extendedKeyUsage=clientAuth"
