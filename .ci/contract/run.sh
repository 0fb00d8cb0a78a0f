#!/usr/bin/env bash
# Loads every WSDL of the contract with the toolkits of other languages, and compiles what they generate.
# Fails when a toolkit fails, or when an operation of the contract is missing in what it made.
# From a clean Debian machine, as root or with sudo; everything it makes stands in build/contract.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=$PWD/.ci/contract
out=$PWD/build/contract
wsdls=(wsdl/*.wsdl wsdl/plat/*.wsdl wsdl/policy/*.wsdl)

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

install_if_missing() {
    local missing=()
    command -v wsdl2h >/dev/null || missing+=(gsoap)
    command -v php >/dev/null || missing+=(php-cli)
    php -m 2>/dev/null | grep -x soap >/dev/null || missing+=(php-soap)
    command -v npm >/dev/null || missing+=(nodejs npm)
    command -v javac >/dev/null || missing+=(default-jdk-headless)
    command -v mvn >/dev/null || missing+=(maven)
    [ ${#missing[@]} = 0 ] && return
    as_root apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
}

# The operations that the contract declares, from the portType.
contract_operations() {
    sed -n '/<wsdl:portType/,/<\/wsdl:portType/s/.*<wsdl:operation name="\([A-Za-z]*\)".*/\1/p' "$1" | sort
}

# same_operations TOOL WSDL < one operation a line
same_operations() {
    if diff <(contract_operations "$2") <(sort -u) >"$out/verschil"; then
        printf '%-8s %-32s %s operaties\n' "$1" "$2" "$(contract_operations "$2" | wc -l)"
    else
        echo "$1 $2: andere operaties dan het contract (< contract, > $1)" >&2
        cat "$out/verschil" >&2
        exit 1
    fi
}

check_gsoap() {
    local made=$out/gsoap/${1//\//-}
    mkdir -p "$made"
    wsdl2h -o "$made/service.h" "$1" >"$made/log" 2>&1 || { cat "$made/log" >&2; exit 1; }
    # The binding for Java is the one thing it may skip.
    if grep -iE 'error|warning|cannot|not found' "$made/log" | grep -v "'jaxws:bindings' at level 1 is skipped (safe to ignore)"; then exit 1; fi
    (cd "$made" && soapcpp2 -C -I/usr/share/gsoap/import service.h >soapcpp2.log 2>&1) || { cat "$made/soapcpp2.log" >&2; exit 1; }
    sed -n 's/^int __[a-z0-9]*__\([A-Za-z]*\)($/\1/p' "$made/service.h" | same_operations gSOAP "$1"
}

check_php() {
    php "$here/operaties.php" "$1" >"$out/php"
    same_operations PHP "$1" <"$out/php"
}

check_node() {
    (cd "$out/npm" && node operaties.js "$OLDPWD/$1") >"$out/node"
    same_operations npm "$1" <"$out/node"
}

# The Java package for a WSDL: its kind and its service.
package_of() {
    local kind
    kind=$(basename "$(dirname "$1")")
    echo "${kind/#wsdl/modulair}.$(basename "$1" -v1.wsdl)"
}

# check_java TOOL WSDL MAP_VAN_DE_BRONNEN: what a tool for Java made.
check_java() {
    local package
    package=$(package_of "$2")
    grep -rhoE '@WebMethod\(operationName = "[A-Za-z]+"' "$out/java/target/generated-sources/$3/${package/.//}" \
        | sed 's/.*"\(.*\)"/\1/' >"$out/$1"
    same_operations "$1" "$2" <"$out/$1"
}

install_if_missing
rm -rf "$out"
mkdir -p "$out/npm" "$out/java"
cp "$here/operaties.js" "$out/npm"
(cd "$out/npm" && npm init --yes >/dev/null && npm install --no-fund --no-audit soap@~1.6.0 >/dev/null)
for wsdl in "${wsdls[@]}"; do
    package=$(package_of "$wsdl")
    cat >>"$out/wsimport.xml" <<EINDE
          <execution>
            <id>$package</id>
            <goals><goal>wsimport</goal></goals>
            <configuration>
              <wsdlDirectory>\${contract}/$(dirname "$wsdl")</wsdlDirectory>
              <wsdlFiles><wsdlFile>$(basename "$wsdl")</wsdlFile></wsdlFiles>
              <packageName>$package</packageName>
            </configuration>
          </execution>
EINDE
    cat >>"$out/cxf.xml" <<EINDE
                <wsdlOption>
                  <wsdl>\${contract}/$wsdl</wsdl>
                  <extraargs>
                    <extraarg>-p</extraarg><extraarg>urn:verwijsindex:${package#*.}:v1=cxf.$package</extraarg>
                    <extraarg>-p</extraarg><extraarg>urn:verwijsindex:typen:v1=cxf.$package.typen</extraarg>
                  </extraargs>
                </wsdlOption>
EINDE
done
sed -e "/<!-- WSIMPORT -->/r $out/wsimport.xml" -e "/<!-- CXF -->/r $out/cxf.xml" "$here/pom.xml" >"$out/java/pom.xml"
mvn -q -B -f "$out/java/pom.xml" -Dcontract="$PWD" compile

for wsdl in "${wsdls[@]}"; do
    check_gsoap "$wsdl"
    check_php "$wsdl"
    check_node "$wsdl"
    check_java wsimport "$wsdl" wsimport
    check_java CXF "$wsdl" cxf/cxf
done
echo "gSOAP, PHP, npm, wsimport en CXF lezen elk contractbestand volledig."
