"""Scorecards: points for facts, then trees of three questions, by gradient boosting on coded facts."""
import lightgbm as lgb
import numpy as np

PARAMETERS = dict(objective='cross_entropy', max_bin=63, min_data_in_bin=1, min_sum_hessian_in_leaf=2.,
                  min_data_in_leaf=60, lambda_l2=5., feature_fraction=.25, bagging_fraction=.7, bagging_freq=1,
                  num_threads=1, deterministic=True, force_col_wise=True, verbose=-1, feature_pre_filter=False)


def readable(x):
    """Three significant digits."""
    return float(np.format_float_positional(x, 3, unique=False, fractional=False, trim='k')) if x else 0.


def edges_of(column, weight, most=31):
    """Bin edges at quantiles of the weight, frequent values apart, three digits each."""
    values = np.unique(column)
    if len(values) < 2:
        return np.zeros(0, np.float32)
    if len(values) > most + 1:
        order = np.argsort(column, kind='stable')
        mass = np.cumsum(.5 * weight[order] / weight.sum() + .5 / len(column))
        picks = np.searchsorted(mass, np.arange(1, most + 1) / (most + 1))
        chosen = np.unique(column[order][np.minimum(picks, len(column) - 1)])
        values = np.unique(np.concatenate([values[:2], chosen, values[-1:]]))
    middles = (values[1:].astype(np.float64) + values[:-1]) / 2
    middles = np.where(values[:-1] < -1e29, values[1:] - .5, middles)
    return np.unique(np.array([readable(x) for x in middles], np.float32))


def code(facts, edges):
    out = np.empty(facts.shape, np.uint8)
    for j, e in enumerate(edges):
        out[:, j] = np.searchsorted(e, facts[:, j], side='right')
    return out


class Card:
    """base, points[column] = array by bin, trees = [(columns[7], bins[7], outcomes[8])]: bin >= b is a yes."""

    def __init__(self):
        self.base, self.points, self.trees = 0., {}, []

    def predict(self, codes):
        z = np.full(len(codes), self.base, np.float32)
        for j, p in sorted(self.points.items()):
            z += p[codes[:, j]]
        for columns, bins, outcomes in self.trees:
            q = np.zeros(len(codes), np.int64)
            for _ in range(3):
                asked, at = np.take(columns, q), np.take(bins, q)
                q = 2 * q + 1 + (codes[np.arange(len(codes)), asked] >= at)
            z += outcomes[q - 7]
        return z

    def used(self):
        return sorted(set(self.points) | {int(c) for t in self.trees for c in t[0]})


def fit(codes, target, weight, bins, stump_rounds, tree_rounds, stump_rate=.15, tree_rate=.12, seed=1):
    """bins[j]: number of bins of column j."""
    card = Card()
    mean = float(np.average(target, weights=weight))
    card.base = float(np.log(mean / (1 - mean)))
    scale = weight / weight.mean()
    data = lgb.Dataset(codes, target, weight=scale, init_score=np.full(len(codes), card.base), free_raw_data=False,
                       params={**PARAMETERS})
    common = {**PARAMETERS, 'seed': seed}
    if stump_rounds:
        model = lgb.train({**common, 'num_leaves': 2, 'learning_rate': stump_rate}, data, stump_rounds)
        add_stumps(card, model, bins)
    if tree_rounds:
        data.set_init_score(card.predict(codes))
        model = lgb.train({**common, 'num_leaves': 8, 'max_depth': 3, 'learning_rate': tree_rate}, data, tree_rounds)
        add_trees(card, model)
    return card


def trees_of(model):
    return [t['tree_structure'] for t in model.dump_model()['tree_info']]


def add_stumps(card, model, bins):
    for root in trees_of(model):
        if 'split_feature' not in root:
            card.base += root.get('leaf_value', 0.)
            continue
        j, at = root['split_feature'], int(np.floor(root['threshold'])) + 1
        points = card.points.setdefault(j, np.zeros(bins[j], np.float32))
        points[:at] += root['left_child']['leaf_value']
        points[at:] += root['right_child']['leaf_value']


def add_trees(card, model):
    for root in trees_of(model):
        columns, bins, outcomes = np.zeros(7, np.int64), np.zeros(7, np.int64), np.zeros(8, np.float32)

        def place(node, q):
            if q >= 7:
                outcomes[q - 7] = node.get('leaf_value', 0.)
            elif 'split_feature' in node:
                columns[q], bins[q] = node['split_feature'], int(np.floor(node['threshold'])) + 1
                place(node['left_child'], 2 * q + 1)
                place(node['right_child'], 2 * q + 2)
            else:  # settled early: both answers lead to the same outcome
                place(node, 2 * q + 1)
                place(node, 2 * q + 2)

        place(root, 0)
        card.trees.append((columns, bins, outcomes))


def outcomes_of(tree, codes):
    columns, bins, _ = tree
    q = np.zeros(len(codes), np.int64)
    for _ in range(3):
        q = 2 * q + 1 + (codes[np.arange(len(codes)), np.take(columns, q)] >= np.take(bins, q))
    return q - 7


def drop_rare(card, codes, site, least):
    """A number that fewer than `least` sites speak for gives way to its neighbour's."""
    for j, points in card.points.items():
        sites = [len(np.unique(site[codes[:, j] == b])) for b in range(len(points))]
        for b in range(1, len(points)):
            if sites[b] < least:
                points[b] = points[b - 1]
    for tree in card.trees:
        found = outcomes_of(tree, codes)
        sites = [len(np.unique(site[found == o])) for o in range(8)]
        for o in range(8):
            if sites[o] < least:
                tree[2][o] = tree[2][o ^ 1] if sites[o ^ 1] >= least else 0
    return card


def number(x):
    text = f'{x:.4g}'
    return text if any(c in text for c in '.e') else text + '.0'


def write_card(card, names, edges, prefix):
    lines = []
    for j, points in sorted(card.points.items()):
        kept = [b for b in range(1, len(points)) if abs(points[b] - points[b - 1]) >= 5e-4]
        if not kept:
            continue
        lines += [f'[[{prefix}points]]', f'fact = "{names[j]}"',
                  f'edges = [{", ".join(number(edges[j][b - 1]) for b in kept)}]',
                  f'points = [{", ".join(f"{points[b]:.3f}" for b in [0] + kept)}]', '']
    for columns, bins, outcomes in card.trees:
        asks = [f'"{names[c]} >= {number(edges[c][b - 1] if b else -1e9)}"' for c, b in zip(columns, bins)]
        lines += [f'[[{prefix}tree]]', 'ask = [']
        lines += [f'  {asks[0]},', f'  {asks[1]}, {asks[2]},', f'  {asks[3]}, {asks[4]}, {asks[5]}, {asks[6]}]']
        lines += [f'points = [{", ".join(f"{o:.3f}" for o in outcomes)}]', '']
    return lines


def write(path, names, edges, first, second):
    head = ['# Fitted by rules/fit/fit.py; edit by hand and the next fit forgets it.',
            '# A point moves the log-odds that a block is body. See rules/README.md, "The scorecard".', '',
            f'base = {first.base:.4f}', '']
    tail = ['[second]', f'base = {second.base:.4f}', '']
    with open(path, 'w', encoding='utf-8') as out:
        out.write('\n'.join(head + write_card(first, names, edges, '') + tail
                            + write_card(second, names, edges, 'second.')))
