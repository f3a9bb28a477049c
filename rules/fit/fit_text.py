#!/usr/bin/env python3
"""Fits the scorecard of plain-text dumps and prints what it reaches on sites that it has not seen.

    cmake --build build --target thanbai-facts thanbai-cli
    rules/fit/fit_text.py --corpora ../shared/corpora --write rules/scorecard/text.toml --predictions cv.jsonl

As fit.py, less the second look: on dumps it adds nothing. With --predictions the program itself cleans each dump
by a scorecard that has not seen the dump's site, declared rules and all; the file is for the scorer.
"""
import argparse, gzip, json, os, subprocess, tempfile

import numpy as np

import boosting
from corpus import Corpora, table

CARD = dict(stump_rounds=0, tree_rounds=160, tree_rate=.1)
SITES = 5
HEAD = ['# Fitted by rules/fit/fit_text.py; edit by hand and the next fit forgets it.',
        '# A point moves the log-odds that a line of a dump is body.', '']


class TextFit:
    def __init__(self, options):
        self.options = options
        self.corpora = c = Corpora(options.tool, options.corpora, options.corpus, options.cache)
        # Headings and items of lists of one or two words count as five.
        scale = np.maximum(c.words, 5) / np.maximum(c.words, 1)
        self.weight = c.weight * scale
        facts = c.facts.copy()
        constant = facts.min(axis=0) == facts.max(axis=0)
        self.edges = [np.zeros(0, np.float32) if constant[j] else boosting.edges_of(facts[:, j], self.weight, 15)
                      for j in range(facts.shape[1])]
        self.codes = boosting.code(facts, self.edges)
        self.site = np.unique([p.site for p in c.pages], return_inverse=True)[1][c.page_of]

    def card(self, rows):
        rows = rows & (self.weight > 0)
        card = boosting.fit(self.codes[rows], self.corpora.target[rows], self.weight[rows],
                            [len(e) + 1 for e in self.edges], **CARD)
        return boosting.drop_rare(card, self.codes[rows], self.site[rows], SITES)

    def write(self, card, path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        lines = HEAD + [f'base = {card.base:.4f}', '']
        lines += boosting.write_card(card, self.corpora.columns, self.edges, '')
        lines += ['# A dump is never taken for an empty page.', '[empty]', 'words = 0', '']
        with open(path, 'w', encoding='utf-8') as out:
            out.write('\n'.join(lines))

    def clean(self, page, rules):
        """The program's own text of a dump, by the scorecard in `rules`."""
        root = f'{self.options.corpora}/{page.corpus}/text'
        with gzip.open(f'{root}/{page.id}.txt.gz') as dump:
            command = [self.options.program, '--type', 'text', '--rules', rules, '-f', 'text', '-']
            return subprocess.run(command, input=dump.read(), capture_output=True, check=False).stdout.decode()

    def cross_validate(self):
        c = self.corpora
        points = np.zeros(len(self.codes), np.float32)
        texts = {}
        for fold in range(5):
            held = c.row_fold == fold
            card = self.card(~held)
            points[held] = card.predict(self.codes[held])
            if not self.options.predictions:
                continue
            with tempfile.TemporaryDirectory() as rules:
                self.write(card, f'{rules}/scorecard/text.toml')
                for page in (p for i, p in enumerate(c.pages) if c.fold[i] == fold):
                    texts[page.id] = self.clean(page, rules)
        means, _, _ = table(c, 1 / (1 + np.exp(-points)))
        print('points alone  ' + '  '.join(f'{k} {v:.4f}' for k, v in means.items()), flush=True)
        np.save(f'{self.options.cache}/cv-text.npy', points)
        if texts:
            with open(self.options.predictions, 'w', encoding='utf-8') as out:
                for name in sorted(texts):
                    out.write(json.dumps({'id': name, 'text': texts[name]}, ensure_ascii=False) + '\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--tool', default='build/thanbai-facts')
    parser.add_argument('--program', default='build/thanbai')
    parser.add_argument('--corpora', default='../shared/corpora')
    parser.add_argument('--corpus', nargs='+', default=['text'])
    parser.add_argument('--cache', default='build/fit')
    parser.add_argument('--write', help='scorecard to write')
    parser.add_argument('--predictions', help='cross-validated texts to write')
    options = parser.parse_args()
    fit = TextFit(options)
    fit.cross_validate()
    if options.write:
        fit.write(fit.card(np.ones(len(fit.codes), bool)), options.write)


if __name__ == '__main__':
    main()
