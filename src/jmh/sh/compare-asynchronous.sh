#!/usr/bin/env bash
# Synaptic events per second of the balanced network of asynchronous binary neurons, here and in Brian 2, in turn on one
# machine, and the ratio of the medians.   usage: compare-asynchronous.sh ROUNDS PYTHON [NEURONS INDEGREE MILLISECONDS]
# Needs target/benchmarks.jar (mvn -q -Pjmh package -DskipTests), or classes in CLASSES. Of six repetitions in one process the
# last four count, because the first compile; the peer is compiled before its clock starts.
set -euo pipefail
rounds=$1 python=$2 neurons=${3:-10000} indegree=${4:-1000} milliseconds=${5:-200}
classes=${CLASSES:-target/benchmarks.jar}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rate() { grep -o '"synaptic_events_per_second": *[0-9]*' | sed 's/.*: *//'; }
middle() { sort -g "$1" | awk '{v[NR] = $1} END {printf "%.0f %.0f %.0f", v[1], v[int((NR + 1) / 2)], v[NR]}'; }
here() { java -Xmx4g -cp "$classes" org.tarpon.engine.BalancedNetwork "$neurons" "$indegree" "$milliseconds" "$1" 6 | tail -n 4 | rate >>"$work/$2"; }
for ((i = 1; i <= rounds; i++)); do
  here 1 one
  here 2 two
  "$python" src/jmh/peers/brian2_glauber.py --neurons "$neurons" --indegree "$indegree" --milliseconds "$milliseconds" --seed "$i" |
    tee -a "$work/json" | rate >>"$work/peer"
done
grep -o '"changes_per_neuron_per_second": *[0-9.]*' "$work/json"
for who in one two peer; do
  read -r low median high <<<"$(middle "$work/$who")"
  echo "$who: median $median (from $low to $high)"
done
awk -v a="$(middle "$work/one" | cut -d' ' -f2)" -v b="$(middle "$work/two" | cut -d' ' -f2)" -v c="$(middle "$work/peer" | cut -d' ' -f2)" \
  'BEGIN {printf "one thread / peer: %.1f   two threads / one: %.2f\n", a / c, b / a}'
