#!/usr/bin/env bash
# Synaptic additions per second of RowKernel and of the same sum in hand-written AVX2 (peers/rows.c), in turn on one machine,
# one thread each, and the ratio of the medians.   usage: compare-rows.sh ROUNDS
# Needs target/benchmarks.jar (mvn -q -Pjmh package -DskipTests) and gcc. The first of five measurements of the C program, in
# which memory is touched for the first time, is left out.
set -euo pipefail
export LC_NUMERIC=C
rounds=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gcc -O3 -mavx2 -mfma src/jmh/peers/rows.c -o "$work/rows"
for ((i = 1; i <= rounds; i++)); do
  java -XX:MaxVectorSize=32 -XX:ObjectAlignmentInBytes=32 -jar target/benchmarks.jar RowKernelBenchmark.spikes -f 1 -wi 2 -i 5 -w 1 -r 1 | grep -E '^Iteration' |
    awk '{printf "%.2f\n", 1 / $3}' >>"$work/here"
  "$work/rows" | tail -n +2 | awk '{print $2}' >>"$work/peer"
done
middle() { sort -g "$1" | awk '{v[NR] = $1} END {print v[1], v[int((NR + 1) / 2)], v[NR]}'; }
read -r a b c <<<"$(middle "$work/here")"
echo "RowKernel  10^9 additions/s: median $b (from $a to $c)"
read -r d e f <<<"$(middle "$work/peer")"
echo "rows.c     10^9 additions/s: median $e (from $d to $f)"
awk -v x="$b" -v y="$e" 'BEGIN {printf "ratio of the medians: %.2f\n", x / y}'
