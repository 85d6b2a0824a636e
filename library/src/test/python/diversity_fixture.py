"""Reference figures for DiversityTest: distinct-n, self-BLEU and lengths of a small corpus.

Run with sacrebleu 2.6.0 and numpy: python diversity_fixture.py
"""

import math

import numpy as np
from sacrebleu import sentence_bleu
from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a

CORPUS = [
    "Where is my parcel?",
    "Where is my order from Monday?",
    "The lamp is broken, can I return the lamp?",
    "I can't log in.",
    "noon",
    "Where is my parcel, please?",
    "My parcel, my parcel, my parcel!",
]
LABELS = ["a", "a", "b", "b", "a", "c", "a"]


def distinct(n):
    tokenize = Tokenizer13a()
    grams = []
    for text in CORPUS:
        words = tokenize(text.lower()).split()
        grams += [tuple(words[i : i + n]) for i in range(len(words) - n + 1)]
    return len(set(grams)) / len(grams)


def self_bleu():
    scores = []
    for i, text in enumerate(CORPUS):
        others = CORPUS[:i] + CORPUS[i + 1 :]
        scores.append(sentence_bleu(text, others).score)
    return float(np.mean(scores))


def balance():
    shares = [LABELS.count(label) / len(LABELS) for label in sorted(set(LABELS))]
    return -sum(share * math.log(share) for share in shares) / math.log(len(shares))


lengths = [len(text) for text in CORPUS]
for name, value in {
    "distinct_1": distinct(1),
    "distinct_2": distinct(2),
    "distinct_3": distinct(3),
    "self_bleu": self_bleu(),
    "length_mean": np.mean(lengths),
    "length_sd": np.std(lengths, ddof=1),
    "length_p05": np.percentile(lengths, 5),
    "length_p50": np.percentile(lengths, 50),
    "length_p95": np.percentile(lengths, 95),
    "label_balance": balance(),
}.items():
    print(f'"{name}", {value:.10f},')
