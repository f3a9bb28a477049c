#!/usr/bin/env python3
"""Fits the scorecard of HTML pages and prints what it reaches on sites that it has not seen.

    cmake --build build --target thanbai-facts
    rules/fit/fit.py --corpora ../shared/corpora --write rules/scorecard/html.toml

Needs numpy and lightgbm; nothing of it is needed to build or run thanbai. Deterministic: the same facts give the
same bytes. Cross-validation is by site in five folds, and the second look is fitted on first looks of folds that
did not see the page: within each training set, by folds of its own.
"""
import argparse, os, subprocess, time

import numpy as np

import boosting
import fit_page_types
from corpus import Corpora, table

FIRST = dict(stump_rounds=20, tree_rounds=80, stump_rate=.3, tree_rate=.15)
SECOND = dict(stump_rounds=20, tree_rounds=150, stump_rate=.3, tree_rate=.08)
SITES = 5  # a fitted number that fewer sites speak for is not kept


class Fit:
    def __init__(self, options):
        self.options = options
        self.corpora = Corpora(options.tool, options.corpora, options.corpus, options.cache)
        c = self.corpora
        self.names = c.columns
        # The chooser is fitted on the same pages: give the judge chances from folds that did not see them.
        types = fit_page_types.out_of_fold(c, options.corpora)
        low = c.columns.index('page_type_article')
        c.facts[:, low:low + 7] = types[c.page_of].astype(np.float32)
        self.edges = [boosting.edges_of(c.facts[:, j], c.weight) for j in range(c.facts.shape[1])]
        self.codes = boosting.code(c.facts, self.edges)
        self.site = np.unique([p.site for p in c.pages], return_inverse=True)[1][c.page_of]
        self.clock = time.time()
        # Long blocks always take part, short ones by their weight: the sum of weights stays.
        chance = np.clip(c.weight / (.7 * c.weight.mean()), .12, 1)
        self.drawn = np.random.default_rng(0).random(len(chance)) < chance
        self.weight = np.where(self.drawn, c.weight / chance, 0)

    def say(self, text):
        print(f'{time.time() - self.clock:6.0f} s  {text}', flush=True)

    def train(self, rows, codes, edges, parameters):
        rows = rows & (self.weight > 0)
        card = boosting.fit(codes[rows], self.corpora.target[rows], self.weight[rows],
                            [len(e) + 1 for e in edges], **parameters)
        return boosting.drop_rare(card, codes[rows], self.site[rows], SITES)

    def looks(self, points):
        """The second look of the program itself, given first points of all blocks."""
        out, low = [], 0
        prefixes = list(dict.fromkeys(p.prefix for p in self.corpora.pages))
        for prefix in prefixes:
            count = sum(p.count for p in self.corpora.pages if p.prefix == prefix)
            source, target = f'{prefix}.{os.getpid()}.points', f'{prefix}.{os.getpid()}.looks'
            points[low:low + count].astype(np.float32).tofile(source)
            subprocess.run([self.options.tool, 'looks', prefix, source, target], check=True)
            out.append(np.fromfile(target, np.float32).reshape(count, -1))
            os.remove(source), os.remove(target)
            low += count
        looks = np.concatenate(out)
        looks[~np.isfinite(looks)] = np.float32(-1e30)
        return looks

    def first_points(self, rows, folds):
        """First points of all blocks: of each fold by a card that did not see it, of the rest by all rows."""
        points = self.train(rows, self.codes, self.edges, FIRST).predict(self.codes)
        for fold in folds:
            own = self.corpora.row_fold == fold
            card = self.train(rows & ~own, self.codes, self.edges, FIRST)
            points[own] = card.predict(self.codes[own])
        return points

    def second_card(self, rows, points, look_edges=None):
        looks = self.looks(points)
        if look_edges is None:
            look_edges = [boosting.edges_of(looks[rows, j], self.corpora.weight[rows]) for j in range(looks.shape[1])]
        codes = np.concatenate([self.codes, boosting.code(looks, look_edges)], axis=1)
        card = self.train(rows, codes, self.edges + look_edges, SECOND)
        return card, codes, look_edges

    def cross_validate(self):
        first = np.zeros(len(self.codes), np.float32)
        second = np.zeros(len(self.codes), np.float32)
        for fold in range(5):
            held = self.corpora.row_fold == fold
            inner = [f for f in range(5) if f != fold]
            points = self.first_points(~held, inner)
            card, codes, _ = self.second_card(~held, points)
            first[held] = points[held]
            second[held] = card.predict(codes[held])
            self.say(f'fold {fold}')
            if self.options.folds == 1:
                break
        self.out_of_fold = first
        self.report('first look', first)
        self.report('second look', second)
        np.save(f'{self.options.cache}/cv.npy', np.stack([first, second]))
        return first, second

    def report(self, name, points):
        pages = None
        if self.options.folds == 1:
            pages = self.corpora.fold == 0
        means, _, _ = table(self.corpora, 1 / (1 + np.exp(-points)), pages)
        self.say(name + '  ' + '  '.join(f'{k.split("/")[-1]} {v:.4f}' for k, v in means.items()))

    def ship(self, out_of_fold):
        everything = np.ones(len(self.codes), bool)
        first = self.train(everything, self.codes, self.edges, FIRST)
        second, _, look_edges = self.second_card(everything, out_of_fold)
        boosting.write(self.options.write, self.names, self.edges + look_edges, first, second)
        self.say(f'wrote {self.options.write}')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--tool', default='build/thanbai-facts')
    parser.add_argument('--corpora', default='../shared/corpora')
    parser.add_argument('--corpus', nargs='+', default=['wcxb', 'newsrooms', 'vi'])
    parser.add_argument('--cache', default='build/fit')
    parser.add_argument('--write', help='scorecard to write')
    parser.add_argument('--folds', type=int, default=5, help='1: only the first fold, for a quick look')
    options = parser.parse_args()
    fit = Fit(options)
    first, _ = fit.cross_validate()
    if options.write:
        fit.ship(first)


if __name__ == '__main__':
    main()
