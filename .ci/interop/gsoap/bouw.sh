#!/usr/bin/env bash
# Makes the gSOAP client from our flat WSDL: bouw.sh MAP. Needs Debian's gsoap, libgsoap-dev, libssl-dev, zlib1g-dev and gcc.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
wsdl=$(cd "$here/../../.." && pwd)/wsdl/plat/meldingen-v1.wsdl
share=/usr/share/gsoap
mkdir -p "$1"
cd "$1"
wsdl2h -c -o dienst.h "$wsdl" >wsdl2h.log 2>&1 || { cat wsdl2h.log >&2; exit 1; }
{ echo '#import "wsse.h"'; echo '#import "wsa5.h"'; cat dienst.h; } >melder.h
soapcpp2 -c -C -L -x "-I$share/import:$share" melder.h >soapcpp2.log 2>&1 || { cat soapcpp2.log >&2; exit 1; }
# The generated code and the plugins are gSOAP's; their warnings are not ours.
gcc -O1 -w -DWITH_OPENSSL -DWITH_DOM -I. "-I$share/plugin" -o melder "$here/melder.c" soapC.c soapClient.c \
    "$share"/plugin/{wsseapi,wsaapi,smdevp,mecevp,threads}.c "$share/custom/struct_timeval.c" -lgsoapssl -lssl -lcrypto -lz -lpthread
