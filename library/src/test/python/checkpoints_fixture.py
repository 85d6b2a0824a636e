"""Tiny checkpoints of the T5 family in the real format, and what transformers computes with them.

    python checkpoints_fixture.py ../resources/org/prompt2model/model/checkpoints

Needs torch and transformers (made with 2.15 and 5.24). Each network is trained for a moment, so that its answers differ
from row to row and end; its weights are then rounded to the format that they are stored in.
"""

import json
import pathlib
import shutil
import sys

import torch
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    AutoTokenizer,
    ByT5Tokenizer,
    MT5Config,
    MT5ForConditionalGeneration,
    PreTrainedTokenizerFast,
    T5Config,
    T5ForConditionalGeneration,
)

PAIRS = [
    ("three of May", "05-03"),
    ("the 21st of June 1999 in the afternoon", "1999-06-21"),
    ("noon", "T12:00"),
    ("half past four", "T16:30"),
]
CORPUS = [text for pair in PAIRS for text in pair] + [
    "def add(a, b):\n\treturn a + b  # two spaces",
    "Größe und Maß, façade, naïve, Ωmega, 東京は首都, emoji 🙂👍🏽",
]
AWKWARD = [
    "",
    " ",
    "a",
    "  two  spaces ",
    "tab\tand\nnewline\r\n",
    "emoji 🙂👍🏽👩‍👩‍👧",
    "combining e\u0301 a\u0308 \u1100\u1161",
    "東京は日本の首都です。",
    "עברית العربية हिन्दी",
    "ﬁ ½ Ⅳ ｆｕｌｌ",
    "zero\u200bwidth\u00a0space\ufeff",
    "nul\u0000byte",
    "</s> and <pad> spelled out",
    "ünïcödé UPPER lower 0123456789",
    "def f(x):\n    return x**2\n",
    "\U0001d54f \U0010ffff",
]
LONG = ("the 21st of June, 東京 🙂\t", 435)  # more than 10,000 characters
SHOWN = 6


def unigram():
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=150, special_tokens=["<pad>", "</s>", "<unk>"], unk_token="<unk>", show_progress=False
    )
    tokenizer.train_from_iterator(CORPUS, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="$A </s>", pair="$A </s> $B </s>", special_tokens=[("</s>", 1)]
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="<pad>", eos_token="</s>", unk_token="<unk>", model_max_length=512
    )


def byte_level_bpe():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=300,
        special_tokens=["<pad>", "<s>", "</s>", "<unk>", "<mask>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(CORPUS, trainer)
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 1), add_prefix_space=False)
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="<pad>",
        bos_token="<s>",
        eos_token="</s>",
        unk_token="<unk>",
        mask_token="<mask>",
        model_max_length=512,
    )


SIZES = dict(
    d_model=16, d_kv=6, d_ff=20, num_layers=1, num_decoder_layers=2, num_heads=2, relative_attention_num_buckets=8,
    relative_attention_max_distance=20, dropout_rate=0.0, decoder_start_token_id=0,
)


def kinds():
    pieces, code = unigram(), byte_level_bpe()
    gated = dict(feed_forward_proj="gated-gelu", tie_word_embeddings=False)
    yield "t5", pieces, T5ForConditionalGeneration, T5Config(vocab_size=160, **SIZES), torch.float32, "5GB"
    yield "flan", pieces, T5ForConditionalGeneration, T5Config(vocab_size=160, **gated, **SIZES), torch.bfloat16, "16KB"
    yield "mt5", pieces, MT5ForConditionalGeneration, MT5Config(vocab_size=170, **gated, **SIZES), torch.float16, "5GB"
    yield "byt5", ByT5Tokenizer(), T5ForConditionalGeneration, T5Config(vocab_size=384, **gated, **SIZES), torch.bfloat16, "5GB"
    yield "codet5", code, T5ForConditionalGeneration, T5Config(
        vocab_size=304, bos_token_id=1, eos_token_id=2, **SIZES
    ), torch.float32, "5GB"


def batch(tokenizer):
    """Inputs and labels as transformers pads them; a label of -100 does not count."""
    inputs = tokenizer([source for source, _ in PAIRS], padding=True, return_tensors="pt")
    labels = tokenizer([target for _, target in PAIRS], padding=True, return_tensors="pt")
    inputs["labels"] = labels["input_ids"].masked_fill(labels["attention_mask"] == 0, -100)
    inputs.pop("token_type_ids", None)
    return inputs


def train(model, tokenizer, steps):
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2)
    rows = batch(tokenizer)
    for _ in range(steps):
        optimizer.zero_grad()
        model(**rows).loss.backward()
        optimizer.step()


