#!/usr/bin/env bash
# ./test --accuracy [NAME...]: runs the experiments with seed 1 and fails if one does not run or misses a bound.
# Without a name all of them run, their longer forms included; "NAME --long" is a longer form.
# The figures are left in artifacts/accuracy/NAME.json. Takes about an hour on two cores.
set -euo pipefail
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
RESULTS="$ROOT/artifacts/accuracy"
mkdir -p "$RESULTS"

passed=0 failed=0
all() {
    "$ROOT/mlpipeline" experiment list --json |
        grep -oE '"name":"[^"]*"|"long":true' |
        sed -E 's/"name":"([^"]*)"/\1/' |
        awk '/"long":true/ { print name " --long"; next } { name = $0; print }'
}
if [ "$#" -gt 0 ]; then experiments=("$@"); else mapfile -t experiments < <(all); fi
for experiment in "${experiments[@]}"; do
    echo "$experiment..."
    name="${experiment// --/-}"
    rm -f "$RESULTS/$name.json"
    status=0
    read -ra words <<<"$experiment"
    "$ROOT/mlpipeline" experiment "${words[@]}" --check --json --seed 1 \
        >"$RESULTS/$name.json" 2>"$RESULTS/$name.log" </dev/null || status=$?
    [ "$status" -lt 128 ] || exit "$status"
    # "name":"test accuracy","value":0.99,"atLeast":0.98,"reached":true
    bound='"name":"([^"]*)","value":([^,]*),"at(Least|Most)":([^,]*),"reached":(true|false)'
    grep -oE "$bound" "$RESULTS/$name.json" |
        sed -E "s/$bound/  \\1: \\2, at \\3 \\4, reached: \\5/; s/at Least/at least/; s/at Most/at most/" || true
    if [ "$status" = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        [ -s "$RESULTS/$name.json" ] || tail -n 1 "$RESULTS/$name.log"
    fi
done
[ "$passed" -gt 0 ] || [ "$failed" -gt 0 ] || echo "No experiment ran."
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
