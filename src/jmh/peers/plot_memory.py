#!/usr/bin/env python3
"""Draws resident memory over time as an SVG; standard library only.

  while kill -0 PID; do echo "$(date +%s) $(awk '/VmRSS/ {print $2}' /proc/PID/status)"; sleep 10; done > rss.txt
  python3 src/jmh/peers/plot_memory.py rss.txt docs/images/memory-over-an-hour.svg
"""
import sys

W, H, LEFT, RIGHT, TOP, BOTTOM, MOST = 720, 260, 60, 20, 20, 45, 400
rows = [line.split() for line in open(sys.argv[1])]
points = [((int(r[0]) - int(rows[0][0])) / 60, int(r[1]) / 1000) for r in rows if len(r) > 1]
end = points[-1][0]
x = lambda minutes: LEFT + minutes / end * (W - LEFT - RIGHT)
y = lambda mb: H - BOTTOM - mb / MOST * (H - TOP - BOTTOM)
out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {W} {H}" font-family="sans-serif" font-size="12" role="img">',
       '<title>Resident memory over an hour of training</title>', f'<rect width="{W}" height="{H}" fill="white"/>']
for mb in range(0, MOST + 1, 100):
    out.append(f'<path d="M{LEFT} {y(mb):.1f}H{W - RIGHT}" stroke="#ddd"/><text x="{LEFT - 8}" y="{y(mb) + 4:.1f}" text-anchor="end">{mb}</text>')
for minutes in range(0, int(end) + 1, 10):
    out.append(f'<text x="{x(minutes):.1f}" y="{H - BOTTOM + 18}" text-anchor="middle">{minutes}</text>')
line = ' '.join(f'{x(m):.1f},{y(v):.1f}' for m, v in points)
out += [f'<polyline points="{line}" fill="none" stroke="#1b6ca8" stroke-width="1.5"/>',
        f'<text x="{(LEFT + W) / 2}" y="{H - 8}" text-anchor="middle">minutes</text>',
        f'<text x="14" y="{H / 2}" text-anchor="middle" transform="rotate(-90 14 {H / 2})">resident, MB</text>', '</svg>']
open(sys.argv[2], 'w').write('\n'.join(out) + '\n')