def untie(model):
    """Gives an output embedding of its own to a variant that has one; from then on the two differ."""
    head = torch.nn.Parameter(model.lm_head.weight.detach() + 0.02 * torch.randn_like(model.lm_head.weight))
    model.lm_head.weight = head
    model.all_tied_weights_keys.pop("lm_head.weight", None)


def has_own_head(config):
    return config.model_type == "mt5" or not config.scale_decoder_outputs


def publish(file, untied):
    """The config.json in the words of the published checkpoints, which older versions of transformers wrote."""
    config = json.loads(file.read_text())
    config.pop("scale_decoder_outputs", None)
    config["tie_word_embeddings"] = not untied
    config["torch_dtype"] = config.pop("dtype")
    file.write_text(json.dumps(config, indent=2) + "\n")


def save(tokenizer, folder):
    tokenizer.save_pretrained(folder)
    if isinstance(tokenizer, ByT5Tokenizer):  # without the 28 kB that spell out its 125 sentinels
        (folder / "added_tokens.json").unlink()
        settings = dict(tokenizer_class="ByT5Tokenizer", extra_ids=125, pad_token="<pad>", eos_token="</s>", unk_token="<unk>")
        (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=2) + "\n")


def shown(tensor):
    return tensor.detach().flatten()[:SHOWN].tolist()


def adam_step(model, rows):
    """One AdamW step after clipping, with weight decay for matrices alone."""
    matrices = [p for p in model.parameters() if p.dim() > 1]
    vectors = [p for p in model.parameters() if p.dim() == 1]
    groups = [dict(params=matrices, weight_decay=0.1), dict(params=vectors, weight_decay=0.0)]
    optimizer = torch.optim.AdamW(groups, lr=1e-2, betas=(0.9, 0.98))
    optimizer.zero_grad()
    model(**rows).loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()


def reference(model, tokenizer, folder):
    rows = batch(tokenizer)
    found = model(**rows)
    model.zero_grad()
    found.loss.backward()
    gradients = {name: p.grad for name, p in model.named_parameters()}
    norm = torch.linalg.vector_norm(torch.stack([torch.linalg.vector_norm(g) for g in gradients.values()]))
    result = {
        "input_ids": [ids[mask == 1].tolist() for ids, mask in zip(rows["input_ids"], rows["attention_mask"])],
        "labels": [labels[labels != -100].tolist() for labels in rows["labels"]],
        "logits": [[shown(place) for place in row] for row in found.logits],
        "loss": found.loss.item(),
        "gradient_norm": norm.item(),
        "gradients": {name: shown(g) for name, g in gradients.items()},
        "greedy": generated(model, rows, num_beams=1),
    }
    adam_step(model, rows)
    result["after_step"] = {name: shown(p) for name, p in model.named_parameters()}
    result["loss_after_step"] = model(**rows).loss.item()
    (folder / "reference.json").write_text(json.dumps(result) + "\n")


def generated(model, rows, **options):
    # No cache: that of transformers 5.24 has as many layers as the encoder, and these decoders have more.
    settings = dict(do_sample=False, max_new_tokens=12, use_cache=False)
    answers = model.generate(
        input_ids=rows["input_ids"], attention_mask=rows["attention_mask"], **settings, **options
    )
    return answers[:, 1:].tolist()  # without the token that starts the decoder


def tokenization(tokenizer):
    rows = []
    for text in AWKWARD:
        if isinstance(tokenizer, ByT5Tokenizer) and "</s>" in text:
            continue  # read as a token by transformers, as four bytes by this project
        ids = tokenizer(text)["input_ids"]
        plain = tokenizer(text, add_special_tokens=False)["input_ids"]
        rows.append({"text": text, "ids": ids, "plain": plain, "decoded": tokenizer.decode(ids, skip_special_tokens=True)})
    unit, times = LONG
    ids = tokenizer(unit * times)["input_ids"]
    checksum = sum((at + 1) * token for at, token in enumerate(ids)) % 1_000_000_007
    long = {"unit": unit, "times": times, "count": len(ids), "checksum": checksum}
    return {"texts": rows, "long": long, "vocabulary": len(tokenizer)}


def main(target):
    torch.set_num_threads(1)
    for name, tokenizer, network, config, kind, shard in kinds():
        torch.manual_seed(20)
        folder = target / name
        shutil.rmtree(folder, ignore_errors=True)
        model = network(config).train()
        if has_own_head(config):
            untie(model)
        train(model, tokenizer, 35)
        model.to(kind).save_pretrained(folder, max_shard_size=shard)
        save(tokenizer, folder)
        publish(folder / "config.json", untied=has_own_head(config))
        model = network.from_pretrained(folder, dtype=torch.float32).train()
        reference(model, AutoTokenizer.from_pretrained(folder), folder)
        (folder / "tokenization.json").write_text(json.dumps(tokenization(tokenizer)) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
