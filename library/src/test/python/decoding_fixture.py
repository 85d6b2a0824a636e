"""What transformers writes by beam search, with penalties, and among allowed answers, for DecodingParityTest.

    python library/src/test/python/decoding_fixture.py library/src/test/resources/org/prompt2model/model

Needs torch and transformers (made with 2.15 and 5.24). Reads the tiny checkpoints that checkpoints_fixture.py and
llama_fixture.py made, and writes decoding.json beside each. Answers that double precision changes are left out: there
two choices are so near that another order of additions would swap them.
"""

import json
import pathlib
import sys

import torch
from transformers import AutoModelForCausalLM, AutoModelForSeq2SeqLM
from transformers.generation.logits_process import (TemperatureLogitsWarper, TopKLogitsWarper, TopPLogitsWarper)

LIMIT = 12
CASES = [
    dict(num_beams=2),
    dict(num_beams=4),
    dict(num_beams=5, length_penalty=-0.5),
    dict(num_beams=3, length_penalty=2.0),
    dict(repetition_penalty=1.5),
    dict(num_beams=3, repetition_penalty=1.2),
    dict(allowed=True),
    dict(allowed=True, num_beams=2),
    dict(allowed=True, num_beams=8),
]
TEMPERATURE, TOP_K, TOP_P = 0.8, 8, 0.9


def inputs(folder):
    facts = json.loads((folder / "reference.json").read_text())
    return facts["input_ids"] if "input_ids" in facts else facts["prompts"]


def allowed_answers(vocabulary, end):
    """Some that begin alike, one that begins another, and a single token; the same for all networks."""
    bodies = [[7, 8, 9], [7, 8], [7, 30, 11, 12], [40], [40, 41, 42, 43], [51, 7]]
    return [[token % vocabulary for token in body] + [end] for body in bodies]


def followers(answers, begun, end):
    """For transformers: the tokens that may follow what a row has written; `begun` tokens came before."""
    def allowed(_, ids):
        written = ids[begun:].tolist()
        found = {answer[len(written)] for answer in answers if answer[:len(written)] == written and len(answer) > len(written)}
        return sorted(found) or [end]
    return allowed


def end_of(model):
    end = model.generation_config.eos_token_id
    return end[0] if isinstance(end, list) else end


def written(model, source, case):
    """One row at a time: transformers lets padding count as repeated, which this project does not."""
    options = dict(case)
    end = end_of(model)
    begun = 1 if model.config.is_encoder_decoder else len(source)
    if options.pop("allowed", False):
        options["prefix_allowed_tokens_fn"] = followers(allowed_answers(model.config.vocab_size, end), begun, end)
    # The cache of transformers 5.24 has as many layers as a T5's encoder, and these decoders have more.
    cached = not model.config.is_encoder_decoder
    ids = torch.tensor([source])
    row = model.generate(input_ids=ids, attention_mask=torch.ones_like(ids), max_new_tokens=LIMIT, do_sample=False,
                         use_cache=cached, pad_token_id=0, **options)[0][begun:].tolist()
    return row[: row.index(end)] if end in row else row


def first_logits(model, source):
    ids = torch.tensor([source])
    if model.config.is_encoder_decoder:
        start = torch.tensor([[model.config.decoder_start_token_id]])
        return model(input_ids=ids, decoder_input_ids=start).logits[:, -1].float()
    return model(input_ids=ids).logits[:, -1].float()


def drawn_from(model, source):
    """The distribution of the first token after temperature, top-k and top-p: token to probability."""
    scores = first_logits(model, source)
    for warper in [TemperatureLogitsWarper(TEMPERATURE), TopKLogitsWarper(TOP_K), TopPLogitsWarper(TOP_P)]:
        scores = warper(None, scores)
    shares = scores.softmax(-1)[0]
    return {str(token): round(share.item(), 7) for token, share in enumerate(shares) if share > 0}


def facts(kind, folder):
    single = kind.from_pretrained(folder, dtype=torch.float32).eval()
    double = kind.from_pretrained(folder, dtype=torch.float64).eval()
    rows = inputs(folder)
    cases = []
    for case in CASES:
        answers = [written(single, row, case) for row in rows]
        steady = [answer if answer == written(double, row, case) else None for row, answer in zip(rows, answers)]
        cases.append({**case, "answers": steady})
    return {
        "inputs": rows,
        "limit": LIMIT,
        "allowed": allowed_answers(single.config.vocab_size, end_of(single)),
        "cases": cases,
        "sampling": {"temperature": TEMPERATURE, "top_k": TOP_K, "top_p": TOP_P, "first": drawn_from(single, rows[0])},
    }


def main(target):
    torch.set_num_threads(1)
    for name in ["t5", "flan", "mt5", "byt5", "codet5"]:
        write(target / "checkpoints" / name, AutoModelForSeq2SeqLM)
    for name in ["llama3", "smollm2", "qwen2.5", "qwen3", "mistral"]:
        write(target / "llama" / name, AutoModelForCausalLM)


def write(folder, kind):
    (folder / "decoding.json").write_text(json.dumps(facts(kind, folder)) + "\n")


if __name__ == "__main__":
    with torch.no_grad():
        main(pathlib.Path(sys.argv[1]))
