#!/usr/bin/env python3
"""Fits the cues of the page-type chooser, and prints how well it does on sites that it has not seen.

    cmake --build build --target thanbai-facts
    rules/fit/fit_page_types.py --corpora ../shared/corpora --write rules/page-types.toml

Needs numpy; nothing of it is needed to build or run thanbai. Deterministic: the same cues give the same bytes.

Points are those of a multinomial logistic regression on cues that are seen or not. Cues are chosen by a group
penalty (all points of a cue are zero or none is; Yuan and Lin 2006), most of them then go, and the points of the
rest are fitted again with a mild penalty on their squares.
"""
import argparse, json, os

os.environ.setdefault('OMP_NUM_THREADS', '1')  # threads cost more than they give here
from collections import defaultdict

import numpy as np

from corpus import dump, fold_of, site_of

TYPES = ['article', 'collection', 'documentation', 'forum', 'listing', 'product', 'service']
SITES = 5          # a cue that fewer sites show is none
CUES = 300         # at most
SCREENED = 900     # candidates that a first look leaves
EDGES = 8          # of a number
GROUP = 1.1        # weight of the penalty that chooses
SQUARES = 8.       # weight of the penalty on squares


class PageTypes:
    """Pages with a known type: names[i] and numbers[i] of page i."""

    def __init__(self, lines, gold_of):
        self.names, self.numbers, self.site, self.truth = [], [], [], []
        for line in lines:
            data = json.loads(line)
            gold = gold_of(data['id'])
            if gold.get('page_type') not in TYPES or 'cues' not in data:
                continue
            self.names.append(set(data['cues']))
            self.numbers.append(data['numbers'])
            self.site.append(gold.get('site') or site_of(gold.get('url'), data['id'].split('__')[0]))
            self.truth.append(TYPES.index(gold['page_type']))
        self.truth = np.array(self.truth)
        self.fold = np.array([fold_of(s) for s in self.site])
        self.site = np.array(self.site)


def readable(x):
    return float(f'{x:.2g}') if x < 100 else float(f'{x:.1e}')


def candidates(pages, rows):
    """Cues that enough sites show: names in order, then numbers with edges."""
    sites = defaultdict(set)
    for i in rows:
        for name in pages.names[i]:
            sites[name].add(pages.site[i])
    cues = sorted(n for n, s in sites.items() if len(s) >= SITES)
    for number in sorted(pages.numbers[0]):
        values = np.array([pages.numbers[i][number] for i in rows])
        edges = {readable(x) for x in np.quantile(values[values > 0], np.arange(EDGES) / EDGES)} if (values > 0).any() else set()
        if (values < 0).any():
            edges.add(0.)
        for edge in sorted(edges):
            shown = values >= edge
            if len(set(pages.site[rows][shown])) >= SITES and not shown.all():
                cues.append(f'{number} >= {edge:g}')
    return cues


def seen(names, numbers, cues):
    """Pages by cues, 0 or 1."""
    out = np.zeros((len(names), len(cues)), np.float32)
    at = {cue: j for j, cue in enumerate(cues)}
    for i, own in enumerate(names):
        for name in own:
            if name in at:
                out[i, at[name]] = 1
    for j, cue in enumerate(cues):
        if ' >= ' in cue:
            number, edge = cue.split(' >= ')
            out[:, j] = [n[number] >= float(edge) for n in numbers]
    return out


def softmax(z):
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def largest_eigenvalue(x):
    """Of x'x, by power iteration, from above."""
    v = np.ones(x.shape[1], x.dtype)
    for _ in range(12):
        v = x.T @ (x @ v)
        size = np.linalg.norm(v)
        v /= size
    return 1.05 * size


def screen(x, target):
    """The cues with the steepest slope at zero, against what chance gives."""
    slope = x.T @ (target - target.mean(0)).astype(x.dtype)
    spread = np.sqrt(np.maximum(x.mean(0) * (1 - x.mean(0)), 1e-6) * len(x))
    strength = np.round(np.sqrt((slope ** 2).sum(1)) / spread, 4)
    return np.sort(np.argsort(-strength, kind='stable')[:SCREENED])


def descend(x, target, group, squares, steps):
    """Accelerated proximal gradient (Beck and Teboulle 2009). Returns base, points."""
    n, m = x.shape
    target = target.astype(x.dtype)
    base, points = np.log(target.mean(0) + 1e-3), np.zeros((m, 7), x.dtype)
    rate = x.dtype.type(1 / (.5 * (largest_eigenvalue(x) + n) + squares))
    old_base, old_points, t = base, points, 1.
    look_base, look = base, points
    for _ in range(steps):
        error = softmax(look_base + x @ look) - target
        next_base = look_base - rate * error.sum(0)
        step = look - rate * (x.T @ error + squares * look)
        size = np.sqrt((step ** 2).sum(1, keepdims=True))
        next_points = step * np.maximum(0, 1 - rate * group / np.maximum(size, 1e-12))
        t_next = (1 + np.sqrt(1 + 4 * t * t)) / 2
        look = next_points + (t - 1) / t_next * (next_points - old_points)
        look_base = next_base + (t - 1) / t_next * (next_base - old_base)
        old_points, old_base, t = next_points, next_base, t_next
    return old_base, old_points


