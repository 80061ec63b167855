#!/usr/bin/env python3
"""The yardstick: difference target propagation on a stochastic binary network in PyTorch.

Same network, rule, optimiser and batch as Tarpon's MNIST scenario, written the way a PyTorch user would write it (dense
matrix products, autograd not needed). Used for two things only: to compare accuracy, and to compare training samples per
second, both programs in turn in one run on one machine.  Equations: docs/model.md (S1-S13).

  python torch_dtp.py --data DIR/mnist --epochs 3                      # the paper's setting
  python torch_dtp.py --data DIR/mnist --encoder bernoulli --feedback coupled-spike
"""
import argparse, gzip, json, time
import numpy as np
import torch

p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
p.add_argument('--data', required=True, help='folder with the four IDX files (.gz)')
p.add_argument('--rule', default='dtp', choices=['dtp', 'straight-through'])
p.add_argument('--encoder', default='gaussian', choices=['gaussian', 'bernoulli'])
p.add_argument('--feedback', default='probability', choices=['probability', 'spike', 'coupled-spike'])
p.add_argument('--hidden', type=int, nargs='+', default=[200, 200])
p.add_argument('--training', type=int, default=50000, help='samples to learn from')
p.add_argument('--epochs', type=int, default=3)
p.add_argument('--batch', type=int, default=100)
p.add_argument('--target-step', type=float, default=58.4385169576, help='eta-hat, for the batch-mean loss')
p.add_argument('--rate-forward', type=float, default=0.00308740019447)
p.add_argument('--rate-feedback', type=float, default=0.00000271629261947)
p.add_argument('--passes', type=int, default=20, help='K, stochastic passes averaged when testing')
p.add_argument('--every', type=int, default=1, help='epochs between evaluations')
p.add_argument('--threads', type=int, default=2)
p.add_argument('--seed', type=int, default=1)
a = p.parse_args()
torch.set_num_threads(a.threads)
torch.manual_seed(a.seed)


def idx(name, offset):
    with gzip.open(f'{a.data}/{name}.gz') as f:
        return np.frombuffer(f.read(), dtype=np.uint8, offset=offset)


def split(prefix):
    x = idx(f'{prefix}-images-idx3-ubyte', 16).reshape(-1, 784)
    y = idx(f'{prefix}-labels-idx1-ubyte', 8)
    return torch.tensor(x / 255., dtype=torch.float32), torch.tensor(y.astype(np.int64))


X, Y = split('train')
TX, TY = split('t10k')
VX, VY, X, Y = X[50000:], Y[50000:], X[:a.training], Y[:a.training]
dims = [X.shape[1]] + a.hidden + [10]
M = len(dims) - 1          # index of the output layer


def glorot(n_in, n_out):
    r = (6. / (n_in + n_out)) ** .5
    return (torch.rand(n_in, n_out) * 2 - 1) * r


W = [None] + [glorot(dims[i - 1], dims[i]) for i in range(1, M + 1)]
b = [None] + [torch.zeros(dims[i]) for i in range(1, M + 1)]
V = [None, None] + [glorot(dims[i], dims[i - 1]) for i in range(2, M)]       # layer i -> i-1
c = [None, None] + [torch.zeros(dims[i - 1]) for i in range(2, M)]


class CentredRmsProp:
    def __init__(self, theta):
        self.theta, self.inc, self.mean, self.square = theta, *(torch.zeros_like(theta) for _ in range(3))

    def step(self, g, rate):
        self.mean.mul_(.95).add_(g, alpha=.05)
        self.square.mul_(.95).addcmul_(g, g, value=.05)
        self.inc.mul_(.9).sub_(g / torch.sqrt(self.square - self.mean ** 2 + .001), alpha=rate)
        self.theta.add_(self.inc)


opt = {id(t): CentredRmsProp(t) for t in W[1:] + b[1:] + V[2:] + c[2:]}
step = lambda theta, g, rate: opt[id(theta)].step(g, rate)
sample = lambda q: (torch.rand_like(q) < q).float()


