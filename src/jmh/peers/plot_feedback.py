#!/usr/bin/env python3
"""Prints the tables of the sections "What difference spikes buy" and "The objections" of docs/results.md and draws
docs/images/feedback-traffic.svg; standard library only.

  python3 src/jmh/peers/plot_feedback.py SWEEP      the folder of the sweep over scenarios/mnist-objections.csv, finished
"""
import glob, json, math, re, statistics, sys

SPIKES, GRADED = '#1b6ca8', '#c2410c'
RULES = {  # of the sweep's list: name, colour: what travels down; filled: no weight is shared with the way up
    'bp': ('backpropagation, straight-through', GRADED, False),
    'fa': ('feedback alignment', GRADED, True),
    'dfa': ('direct feedback alignment', GRADED, True),
    'dtp-prob-tied': ('S9, probabilities, tied top', GRADED, False),
    'dtp-prob-learned': ('S9, probabilities, learned top', GRADED, True),
    'dtp-spike-tied': ('S9, independent spikes, tied top', SPIKES, False),
    'dtp-coupled-tied': ('S9, coupled spikes, tied top', SPIKES, False),
    'dtp-coupled-learned': ('S9, coupled spikes, learned top', SPIKES, True),
    's-tied': ('nudges, probabilities, tied top', GRADED, False),
    's-prob': ('surprise, probabilities', GRADED, True),
    's-spike': ('surprise, independent spikes', SPIKES, True),
    's-coupled': ('surprise, coupled spikes', SPIKES, True),
    's-burst': ('surprise, bursts of 8', SPIKES, True),
}
W, H, PLOT, TOP, BOTTOM = 1000, 420, 300, 40, 60


class Run:
    def __init__(self, folder):
        result = json.load(open(f'{folder}/result.json'))
        scenario = open(f'{folder}/scenario.yaml').read()
        last = json.loads(open(f'{folder}/metrics.jsonl').readlines()[-1])
        self.rule, self.seed = result['name'], result['seed']
        self.error, self.validation = last['test_error'], last['validation_error']
        samples = int(re.search(r'training: (\d+)', scenario)[1])
        shown = last['epoch'] * samples
        sent = dict(graded=0, spike=0, difference_spike=0)  # on the way down, a training sample
        self.arrived = self.taught = 0
        for pathway, signals in result['traffic']['feedback'].items():
            fan_out = int(re.search(rf'\b{pathway.split("-")[1]}: {{size: (\d+)', scenario)[1])
            for signal, forms in signals.items():
                for form, number in forms.items():
                    sent[form] += number / shown
                    self.arrived += fan_out * number / shown
                    self.taught += number / shown if signal in ('error', 'target') else 0
        self.graded, self.spikes, self.differences = sent.values()
        self.events = last['synaptic_events'] / samples
        self.a_right_one = self.events / (1 - self.error / 100)


class Rule:
    """The mean over seeds of each figure of its runs."""

    def __init__(self, name, runs):
        self.name, self.runs = name, sorted(runs, key=lambda run: run.seed)
        for figure in ('error', 'validation', 'graded', 'spikes', 'differences', 'arrived', 'taught', 'events', 'a_right_one'):
            setattr(self, figure, statistics.mean(getattr(run, figure) for run in runs))
        errors = [run.error for run in runs]
        self.deviation = statistics.stdev(errors) / math.sqrt(len(errors)) if len(errors) > 1 else 0

    def row(self):
        return ' | '.join([f'| `{self.name}` | {RULES[self.name][0]}', f'{self.validation:.2f}', f'{self.error:.2f} ± {self.deviation:.2f}']
                          + [f'{n:.3g}' if n else '–' for n in (self.graded, self.spikes, self.differences)]
                          + [f'{n:,.0f}' for n in (self.arrived, self.events, self.a_right_one)]) + ' |'

    def seeds(self):
        return f'| `{self.name}` | ' + ', '.join(f'{run.error:.2f}' for run in self.runs) + f' | {self.error:.2f} ± {self.deviation:.2f} |'


by_rule = {name: [] for name in RULES}
for folder in glob.glob(f'{sys.argv[1]}/runs/*'):
    run = Run(folder)
    by_rule[run.rule].append(run)
if not any(by_rule.values()):
    sys.exit(f'no finished runs in {sys.argv[1]}/runs')
runs = [Rule(name, of_rule) for name, of_rule in by_rule.items() if of_rule]
print('| run | rule | validation | test | real numbers down | spikes down | difference spikes down '
      '| synaptic events of feedback | of all | of all, over the part of test samples answered correctly |\n' + '|---' * 10 + '|')
print('\n'.join(rule.row() for rule in runs))
print('\n| run | test error of each seed | mean |\n|---|---|---|')
print('\n'.join(rule.seeds() for rule in runs))


def y(error):
    return H - BOTTOM - (math.log(error) - math.log(2)) / (math.log(10) - math.log(2)) * (H - TOP - BOTTOM)


out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {W} {H}" font-family="sans-serif" font-size="12">',
       '<title>Test error against messages on the way down and against all synaptic events</title>',
       f'<rect width="{W}" height="{H}" fill="white"/>']


def panel(left, title, low, high, ticks, value):
    def x(amount):
        return left + (math.log(amount) - math.log(low)) / (math.log(high) - math.log(low)) * PLOT

    for error in (2, 3, 4, 6, 8, 10):
        out.append(f'<path d="M{left} {y(error):.1f}h{PLOT}" stroke="#ddd"/>'
                   f'<text x="{left - 8}" y="{y(error) + 4:.1f}" text-anchor="end">{error}</text>')
    for tick in ticks:
        out.append(f'<path d="M{x(tick):.1f} {TOP}V{H - BOTTOM}" stroke="#eee"/>'
                   f'<text x="{x(tick):.1f}" y="{H - BOTTOM + 18}" text-anchor="middle">{tick:,}</text>')
    out.append(f'<text x="{left + PLOT / 2}" y="{H - 22}" text-anchor="middle">{title}</text>')
    taken = []
    for number, run in enumerate(runs, 1):
        _, colour, filled = RULES[run.name]
        place = x(value(run)), y(run.error)
        while any(math.dist(place, other) < 12 for other in taken):
            place = place[0] + 4, place[1]  # beside one that it would hide
        taken.append(place)
        at = f'{place[0]:.1f}', f'{place[1]:.1f}'
        out.append(f'<path d="M{at[0]} {y(run.error - run.deviation):.1f}V{y(run.error + run.deviation):.1f}" stroke="{colour}"/>')
        out.append(f'<circle cx="{at[0]}" cy="{at[1]}" r="8" fill="{colour if filled else "white"}" stroke="{colour}" '
                   f'stroke-width="1.5"/><text x="{at[0]}" y="{float(at[1]) + 4:.1f}" text-anchor="middle" font-size="10" '
                   f'fill="{"white" if filled else colour}">{number}</text>')


panel(50, 'targets or errors sent down, a sample', 0.2, 1000, (1, 10, 100, 1000), lambda run: run.taught)
panel(430, 'synaptic events, a sample', 40_000, 250_000, (50_000, 100_000, 200_000), lambda run: run.events)
out.append(f'<text x="50" y="24">test error, %</text>')
for number, run in enumerate(runs, 1):
    name, colour, _ = RULES[run.name]
    out.append(f'<text x="770" y="{TOP + 20 * number}" fill="{colour}" font-size="11">{number}  {name}</text>')
open('docs/images/feedback-traffic.svg', 'w', encoding='utf-8').write('\n'.join(out + ['</svg>']) + '\n')
