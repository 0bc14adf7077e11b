#!/usr/bin/env bash
# Runs a sweep on a real Spark cluster on this machine: a standalone master and two workers, started
# from the jars that Maven fetched, one core each, on the loopback interface only.
#  1. a sweep on the cluster, one worker killed with SIGKILL midway: Spark evaluates again what it lost;
#  2. the same sweep in a new folder, the driver killed with SIGKILL midway, finished by the local engine.
# Both must give the bytes of an undisturbed local run. The executors have Spark's jars alone; Thaw and
# its libraries reach them from the driver. Everything started is stopped at the end, also after a
# failure. Needs a JDK, Maven and some minutes.
# usage: spark/cluster-test.sh [EXPERIMENT]; without one, 100 points of a small scenario, some not allowed.
set -euo pipefail
set -m # every process below leads a group, which its executors join

root=$(cd "$(dirname "$0")/.." && pwd -P)
work=$(mktemp -d)
groups=()
cleanup() {
  for group in "${groups[@]:-}"; do
    [ -z "$group" ] || kill -9 -- "-$group" 2>/dev/null || true
  done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

fail() {
  echo "cluster-test: $1" >&2
  [ -z "${2:-}" ] || tail -n 30 "$2" >&2
  exit 1
}

# await SECONDS WHAT LOG COMMAND...: until the command succeeds
await() {
  local end=$((SECONDS + $1)) what=$2 log=$3
  shift 3
  until "$@" 2>/dev/null; do
    [ "$SECONDS" -lt "$end" ] || fail "$what: not within the time" "$log"
    sleep 0.2
  done
}

experiment=${1:-}
if [ -z "$experiment" ]; then
  experiment=$work/experiment.json
  cp "$root/examples/us-dprk/package.json" "$work/base.json"
  cat >"$experiment" <<'JSON'
{"format": "thaw/experiment@1", "name": "cluster-test", "question": "Does a lost worker matter?", "base": "base.json",
 "outcomes": ["verdict"],
 "parameters": [{"path": "trust.initial", "range": [0.05, 0.5]}, {"path": "parties.us.patience", "range": [0.5, 0.9]}],
 "design": {"kind": "grid", "points": 10}}
JSON
fi

"$root/spark/thaw-spark" --version >/dev/null # builds if it must
java=java
[ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ] && java=$JAVA_HOME/bin/java

# thaw JAVA-OPTION ARGUMENTS...: as spark/thaw-spark, but never builds
thaw() {
  local option=$1 own=$root/spark/target/thaw-spark.jar
  shift
  exec "$java" "$option" "-Dthaw.spark.jars=$own,$root/cli/target/thaw.jar" \
    -cp "$own:$(cat "$root/spark/target/classpath")" thaw.cli.Main "$@"
}

export SPARK_HOME=$work/spark SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1
mkdir -p "$SPARK_HOME/jars"
touch "$SPARK_HOME/RELEASE"
tr ':' '\n' <"$root/spark/target/classpath" | while read -r jar; do
  case ${jar##*/} in
    thaw-* | ojalgo-* | hipparchus-* | commons-rng-* | commons-statistics-* | commons-numbers-* | \
      json-schema-* | jackson-dataformat-* | snakeyaml-* | picocli-* | jfreechart-* | parquet-*) ;;
    *) ln -s "$jar" "$SPARK_HOME/jars/" ;;
  esac
done

# daemon NAME CLASS ARGUMENTS...: sets pid
daemon() {
  local name=$1
  shift
  "$java" -Xmx512m -Dspark.master.rest.enabled=false -cp "$SPARK_HOME/jars/*" "$@" >"$work/$name.log" 2>&1 &
  pid=$!
  groups+=("$pid")
}

daemon master org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 0 --webui-port 0
await 60 "a master" "$work/master.log" grep -q 'Starting Spark master at spark://' "$work/master.log"
master=$(sed -n 's/.*Starting Spark master at \(spark:[^ ]*\).*/\1/p' "$work/master.log" | head -n 1)
for i in 1 2; do
  daemon "worker$i" org.apache.spark.deploy.worker.Worker --cores 1 --memory 1g --host 127.0.0.1 \
    --port 0 --webui-port 0 --work-dir "$work/worker$i" "$master"
  workers[i]=$pid
done
for i in 1 2; do
  await 60 "worker $i" "$work/worker$i.log" grep -q 'Successfully registered with master' "$work/worker$i.log"
done
echo "a master and two workers at $master"

# local_sweep FOLDER
local_sweep() {
  (thaw -Xmx1g sweep "$experiment" -o "$1" -q) >"$work/out" 2>&1 || [ $? -eq 3 ] || fail "the local sweep" "$work/out"
}

# spark_sweep FOLDER: in the background, sets pid
spark_sweep() {
  thaw -Dthaw.spark.log=info sweep "$experiment" --engine spark --master "$master" -o "$1" -q \
    >"$1.out" 2>"$1.log" &
  pid=$!
  groups+=("$pid")
}

stored() {
  local bytes
  bytes=$(cat "$1"/log/block-*.log 2>/dev/null | wc -c)
  [ "$bytes" -gt "$2" ]
}

same() {
  for table in points.csv points.parquet columns.json; do
    cmp "$work/local/$table" "$1/$table"
  done
}

local_sweep "$work/local"
whole=$(cat "$work"/local/log/block-*.log | wc -c)
echo "local engine: $(head -n 1 "$work/out")"

spark_sweep "$work/lost-worker"
await 300 "a quarter of the points" "$work/lost-worker.log" stored "$work/lost-worker" $((whole / 4))
kill -9 "${workers[1]}"
wait "${workers[1]}" 2>/dev/null || true
stored "$work/lost-worker" $((whole - 1)) && fail "nothing was left to do when the worker was killed"
code=0
wait "$pid" || code=$?
[ "$code" -eq 0 ] || [ "$code" -eq 3 ] || fail "the sweep ended with exit $code" "$work/lost-worker.log"
lost=$(grep -c 'Lost executor' "$work/lost-worker.log" || true)
again=$(grep -c -e 'Lost task' -e 'its executor exited' "$work/lost-worker.log" || true)
[ "$lost" -ge 1 ] || fail "no executor was lost" "$work/lost-worker.log"
[ "$again" -ge 1 ] || fail "no task was lost" "$work/lost-worker.log"
same "$work/lost-worker"
echo "one of two workers killed midway: $lost executor and $again tasks lost, same bytes"

spark_sweep "$work/killed"
await 300 "a quarter of the points" "$work/killed.log" stored "$work/killed" $((whole / 4))
kill -9 "$pid"
wait "$pid" 2>/dev/null || true
stored "$work/killed" $((whole - 1)) && fail "nothing was left to do when the driver was killed"
local_sweep "$work/killed"
same "$work/killed"
echo "driver killed midway, finished by the local engine: same bytes"
