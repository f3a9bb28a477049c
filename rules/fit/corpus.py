"""Pages with golds: facts from thanbai-facts, labels by aligning blocks with the gold, and word F1."""
import glob, gzip, json, os, re, subprocess, tempfile, zlib
from collections import Counter, defaultdict

import numpy as np

BY_CHARACTER = re.compile(r'([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff])')
UNKNOWN = np.float32(-1e30)


def words_of(text, by_character):
    text = (text or '').lower()
    return re.findall(r'\w+', BY_CHARACTER.sub(r' \1 ', text) if by_character else text)


def site_of(url, fallback):
    """The registered domain, roughly: what a fold keeps together."""
    host = re.sub(r'^https?://([^/:?#]+).*', r'\1', (url or '').lower(), flags=re.S).split('.')
    if len(host) < 2:
        return fallback
    short = {'co', 'com', 'org', 'net', 'gov', 'edu', 'ac', 'or', 'ne'}
    return '.'.join(host[-3:] if len(host) > 2 and host[-2] in short and len(host[-1]) == 2 else host[-2:])


def fold_of(site):
    return zlib.crc32(site.encode()) % 5


def dump(tool, corpus_dir, out):
    """Runs thanbai-facts on a corpus unless its output is newer than the tool."""
    if os.path.exists(out + '.facts') and os.path.getmtime(out + '.facts') > os.path.getmtime(tool):
        return
    with tempfile.TemporaryDirectory() as tmp:
        listing = []
        for packed in sorted(glob.glob(f'{corpus_dir}/html/*.gz') + glob.glob(f'{corpus_dir}/text/*.gz')):
            name = os.path.basename(packed)[:-3]
            with gzip.open(packed) as source, open(f'{tmp}/{name}', 'wb') as target:
                target.write(source.read())
            listing.append(f'{name.rsplit(".", 1)[0]}\t{tmp}/{name}\n')
        subprocess.run([tool, 'facts', out], input=''.join(listing).encode(), check=True)


def align(blocks, gold):
    """Which blocks are body (0/1) and the share of each that is.

    Blocks found word for word, in order, in the gold (a long one may match by one run of half of it): the
    heaviest chain with increasing gold positions, one more where a block starts at the end of the one before.
    What the chain leaves is matched by bag of words, longest first."""
    n, m = len(blocks), len(gold)
    label, share = np.zeros(n, np.int8), np.zeros(n, np.float32)
    if not n or not m:
        return label, share
    places = defaultdict(list)
    for i, w in enumerate(gold):
        places[w].append(i)
    best = [(-1., -1)] * (m + 2)  # Fenwick tree: heaviest chain that ends at or before a gold position

    def put(end, value, node):
        end += 1
        while end <= m + 1:
            if best[end][0] < value:
                best[end] = (value, node)
            end += end & -end

    def get(start):
        start += 1
        found = (0., -1)
        while start > 0:
            if best[start][0] > found[0]:
                found = best[start]
            start -= start & -start
        return found

    nodes, at_end = [], {}
    for k, w in enumerate(blocks):
        fresh = []
        for start, end in occurrences(w, gold, places)[:40]:
            value, before = get(start)
            touching = at_end.get(start)
            if touching is not None and nodes[touching][3] + 1 > value:
                value, before = nodes[touching][3] + 1, touching
            fresh.append((k, start, end, value + end - start, before))
        for node in fresh:
            nodes.append(node)
            put(node[2], node[3], len(nodes) - 1)
            if node[2] not in at_end or nodes[at_end[node[2]]][3] <= node[3]:
                at_end[node[2]] = len(nodes) - 1
    left = Counter(gold)
    i = max(range(len(nodes)), key=lambda j: nodes[j][3]) if nodes else -1
    while i >= 0:
        k = nodes[i][0]
        bag = Counter(blocks[k])
        label[k] = 1
        share[k] = min(1., sum((bag & left).values()) / len(blocks[k]))
        left -= bag
        i = nodes[i][4]
    low, high = (np.flatnonzero(label)[[0, -1]]) if label.any() else (0, n - 1)
    for k in sorted(range(n), key=lambda j: (-len(blocks[j]), j)):
        size = len(blocks[k])
        if label[k] or not size:
            continue
        bag = Counter(blocks[k])
        shared = sum((bag & left).values())
        near = low - 3 <= k <= high + 3
        wanted = .5 if size >= 8 else .75 if size >= 4 and near else .99
        if shared >= wanted * size and (size >= 8 or (size >= 3 and near) or low <= k <= high):
            label[k], share[k] = 1, shared / size
            left -= bag
    return label, share


