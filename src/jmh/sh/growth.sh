#!/usr/bin/env bash
# How the cost of learning grows with batch, width, depth, activity and threads: µs a training sample (feedback learning and
# forward learning), a table in markdown. Short runs, of which the last epoch counts, when all is compiled: after some 4 s
# on one core.   usage: growth.sh DIR [REPEATS]
# Needs target/tarpon.jar; DIR holds MNIST. Everything but what a row names is as in scenarios/mnist.yaml: batches of 100,
# 784-200-200-10, one thread. Each row is run REPEATS (3) times, in turn with the others of its table.
set -euo pipefail
export LC_NUMERIC=C
data=$1 repeats=${2:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# run NAME SCENARIO SAMPLES EPOCHS THREADS OVERRIDE… appends the µs of one run to a file of that name
run() {
  local name=$1 scenario=$2 samples=$3 epochs=$4 threads=$5 overrides=()
  shift 5
  for override; do overrides+=(--set "$override"); done
  bin/tarpon run "$scenario" --data "$data" --quiet --out "$work/run" --threads "$threads" \
    --set data.training="$samples" --set data.validation=0 --set train.epochs="$epochs" --set evaluate.passes=1 \
    --set evaluate.every="$epochs epochs" "${overrides[@]}" >/dev/null
  grep -o '"train_samples_per_second" : [0-9.E+]*' "$work/run/result.json" | awk '{print 1e6 / $3}' >>"$work/$name"
  rm -r "$work/run"
}
# table TITLE COMMAND VALUE… : COMMAND runs one value
table() {
  local title=$1 command=$2 value
  shift 2
  for ((i = 0; i < repeats; i++)); do
    for value; do "$command" "$value"; done
  done
  printf '| %s | µs a sample, median (range) |\n|---|---|\n' "$title"
  for value; do
    sort -g "$work/$value" | awk -v x="$value" '{v[NR] = $1} END {printf "| %s | %.1f (%.1f – %.1f) |\n", x, v[int((NR + 1) / 2)], v[1], v[NR]}'
    rm "$work/$value"
  done
  echo
}
batch() { run "$1" scenarios/mnist.yaml 10000 10 1 train.batch="$1"; }
width() { run "$1" scenarios/mnist.yaml $((2000000 / $1)) 10 1 populations.hidden1.size="$1" populations.hidden2.size="$1"; }
threads() { run "$1" scenarios/mnist.yaml 20000 8 "$1"; }
activity() {
  local rate
  rate=$(awk -v x="${1%\%}" 'BEGIN {print x / 100}')
  run "$1" scenarios/mnist-wide-sparse.yaml 2000 5 1 populations.hidden1.homeostasis.rate="$rate" populations.hidden2.homeostasis.rate="$rate"
}
depth() {
  local populations='input: {size: 784, model: source}' up='{from: input, to: h1, weights: glorot-uniform, delay: 2 ms}' down=''
  for ((i = 1; i <= $1; i++)); do
    populations+=", h$i: {size: 200, model: stochastic-binary}"
    if ((i > 1)); then
      up+=", {from: h$((i - 1)), to: h$i, weights: glorot-uniform, delay: 2 ms}"
      down+="{from: h$i, to: h$((i - 1)), weights: glorot-uniform, delay: 2 ms},"
    fi
  done
  up+=", {from: h$1, to: output, weights: glorot-uniform, delay: 2 ms}"
  run "$1" scenarios/mnist.yaml $((20000 / $1)) 10 1 timing.cycle='50 ms' \
    "populations={$populations, output: {size: 10, model: softmax}}" "pathways={feedforward: [$up], feedback: [${down%,}]}"
}

table 'batch' batch 10 100 1000
table 'neurons of each hidden layer' width 100 200 500 1000
table 'hidden layers (of one, no feedback is learned)' depth 1 2 4 8
table 'neurons that fire, of 784-2000-2000-10' activity 5% 10% 20% 50%
table 'threads' threads 1 2
