#!/bin/sh
# Kills a real `thaw sweep` KILLS times (default 20) with SIGKILL at random moments, lets it finish,
# and compares its tables byte by byte with those of an undisturbed run. Takes a few minutes.
# usage: sweep/kill-test.sh [KILLS] [EXPERIMENT]; without an experiment, one of closed-form points.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
kills=${1:-20}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

experiment=${2:-}
if [ -z "$experiment" ]; then
  experiment=$work/experiment.json
  cp "$root/examples/literature/required-trust.json" "$work/base.json"
  cat >"$experiment" <<'JSON'
{"format": "thaw/experiment@1", "name": "kill-test", "question": "Does a killed sweep continue?", "base": "base.json",
 "parameters": [{"path": "parameters.s", "range": [0.1, 0.9]}, {"path": "parameters.delta", "range": [0.1, 0.95]}],
 "design": {"kind": "grid", "points": 2000}}
JSON
fi

"$root/thaw" --version >/dev/null # builds if it must
java=java
[ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ] && java=$JAVA_HOME/bin/java
sweep() { "$java" -jar "$root/cli/target/thaw.jar" sweep "$experiment" -o "$1" -q >"$work/out" 2>&1; }

begin=$(date +%s)
sweep "$work/undisturbed" || [ $? -eq 3 ] || { cat "$work/out"; exit 1; }
seconds=$(($(date +%s) - begin))

unfinished=0
i=1
while [ "$i" -le "$kills" ]; do
  # exec, so that the signal hits the Java process and no shell in between
  ( exec "$java" -jar "$root/cli/target/thaw.jar" sweep "$experiment" -o "$work/killed" -q >"$work/out" 2>&1 ) &
  pid=$!
  wait=$(awk -v seed="$i$$" -v most="$seconds" 'BEGIN { srand(seed); printf "%.2f", 0.3 + 0.25 * most * rand() }')
  sleep "$wait"
  kill -9 "$pid" 2>/dev/null || true
  code=0
  wait "$pid" 2>/dev/null || code=$?
  done=$("$java" -jar "$root/cli/target/thaw.jar" status "$work/killed" --json 2>/dev/null | awk -F'[ ,:]+' '/"done"/ {print $3}' || true)
  [ "$code" -eq 137 ] && unfinished=$((unfinished + 1))
  echo "kill $i after $wait s: exit $code, ${done:-no} points done"
  i=$((i + 1))
done

sweep "$work/killed" || [ $? -eq 3 ] || { cat "$work/out"; exit 1; }
for table in points.csv points.parquet columns.json; do
  cmp "$work/undisturbed/$table" "$work/killed/$table"
done
echo "killed $unfinished times while it ran; points.csv, points.parquet and columns.json have the same bytes"