class Chooser:
    def __init__(self, pages, rows, most=CUES, group=GROUP, squares=SQUARES):
        cues = candidates(pages, rows)
        names, numbers = [pages.names[i] for i in rows], [pages.numbers[i] for i in rows]
        x, target = seen(names, numbers, cues), np.eye(7)[pages.truth[rows]]
        screened = screen(x, target)
        cues, x = [cues[j] for j in screened], x[:, screened].astype(np.float64)
        _, points = descend(x, target, group, 0., 300)
        size = np.sqrt((points ** 2).sum(1) * x.mean(0) * (1 - x.mean(0)))
        kept = sorted(np.argsort(-size, kind='stable')[:most])
        kept = [j for j in kept if size[j] > 0]
        self.cues = [cues[j] for j in kept]
        self.base, self.points = descend(x[:, kept], target, 0., squares, 600)
        self.points -= self.points.mean(1, keepdims=True)
        self.base = np.round(self.base - self.base.mean(), 2)
        self.points = np.round(self.points, 2)
        self.sites = [len(set(pages.site[rows][x[:, j] > 0])) for j in kept]

    def chances(self, names, numbers):
        return softmax(self.base + seen(names, numbers, self.cues) @ self.points)

    def write(self, path):
        lines = ['# Fitted by rules/fit/fit_page_types.py; edit by hand and the next fit forgets it.',
                 '# A page has the points of `base` and of every cue that it shows; the type with most points is chosen.',
                 '# Kinds of cues and what the numbers count: rules/cues.hpp. `sites`: how many sites showed the cue.', '',
                 '[base]', *(f'{t} = {b:.2f}' for t, b in zip(TYPES, self.base)), '']
        for cue, points, sites in zip(self.cues, self.points, self.sites):
            given = ', '.join(f'{t} = {p:.2f}' for t, p in zip(TYPES, points) if abs(p) >= .005)
            lines += [f'[[cue]]  # sites: {sites}', f'cue = {json.dumps(cue, ensure_ascii=False)}', f'points = {{ {given} }}', '']
        with open(path, 'w', encoding='utf-8') as out:
            out.write('\n'.join(lines))


def load(cache, root, corpus='wcxb'):
    with open(f'{cache}/{corpus}.pages', encoding='utf-8') as lines:
        return PageTypes(lines, lambda page: json.load(open(f'{root}/{corpus}/gold/{page}.json', encoding='utf-8')))


def out_of_fold(corpora, root):
    """Chances of the seven types [pages x 7] for all pages of a corpus.Corpora: each by a chooser that saw no page
    of its fold. Pages of plain text have equal ones."""
    cues = {}
    for prefix in dict.fromkeys(p.prefix for p in corpora.pages):
        with open(prefix + '.pages', encoding='utf-8') as lines:
            for line in lines:
                data = json.loads(line)
                cues[prefix, data['id']] = (set(data['cues']), data['numbers']) if 'cues' in data else None
    cache = os.path.dirname(corpora.pages[0].prefix)
    pages = load(cache, root)
    out = np.full((len(corpora.pages), 7), 1 / 7)
    for fold in range(5):
        chooser = Chooser(pages, np.flatnonzero(pages.fold != fold))
        held = [i for i, p in enumerate(corpora.pages) if corpora.fold[i] == fold and cues[p.prefix, p.id]]
        shown = [cues[corpora.pages[i].prefix, corpora.pages[i].id] for i in held]
        if held:
            out[held] = chooser.chances([s[0] for s in shown], [s[1] for s in shown])
    return out


def cross_validate(pages, **settings):
    chance = np.zeros((len(pages.truth), 7))
    for fold in range(5):
        rows, held = np.flatnonzero(pages.fold != fold), np.flatnonzero(pages.fold == fold)
        chooser = Chooser(pages, rows, **settings)
        chance[held] = chooser.chances([pages.names[i] for i in held], [pages.numbers[i] for i in held])
    return chance


def report(truth, chance):
    chosen = chance.argmax(1)
    confusion = np.zeros((7, 7), int)
    np.add.at(confusion, (truth, chosen), 1)
    print('| is \\ chosen | ' + ' | '.join(TYPES) + ' | recall | precision |')
    print('|---|' + '--:|' * 9)
    for t in range(7):
        right = confusion[t, t]
        print(f'| {TYPES[t]} | ' + ' | '.join(map(str, confusion[t])) +
              f' | {right / confusion[t].sum():.3f} | {right / max(1, confusion[:, t].sum()):.3f} |')
    recalls = confusion.diagonal() / confusion.sum(1)
    loss = -np.log(np.maximum(chance[np.arange(len(truth)), truth], 1e-9)).mean()
    print(f'\naccuracy {(chosen == truth).mean():.3f}, mean recall {recalls.mean():.3f}, log loss {loss:.3f}')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--tool', default='build/thanbai-facts')
    parser.add_argument('--corpora', default='../shared/corpora')
    parser.add_argument('--cache', default='build/fit')
    parser.add_argument('--write', help='cues to write')
    parser.add_argument('--curve', action='store_true', help='also print the accuracy by number of cues')
    options = parser.parse_args()
    os.makedirs(options.cache, exist_ok=True)
    dump(options.tool, f'{options.corpora}/wcxb', f'{options.cache}/wcxb')
    pages = load(options.cache, options.corpora)
    report(pages.truth, cross_validate(pages))
    if options.curve:
        print('\n| cues | accuracy | log loss |\n|--:|--:|--:|')
        for most in (20, 40, 80, 160, 240, 320, 480):
            chance = cross_validate(pages, most=most)
            loss = -np.log(np.maximum(chance[np.arange(len(chance)), pages.truth], 1e-9)).mean()
            print(f'| {most} | {(chance.argmax(1) == pages.truth).mean():.3f} | {loss:.3f} |')
    if options.write:
        Chooser(pages, np.arange(len(pages.truth))).write(options.write)


if __name__ == '__main__':
    main()
