"""Writes the scores that sacrebleu gives to awkward pairs, for ReferenceScoresTest.

Run with: pip install sacrebleu, then
    python library/src/test/python/sacrebleu_fixture.py > library/src/test/resources/org/prompt2model/evaluation/sacrebleu.json
"""

import json
import sys

import sacrebleu
from sacrebleu.metrics import BLEU, CHRF

PAIRS = [
    ("The cat is sleeping.", "The cat is sleeping."),
    ("The dog is barking.", "The dog is playing."),
    ("Hello, world!", "Hello world"),
    ("東京は首都", "東京は日本の首都"),
    ("東京は日本の首都です。", "東京は日本の首都です。"),
    ("a b c", "abc"),
    ("abc", "a b c"),
    ("aa", "ab"),
    ("a", "a"),
    ("a", "b"),
    ("", ""),
    ("", "something is missing here"),
    ("something too much here", ""),
    ("   ", "blank"),
    ("\t tabs\tand  spaces \n", "tabs and spaces"),
    ("no\u00a0break\u202fspaces\u2007here", "no break spaces here"),
    ("wide\u3000space\u2003em", "wide space em"),
    ("next\u0085line\u2028separator", "next line separator"),
    ("zero\u200bwidth", "zerowidth"),
    ("(hi)", "( hi )"),
    ("'quoted'", "quoted"),
    ("...", "…"),
    ("!", "?"),
    ("?!", "!?"),
    ("\"Well,\" she said, \"no.\"", "Well, she said: no"),
    ("U.S.A. in 1,234.5 km", "USA in 1234.5 km"),
    ("3.14, 2.71", "3.14 , 2.71"),
    ("10-20 and 1990-1999", "10 - 20 and 1990 - 1999"),
    ("state-of-the-art", "state of the art"),
    ("&quot;x&quot; &amp; &lt;y&gt;", "\"x\" & <y>"),
    ("<skipped> words", "words"),
    ("end of line-\nbroken word", "end of linebroken word"),
    ("naïve café", "naive cafe"),
    ("nai\u0308ve cafe\u0301", "naïve café"),
    ("Straße GROSS", "strasse gross"),
    ("İstanbul ışık", "istanbul isik"),
    ("👍🏽 great 👩‍👩‍👧", "👍 great 👩‍👩‍👦"),
    ("𝒜𝓁𝓁 astral 𐍈", "𝒜𝓁𝓁 astral 𐍉"),
    ("مرحبا بالعالم", "مرحبا يا عالم"),
    ("שלום עולם!", "שלום, עולם"),
    ("Привет, мир.", "Привет мир!"),
    ("नमस्ते दुनिया", "नमस्कार दुनिया"),
    ("สวัสดีชาวโลก", "สวัสดีโลก"),
    ("2021-03-03", "2021-03-04"),
    ("T16:30", "T16:30"),
    ("2001-09-11T08:46", "2001-09-11 08:46"),
    ("the the the the the", "the cat the mat"),
    ("one two three four five six", "one two three four five six seven eight nine ten"),
    ("one two three four five six seven eight nine ten", "one two three four five six"),
    ("x = {y[0]: 'z'}; # done", "x={y[0]:'z'} # done"),
    ("C:\\path\\file.txt", "C:/path/file.txt"),
    ("~`^_|", "`~_^|"),
    ("yes", "YES"),
    ("repeat repeat repeat", "repeat"),
]


def scores(hypotheses, references):
    values = {}
    for name, metric in {
        "chrf++": CHRF(word_order=2),
        "chrf2": CHRF(),
        "chrf++_eps": CHRF(word_order=2, eps_smoothing=True),
        "chrf++_lc": CHRF(word_order=2, lowercase=True),
        "bleu": BLEU(force=True),
    }.items():
        values[name] = metric.corpus_score(hypotheses, [references]).score
    return values


def main():
    pairs = [
        {"hypothesis": h, "reference": r, **scores([h], [r])} for h, r in PAIRS
    ]
    corpus = scores([h for h, _ in PAIRS], [r for _, r in PAIRS])
    fixture = {"sacrebleu": sacrebleu.__version__, "corpus": corpus, "pairs": pairs}
    json.dump(fixture, sys.stdout, indent=1)
    sys.stdout.write("\n")


main()
