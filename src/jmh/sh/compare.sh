#!/usr/bin/env bash
# Training samples per second of Tarpon and of another program, in turn on one machine, and the ratio of their medians.
#   usage: compare.sh ROUNDS SCENARIO 'PEER COMMAND' [tarpon run options…]
# The peer prints one JSON line an epoch with train_samples_per_second, as metrics.jsonl holds them. Both run 6 epochs; the
# first two of each are left out, because one of the two compiles while it runs. Needs target/tarpon.jar, or another jar in CLASSES.
set -euo pipefail
rounds=$1 scenario=$2 peer=$3
shift 3
classes=${CLASSES:-target/tarpon.jar}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rate() { tail -n +3 "$1" | grep -o '"train_samples_per_second": *[0-9.E+]*' | sed 's/.*: *//' >>"$2"; }
for ((i = 1; i <= rounds; i++)); do
  TARPON_JAR=$classes bin/tarpon run "$scenario" --quiet --out "$work/run$i" --set train.epochs=6 --set evaluate.passes=1 \
    --set evaluate.every='6 epochs' "$@" >/dev/null
  rate "$work/run$i/metrics.jsonl" "$work/tarpon"
  $peer >"$work/peer.jsonl"
  rate "$work/peer.jsonl" "$work/peer"
done
middle() { sort -g "$1" | awk '{v[NR] = $1} END {printf "%.0f %.0f %.0f", v[1], v[int((NR + 1) / 2)], v[NR]}'; }
read -r a b c <<<"$(middle "$work/tarpon")"
echo "tarpon  training samples/s: median $b (from $a to $c)"
read -r d e f <<<"$(middle "$work/peer")"
echo "peer    training samples/s: median $e (from $d to $f)"
awk -v x="$b" -v y="$e" 'BEGIN {printf "ratio of the medians: %.2f\n", x / y}'
