#!/usr/bin/env bash
# Coverage-guided fuzzing of the whole front (tests/fuzz) with atheris, for so many seconds: .ci/fuzz/run.sh [seconds] [seed].
# Atheris is only needed here, so it lives in an environment of its own that sees the packages of .venv.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-75}
seed=${2:-0} # 0: libFuzzer takes another each time
venv=build/venv-fuzz
log=build/fuzz/fuzz.log
mkdir -p build/fuzz

packages_of() {
    "$1" -c 'import sysconfig; print(sysconfig.get_path("purelib"))'
}

.venv/bin/python -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check 'atheris>=3.0,<4'
echo "import site; site.addsitedir('$(packages_of .venv/bin/python)')" >"$(packages_of "$venv/bin/python")/van-het-project.pth"

werk=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d) # what is accepted is committed: in memory that costs little
trap 'rm -rf "$werk"' EXIT
if ! "$venv/bin/python" -m tests.fuzz build/fuzz "$werk" -max_total_time="$seconds" -seed="$seed" -print_final_stats=1 >"$log" 2>&1; then
    grep -v '^INFO: Instrumenting' "$log" | tail -n 60
    echo "De fuzz vond iets. Nog eens: $venv/bin/python -m tests.fuzz build/fuzz \"\$(mktemp -d)\" build/fuzz/crash-..." >&2
    exit 1
fi
grep -E 'DONE|number_of_executed_units|new_units_added' "$log"
