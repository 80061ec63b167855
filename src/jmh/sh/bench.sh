#!/usr/bin/env bash
# Tarpon and the programs that it is measured against, in turn on one machine, and the ratios of the medians.
#   usage: bench.sh PYTHON DIR [ROUNDS [PARTS]]      DIR/mnist holds the four files of MNIST; PARTS are letters of "abcde"
# Needs target/benchmarks.jar; `mvn -q -Pjmh,bench verify -DskipTests -Dpython=PYTHON -Ddata=DIR` makes it and comes here. What
# is not installed is said, and its parts are skipped. Three rounds of everything take about 15 minutes of a quiet machine.
set -euo pipefail
python=$1 data=$2 rounds=${3:-3} parts=${4:-abcde}
export CLASSES=target/benchmarks.jar
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
  echo "($letter) $title: $(tail -n 1 "$work/out")" >>"$work/summary"
  echo
}
torch="$python src/jmh/peers/torch_dtp.py --data $data/mnist --epochs 6 --passes 1 --every 7"
wide="$torch --encoder bernoulli --feedback coupled-spike --hidden 2000 2000 --threads 1 --training 2000"
compare() { src/jmh/sh/compare.sh "$rounds" "$@" --data "$data"; }

part a '784-200-200-10, Bernoulli input, coupled spikes, two threads, against PyTorch' \
  compare scenarios/mnist.yaml "$torch --encoder bernoulli --feedback coupled-spike --threads 2" --threads 2
part b 'the same of the paper: Gaussian input, probabilities, two threads, against PyTorch' \
  compare scenarios/paper/lee2015-stochastic-mnist.yaml "$torch --encoder gaussian --feedback probability --threads 2" --threads 2
part c '784-2000-2000-10, one thread, against PyTorch' \
  compare scenarios/mnist-wide.yaml "$wide" --threads 1 --set data.training=2000
part c '784-2000-2000-10 with homeostasis at 5 %, one thread, against PyTorch' \
  compare scenarios/mnist-wide-sparse.yaml "$wide" --threads 1 --set data.training=2000
part d 'balanced network, 10,000 neurons, 1,000 synapses each, against Brian 2 on one thread' \
  src/jmh/sh/compare-asynchronous.sh "$rounds" "$python"
part e 'sums of rows on one thread, against hand-written AVX2' \
  src/jmh/sh/compare-rows.sh "$rounds"
cat "$work/summary"
