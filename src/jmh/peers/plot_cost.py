#!/usr/bin/env python3
"""Draws the table "Cost of a synaptic event" of docs/benchmarks.md as docs/images/cost-per-event.svg; standard library only.

  python3 src/jmh/peers/plot_cost.py
"""
import math, re

SUPERSCRIPT = {'³': 3, '⁴': 4, '⁵': 5, '⁶': 6}
W, H, LEFT, RIGHT, TOP, BOTTOM = 720, 400, 60, 260, 20, 50
STYLES = [('#1b6ca8', 'none'), ('#1b6ca8', '5 4'), ('#c2410c', 'none')]

text = open('docs/benchmarks.md', encoding='utf-8').read()
table = text[text.index('## Cost of a synaptic event'):].split('| N, K |')[1].split('\n\n')[0].split('\n')
kinds = [c.strip() for c in table[0].split('|') if c.strip()][:3]
series = {}
for line in table[2:]:
    cells = [c.strip() for c in line.strip('|').split('|')]
    n, k = re.match(r'10(.), (\d+)', cells[0]).groups()
    for kind, cell in zip(kinds, cells[1:4]):
        if cell != '–':
            series.setdefault((int(k), kind), []).append((SUPERSCRIPT[n], float(cell)))


def x(exponent):
    return LEFT + (exponent - 3) / 3 * (W - LEFT - RIGHT)


def y(ns):
    return H - BOTTOM - math.log10(ns) / math.log10(40) * (H - TOP - BOTTOM)


out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {W} {H}" font-family="sans-serif" font-size="12">',
       '<title>Processor time of a synaptic event against the number of neurons</title>',
       f'<rect width="{W}" height="{H}" fill="white"/>']
for ns in (1, 2, 5, 10, 20, 40):
    out.append(f'<path d="M{LEFT} {y(ns):.1f}H{W - RIGHT}" stroke="#ddd"/>'
               f'<text x="{LEFT - 8}" y="{y(ns) + 4:.1f}" text-anchor="end">{ns}</text>')
for e in range(3, 7):
    out.append(f'<text x="{x(e):.1f}" y="{H - BOTTOM + 20}" text-anchor="middle">10'
               f'<tspan dy="-5" font-size="9">{e}</tspan></text>')
out.append(f'<text x="{(LEFT + W - RIGHT) / 2}" y="{H - 8}" text-anchor="middle">neurons</text>')
out.append(f'<text transform="translate(16 {H / 2}) rotate(-90)" text-anchor="middle">ns a synaptic event</text>')
for row, ((k, kind), points) in enumerate(sorted(series.items(), key=lambda s: (s[0][0], kinds.index(s[0][1])))):
    colour, dashes = STYLES[kinds.index(kind)]
    fill = colour if k == 100 else 'white'
    line = ' '.join(f'{x(e):.1f},{y(ns):.1f}' for e, ns in points)
    at = TOP + 20 + 22 * row
    out.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5" stroke-dasharray="{dashes}"/>')
    out.append(f'<path d="M{W - RIGHT + 15} {at - 4}h26" stroke="{colour}" stroke-width="1.5" stroke-dasharray="{dashes}"/>')
    for cx, cy in [(x(e), y(ns)) for e, ns in points] + [(W - RIGHT + 28, at - 4)]:
        out.append(f'<circle cx="{cx:.1f}" cy="{cy:.1f}" r="3.5" fill="{fill}" stroke="{colour}"/>')
    out.append(f'<text x="{W - RIGHT + 48}" y="{at}">K = {k}, {kind}</text>')
open('docs/images/cost-per-event.svg', 'w', encoding='utf-8').write('\n'.join(out + ['</svg>']) + '\n')