def occurrences(w, gold, places):
    size, m = len(w), len(gold)
    if not size:
        return []
    anchor = min(range(size), key=lambda j: len(places.get(w[j], ())))
    found = [(p - anchor, p - anchor + size) for p in places.get(w[anchor], ())[:400]
             if p >= anchor and p - anchor + size <= m and gold[p - anchor:p - anchor + size] == w]
    if found or size < 8:
        return found
    longest = None
    for j in range(size - 3):
        for p in places.get(w[j], ())[:60]:
            if gold[p:p + 4] != w[j:j + 4]:
                continue
            length = 4
            while j + length < size and p + length < m and gold[p + length] == w[j + length]:
                length += 1
            if longest is None or length > longest[1] - longest[0]:
                longest = (p, p + length)
            break
        if longest and longest[1] - longest[0] >= .8 * size:
            break
    return [longest] if longest and longest[1] - longest[0] >= max(4, .5 * size) else []


class Page:
    pass


class Corpora:
    """Blocks of several corpora in flat arrays; pages[i].low..high are the rows of page i."""

    def __init__(self, tool, root, names, cache):
        os.makedirs(cache, exist_ok=True)
        self.pages, facts = [], []
        for name in names:
            prefix = f'{cache}/{name}'
            dump(tool, f'{root}/{name}', prefix)
            self.columns = open(prefix + '.names').read().split()
            before = len(self.pages)
            self.load(root, name, prefix)
            rows = sum(p.count for p in self.pages[before:])
            raw = np.fromfile(prefix + '.facts', np.float32)
            if rows:
                facts.append(raw.reshape(rows, -1))
        self.facts = np.concatenate(facts)
        self.facts[~np.isfinite(self.facts)] = UNKNOWN
        self.fact_names = self.columns[:self.facts.shape[1]]
        self.page_of = np.repeat(np.arange(len(self.pages)), [p.count for p in self.pages])
        self.fold = np.array([fold_of(p.site) for p in self.pages])
        self.row_fold = self.fold[self.page_of]
        for field in ('words', 'label', 'share', 'weight'):
            setattr(self, field, np.concatenate([getattr(p, field) for p in self.pages]).astype(np.float32))
        self.target = self.label * self.share

    def load(self, root, name, prefix):
        by_character = name != 'wcxb'
        low = self.pages[-1].high if self.pages else 0
        for line in open(prefix + '.pages', encoding='utf-8'):
            data = json.loads(line)
            gold = json.load(open(f'{root}/{name}/gold/{data["id"]}.json', encoding='utf-8'))
            page = Page()
            page.id, page.corpus, page.prefix = data['id'], name, prefix
            page.kind = gold.get('page_type') or ''
            page.site = gold.get('site') or site_of(gold.get('url'), data['id'].split('__')[0])
            page.texts = data['texts']
            page.count = len(page.texts)
            page.low, page.high = low, low + page.count
            low = page.high
            page.bags = [words_of(t, by_character) for t in page.texts]
            page.words = np.array(data['words'], np.float32)
            page.gold = gold
            page.scored = 'main_content' in gold
            page.reference = Counter(words_of(gold.get('main_content'), by_character))
            ordered = words_of(gold.get('main_content'), by_character)
            page.label, page.share = align(page.bags, ordered)
            either = {' '.join(words_of(l, True)) for l in gold.get('either') or []}
            page.cares = np.array([' '.join(words_of(t, True)) not in either for t in page.texts], bool)
            size = sum(page.reference.values())
            weight = page.words * page.cares / max(size, .1 * page.words.sum(), 30.)
            page.weight = weight if page.scored else 0 * weight
            self.pages.append(page)

    def f1(self, page, keep):
        bag = Counter()
        for k in np.flatnonzero(keep & page.cares):
            bag.update(page.bags[k])
        size, wanted = sum(bag.values()), sum(page.reference.values())
        if not wanted:
            return float(not size)
        shared = sum((bag & page.reference).values())
        return 2 * shared / (size + wanted)


def expected_cut(chance, words, empty_words=700, empty_f1=.3):
    """The blocks kept, and the F1 expected of them: as clean/judge.cpp does."""
    if not len(chance):
        return np.zeros(0, bool), 0.
    order = np.argsort(-chance, kind='stable')
    right, kept = np.cumsum((chance * words)[order]), np.cumsum(words[order])
    f = 2 * right / np.maximum(1e-9, kept + right[-1])
    k = int(np.argmax(f))
    keep = np.zeros(len(chance), bool)
    if words.sum() >= empty_words or f[k] >= empty_f1:
        keep[order[:k + 1]] = True
    return keep, float(f[k])


def table(corpora, chance, pages=None):
    """Mean F1 by corpus and page type; F1 and expected F1 of each page."""
    by, f1, expected = defaultdict(list), {}, {}
    for i, page in enumerate(corpora.pages):
        if not page.scored or (pages is not None and not pages[i]):
            continue
        keep, expected[i] = expected_cut(chance[page.low:page.high], page.words)
        f1[i] = corpora.f1(page, keep)
        by[page.corpus].append(f1[i])
        if page.corpus in ('wcxb', 'text'):
            by[f'{page.corpus}/{page.kind}'].append(f1[i])
    return {k: float(np.mean(v)) for k, v in sorted(by.items())}, f1, expected
