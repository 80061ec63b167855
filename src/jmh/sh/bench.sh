#!/usr/bin/env bash
# Tarpon and the programs that it is measured against, in turn on one machine, and the ratios of the medians.
#   usage: bench.sh PYTHON DIR [ROUNDS [PARTS]]      DIR/mnist holds the four files of MNIST; PARTS are letters of "abcde"
# Needs target/benchmarks.jar; `mvn -q -Pjmh,bench verify -DskipTests -Dpython=PYTHON -Ddata=DIR` makes it and comes here. What
# is not installed is said, and its parts are skipped. Three rounds of everything take about 20 minutes of a quiet machine.
set -euo pipefail
python=$1 data=$2 rounds=${3:-3} parts=${4:-abcde}
export CLASSES=target/benchmarks.jar TARPON_JAR=target/benchmarks.jar
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ -f "$CLASSES" ] || { echo "no $CLASSES: mvn -q -Pjmh package -DskipTests makes it" >&2; exit 1; }

installed() { "$python" -c "import $1" 2>/dev/null; }
lacks() {
  [ "$1" = e ] || command -v "$python" >/dev/null || { echo "there is no $python"; return; }
  case $1 in
    a | b | c)
      [ -f "$data/mnist/train-images-idx3-ubyte.gz" ] || { echo "there is no MNIST in $data/mnist"; return; }
      installed torch || echo "PyTorch is not installed in $python"
      ;;
    d) installed brian2 || echo "Brian 2 is not installed in $python" ;;
    e)
      command -v gcc >/dev/null || { echo "there is no gcc"; return; }
      grep -qs avx2 /proc/cpuinfo || echo "this processor is not known to have AVX2"
      ;;
  esac
}
# part LETTER TITLE COMMAND…
part() {
  local letter=$1 title=$2 missing
  shift 2
  [[ $parts == *$letter* ]] || return 0
  echo "($letter) $title"
  missing=$(lacks "$letter")
  if [ -n "$missing" ]; then
    echo "skipped: $missing" | tee "$work/out"
  else
    "$@" | tee "$work/out"
  fi
  { echo "($letter) $title"; grep -E 'ratio|peer:|skipped' "$work/out"; } >>"$work/summary"
  echo
}
train() { "$python" src/jmh/peers/compare_training.py --data "$data" --rounds "$rounds" --parts "$1"; }

part a '784-200-200-10, Bernoulli input, coupled spikes, against PyTorch' train a
part b 'the same of the paper, Gaussian input and probabilities, against PyTorch' train b
part c '784-2000-2000-10, without and with homeostasis at 5 %, one thread, against PyTorch' train c
part d 'balanced network, 10,000 neurons, 1,000 synapses each, against Brian 2 on one thread' \
  src/jmh/sh/compare-asynchronous.sh "$rounds" "$python"
part e 'sums of rows on one thread, against hand-written AVX2' \
  src/jmh/sh/compare-rows.sh "$rounds"
cat "$work/summary"
