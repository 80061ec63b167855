#!/usr/bin/env python3
"""Training samples per second of Tarpon and of the same rule in PyTorch (torch_dtp.py), in turn on the same cores, and ratios of
the medians. Run by a Python that has PyTorch 2, from the project's folder; needs target/tarpon.jar, or another jar in TARPON_JAR.

  python src/jmh/peers/compare_training.py --data DIR [--rounds 5] [--parts abc] [--cores 0,1]

DIR/mnist holds the four files of MNIST. Every program of a part runs once a round, by two threads (part c: one) pinned to the cores. Each
trains 6 epochs, of which the first two are left out, because Java compiles while it runs. Where there is gcc, the time in which a cache
line goes from one of the two cores to the other is printed before and after each part (handover.c; docs/benchmarks.md says why).
"""
import argparse, json, os, shutil, statistics, subprocess, sys, tempfile

SHARE = ['--set', 'learning.feedback.share-forward=true']
SMALL = ['--set', 'data.training=2000']
COUPLED = ['--encoder', 'bernoulli', '--feedback', 'coupled-spike']
LEE = 'scenarios/paper/lee2015-stochastic-mnist.yaml'
PARTS = {  # letter: title, threads, options of torch_dtp.py, [(row, threads, options of `tarpon run`)]
    'a': ('784-200-200-10, Bernoulli input, coupled spikes', 2, COUPLED, [
        ('mnist.yaml', 2, ['scenarios/mnist.yaml']),
        ('mnist.yaml, share-forward', 2, ['scenarios/mnist.yaml', *SHARE]),
        ('mnist-spikes.yaml', 2, ['scenarios/mnist-spikes.yaml']),
        ('mnist.yaml, one thread', 1, ['scenarios/mnist.yaml']),
        ('mnist-spikes.yaml, one thread', 1, ['scenarios/mnist-spikes.yaml'])]),
    'b': ('784-200-200-10, Gaussian input, probabilities', 2, ['--encoder', 'gaussian', '--feedback', 'probability'], [
        ('lee2015-stochastic-mnist.yaml', 2, [LEE]),
        ('lee2015-stochastic-mnist.yaml, share-forward', 2, [LEE, *SHARE]),
        ('mnist-surprise.yaml', 2, ['scenarios/mnist-surprise.yaml'])]),
    'c': ('784-2000-2000-10, 2,000 samples', 1, [*COUPLED, '--hidden', '2000', '2000', '--training', '2000'], [
        ('mnist-wide.yaml', 1, ['scenarios/mnist-wide.yaml', *SMALL]),
        ('mnist-wide-sparse.yaml, 5 % active', 1, ['scenarios/mnist-wide-sparse.yaml', *SMALL])]),
}
EPOCHS, LEFT_OUT = 6, 2


def pinned(threads):
    return ['taskset', '-c', arguments.cores if threads > 1 else arguments.cores.split(',')[0]] if shutil.which('taskset') else []


def rates(lines):
    epochs = [json.loads(line) for line in lines if 'train_samples_per_second' in line]
    return [epoch['train_samples_per_second'] for epoch in epochs][LEFT_OUT:]


def tarpon(threads, options):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([*pinned(threads), 'bin/tarpon', 'run', '--quiet', '--no-report', '--data', arguments.data, '--threads', str(threads), '--out',
                        f'{folder}/run', '--set', f'train.epochs={EPOCHS}', '--set', f'evaluate={{passes: 1, every: {EPOCHS} epochs}}', *options],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        return rates(open(f'{folder}/run/metrics.jsonl'))


def torch(threads, options):
    peer = [sys.executable, os.path.join(os.path.dirname(__file__), 'torch_dtp.py'), '--data', f'{arguments.data}/mnist', '--epochs', str(EPOCHS),
            '--passes', '1', '--every', str(EPOCHS + 1), '--threads', str(threads), *options]
    return rates(subprocess.run([*pinned(threads), *peer], stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines())


def hand_over():
    if not shutil.which('gcc') or ',' not in arguments.cores:
        return
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(os.path.dirname(__file__), 'handover.c')
        subprocess.run(['gcc', '-O2', '-pthread', '-o', f'{folder}/handover', source], check=True)
        nanoseconds = subprocess.run([f'{folder}/handover', *arguments.cores.split(',')], stdout=subprocess.PIPE, text=True, check=True).stdout.split()[-1]
        print(f'a cache line goes from core {arguments.cores.replace(",", " to ")} in {nanoseconds} ns', flush=True)


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument('--data', required=True)
parser.add_argument('--rounds', type=int, default=5)
parser.add_argument('--parts', default='abc')
parser.add_argument('--cores', default='0,1')
arguments = parser.parse_args()
for part in arguments.parts:
    title, threads, peer, rows = PARTS[part]
    print(f'({part}) {title}', flush=True)
    hand_over()
    programs = [('PyTorch', threads, torch, peer), *((row, own, tarpon, options) for row, own, options in rows)]
    measured = {name: [] for name, *_ in programs}
    for _ in range(arguments.rounds):
        for name, own, program, options in programs:
            measured[name] += program(own, options)
    hand_over()
    reference = statistics.median(measured['PyTorch'])
    for name, values in measured.items():
        middle = statistics.median(values)
        print(f'{name}: {middle:,.0f} training samples/s (from {min(values):,.0f} to {max(values):,.0f}), ratio {middle / reference:.2f}', flush=True)