def encode(x, training):
    if a.encoder == 'bernoulli':
        return sample(x)
    return x + .3 * torch.randn_like(x) if training else x


def forward(s0):
    s, q = [s0], [None]
    for i in range(1, M):
        q.append(torch.sigmoid(s[-1] @ W[i] + b[i]))
        s.append(sample(q[-1]))
    return s, q, torch.softmax(s[-1] @ W[M] + b[M], 1)


def learn_feedback(x, epoch):
    s, q, _ = forward(encode(x, True))
    for i in range(2, M):
        h = q[i - 1] + .5 / (1 + epoch / 100) * torch.randn_like(q[i - 1])
        up = torch.sigmoid(sample(h) @ W[i] + b[i])
        up = up if a.feedback == 'probability' else sample(up)
        r = torch.tanh(up @ V[i] + c[i])
        d = 2 * (r - h) * (1 - r * r) / len(x)
        step(V[i], up.t() @ d, a.rate_feedback)
        step(c[i], d.sum(0), a.rate_feedback)


flips = []


def learn_forward(x, y):
    s, q, out = forward(encode(x, True))
    g = out.clone()
    g[torch.arange(len(y)), y] -= 1
    g /= len(y)
    back = g @ W[M].t()
    if a.rule == 'straight-through':
        deltas, d = {}, back * q[M - 1] * (1 - q[M - 1])
        for i in range(M - 1, 0, -1):
            deltas[i] = d
            if i > 1:
                d = (d @ W[i].t()) * q[i - 1] * (1 - q[i - 1])
    else:
        t = {M - 1: q[M - 1] - a.target_step * back}
        for i in range(M - 1, 1, -1):
            if a.feedback == 'probability':
                up, here = t[i], q[i]
            elif a.feedback == 'spike':
                up, here = sample(t[i]), s[i]
            else:                                   # the variate that produced s, given s
                u = torch.rand_like(q[i])
                u = torch.where(s[i] > 0, u * q[i], q[i] + u * (1 - q[i]))
                up, here = (u < t[i]).float(), s[i]
                flips.append((up != here).float().mean().item())
            t[i - 1] = q[i - 1] + torch.tanh(up @ V[i] + c[i]) - torch.tanh(here @ V[i] + c[i])
        deltas = {i: 2 * (q[i] - t[i]) * q[i] * (1 - q[i]) / len(y) for i in range(1, M)}
    grads = [(W[M], s[M - 1].t() @ g), (b[M], g.sum(0))]
    for i in range(1, M):
        grads += [(W[i], s[i - 1].t() @ deltas[i]), (b[i], deltas[i].sum(0))]
    for theta, grad in grads:
        step(theta, grad, a.rate_forward)
    return (out.argmax(1) != y).float().mean().item()


def error(x, y):
    total = sum(forward(encode(x, False))[2] for _ in range(a.passes))
    return 100 * (total.argmax(1) != y).float().mean().item()


for epoch in range(1, a.epochs + 1):
    order, flips[:] = torch.randperm(len(X)), []
    batches = [order[i:i + a.batch] for i in range(0, len(X), a.batch)]
    start = time.time()
    if a.rule == 'dtp':
        for k in batches:
            learn_feedback(X[k], epoch)
    train = 100 * float(np.mean([learn_forward(X[k], Y[k]) for k in batches]))
    seconds = time.time() - start
    row = dict(epoch=epoch, train_error=round(train, 2), epoch_seconds=round(seconds, 3),
               train_samples_per_second=round(len(X) / seconds))
    if flips:
        row['difference_spike_fraction'] = round(float(np.mean(flips)), 5)
    if epoch % a.every == 0 or epoch == a.epochs:
        row.update(validation_error=round(error(VX, VY), 2), test_error=round(error(TX, TY), 2))
    print(json.dumps(row), flush=True)
