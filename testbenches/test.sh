#!/usr/bin/env bash
# Runs every test of the project: installs what the tests need, builds, runs the .NET tests and those of the training script.
# The last line is `N passed, N failed[, N skipped]` over all of them; the exit code is 0 only when none failed.
set -uo pipefail
cd "$(dirname "$0")/.."

testbenches/install-tools.sh || echo "some tools could not be installed: tests that need them will be skipped" >&2

dotnet build Accel.sln --configuration Release -m:2 -p:RestoreLockedMode=true || exit 1

log=$(mktemp)
trap 'rm -f "$log"' EXIT

dotnet test --solution Accel.sln --configuration Release --no-build --max-parallel-test-modules 3 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
count() { sed -n "s/^  $1: \([0-9]*\)\$/\1/p" "$log" | tail -n 1; }
passed=$(count succeeded)
failed=$(count failed)
skipped=$(count skipped)
if [ -z "$passed" ] || [ -z "$failed" ]; then
    echo "the .NET test run did not end with a summary" >&2
    exit 1
fi

if /usr/bin/python3 -c 'import numpy, torch' 2>/dev/null; then
    /usr/bin/python3 -m unittest discover --start-directory host/training --top-level-directory host/training 2>&1 | tee "$log"
    [ "${PIPESTATUS[0]}" -eq 0 ] || status=1
    ran=$(sed -n 's/^Ran \([0-9]*\) tests\{0,1\} in .*/\1/p' "$log" | tail -n 1)
    bad=$(sed -n 's/^FAILED (\(.*\))$/\1/p' "$log" | grep -oE '(failures|errors)=[0-9]+' | awk -F= '{n += $2} END {print n + 0}')
    [ -n "$ran" ] || { echo "the Python test run did not end with a summary" >&2; bad=1; ran=1; }
    passed=$((passed + ${ran:-0} - ${bad:-0}))
    failed=$((failed + ${bad:-0}))
else
    echo "skipped: the tests of host/training (python3-numpy and python3-torch are not installed)"
    skipped=$((${skipped:-0} + 1))
fi

[ "$failed" -eq 0 ] || status=1
line="$passed passed, $failed failed"
[ "${skipped:-0}" -eq 0 ] || line="$line, $skipped skipped"
echo "$line"
exit "$status"
