#!/usr/bin/env python3
"""Fits blocks.model, the judge of blocks, to pages whose content was marked by hand; see README.md."""
import argparse
import json
import re
from collections import Counter
from hashlib import md5
from pathlib import Path

import lightgbm
import numpy
from rapidfuzz.distance import LCSseq

ROUNDS = 200
SETTINGS = {
    "objective": "cross_entropy",
    "learning_rate": 0.06,
    "num_leaves": 31,
    "min_data_in_leaf": 100,
    "feature_fraction": 0.25,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "max_bin": 63,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 2,
    "verbose": -1,
}
# The number in the first column that stands for a code listing.
CODE = 21
# How much a page counts by its type. "agreed" is a page on whose article several finders agree: less sure than a marked one.
COUNTS = {"article": 1, "agreed": 0.4}
OTHERS_COUNT = 2


def words(text):
    return re.findall(r"\w+", (text or "").lower())


class Page:
    """A page's blocks: their words, their numbers, and what share of each belongs to the marked text."""

    def __init__(self, blocks, truth):
        self.id, self.type = truth["id"], truth["type"]
        self.fold = int(md5(truth["id"].encode()).hexdigest(), 16) % 4
        block_words = [words(text) for text, _ in blocks]
        wanted = words(truth["text"])
        self.rows = numpy.array([row for _, row in blocks], dtype=numpy.float32)
        self.counts = [Counter(part) for part in block_words]
        self.sizes = numpy.array([len(part) for part in block_words], dtype=float)
        self.wanted = Counter(wanted)
        numbers = {}
        flat = [numbers.setdefault(word, len(numbers)) for part in block_words for word in part]
        target = [numbers.setdefault(word, len(numbers)) for word in wanted]
        hit = numpy.zeros(len(flat))
        if flat and target:
            for run in LCSseq.opcodes(flat, target):
                if run.tag == "equal":
                    hit[run.src_start : run.src_end] = 1
        ends = numpy.cumsum(self.sizes).astype(int)
        parts = numpy.split(hit, ends[:-1]) if len(ends) else []
        self.share = numpy.array([part.mean() if len(part) else numpy.nan for part in parts])

    def score(self, keep):
        got = sum((count for count, kept in zip(self.counts, keep) if kept), Counter())
        both = sum((got & self.wanted).values())
        return 2 * both / max(sum(got.values()) + sum(self.wanted.values()), 1)

    def is_sound(self):
        """Whether the marked text covers what it should: on some pages it was cut off, or leaves code out."""
        share = numpy.nan_to_num(self.share)
        code = (self.rows[:, 0] == CODE) & (share < 0.5)
        if self.sizes[code].sum() > 0.08 * sum(self.wanted.values()):
            return False
        return self.score(share >= 0.5) > 0.6

    def weights(self):
        """A long block counts more than a short one, a long page more than a short one, but neither in full."""
        long = numpy.sqrt(self.sizes * numpy.minimum(self.sizes, 60))
        return long / max(sum(self.wanted.values()), 50) ** 0.75 * COUNTS.get(self.type, OTHERS_COUNT)


def choose(likely, sizes):
    """The blocks that give the best F1 that can be expected, as in model.rs."""
    sizes = numpy.maximum(sizes, 1)
    order = numpy.argsort(-likely)
    right = numpy.cumsum((likely * sizes)[order])
    best = numpy.argmax(right / (numpy.cumsum(sizes[order]) + (likely * sizes).sum()))
    keep = numpy.zeros(len(likely), bool)
    keep[order[: best + 1]] = True
    return keep


def fit(pages):
    rows = numpy.concatenate([page.rows for page in pages])
    share = numpy.concatenate([page.share for page in pages])
    weights = numpy.concatenate([page.weights() for page in pages])
    known = ~numpy.isnan(share)
    data = lightgbm.Dataset(rows[known], share[known], weight=weights[known] / weights[known].mean())
    return lightgbm.train(SETTINGS, data, ROUNDS)


def check(pages, sound):
    """Fits to three quarters of the pages and scores the rest, four times."""
    scores = {}
    for fold in range(4):
        model = fit([page for page in pages if page.fold != fold and sound(page)])
        for page in pages:
            if page.fold == fold:
                keep = choose(model.predict(page.rows), page.sizes)
                scores.setdefault(page.type, []).append(page.score(keep))
    for kind, values in sorted(scores.items()):
        print(f"F1 {kind:14} {numpy.mean(values):.4f}")
    marked = sum((values for kind, values in scores.items() if kind != "agreed"), [])
    print(f"F1 all marked     {numpy.mean(marked):.4f}", flush=True)


def short(number):
    return f"{numpy.float32(number):.6g}"


def write(model, path):
    lines = []
    for tree in model.dump_model()["tree_info"]:
        nodes, leaves = [], []

        def place(node):
            if "leaf_value" in node:
                leaves.append(short(node["leaf_value"]))
                return -len(leaves)
            at = len(nodes)
            nodes.append(None)
            left, right = place(node["left_child"]), place(node["right_child"])
            nodes[at] = f"{node['split_feature']}:{short(node['threshold'])}:{left}:{right}"
            return at

        place(tree["tree_structure"])
        lines.append(" ".join(nodes) + "|" + " ".join(leaves) + "\n")
    path.write_text("".join(lines))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("blocks", type=Path, help="what the example `study` printed")
    parser.add_argument("truth", type=Path, help="JSON lines of {id, type, text}")
    parser.add_argument("--without", default="", help="ids of pages not to learn from, by commas")
    parser.add_argument("--check", action="store_true", help="score pages that were left out, and write nothing")
    arguments = parser.parse_args()
    truth = {}
    for line in arguments.truth.open(encoding="utf-8"):
        page = json.loads(line)
        truth[page["id"]] = page
    pages = []
    for line in arguments.blocks.open(encoding="utf-8"):
        answer = json.loads(line)
        if answer["blocks"]:
            pages.append(Page(answer["blocks"], truth[answer["id"]]))
    without = set(arguments.without.split(","))

    def sound(page):
        return page.id not in without and page.is_sound()

    if arguments.check:
        check(pages, sound)
    else:
        write(fit([page for page in pages if sound(page)]), Path(__file__).with_name("blocks.model"))


main()
