"""Writes tiny BERT, RoBERTa and DistilBERT checkpoints with what transformers computes from them, for EncoderNetworkTest.

Run with: pip install torch transformers, then
    python library/src/test/python/encoder_fixture.py library/src/test/resources/org/prompt2model/model/encoders
"""

import json
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    AutoModelForMaskedLM,
    AutoModelForSequenceClassification,
    BertConfig,
    DistilBertConfig,
    PreTrainedTokenizerFast,
    RobertaConfig,
)

LABELS = ["complaint", "greeting", "question"]
SENTENCES = [
    "Hello and good day to you, my friend",
    "Where did you put the bill of last week?",
    "The printer is broken again and nobody helps me",
    "Good morning, is the invoice number 7 paid?",
    "Thank you for the letter, see you on Monday",
    "Why was my parcel left in the rain? It is wet and useless",
]
ROWS = [SENTENCES[0], "Why?", SENTENCES[2], SENTENCES[5]]
ANSWERS = [1, 2, 0, 0]
RATE, DECAY, BETAS = 1e-2, 0.1, (0.9, 0.98)
BASE_RATE_SMOOTHING = 0.1


def wordpiece():
    """BERT's tokenizer: lower case, WordPiece, [CLS] and [SEP]."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(SENTENCES, trainers.WordPieceTrainer(vocab_size=160, special_tokens=special, show_progress=False))
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    names = dict(unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]", mask_token="[MASK]")
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=40, **names)


def byte_pairs():
    """RoBERTa's tokenizer: byte-level BPE, <s> and </s>."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=300, special_tokens=special, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(SENTENCES, trainer)
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=False)
    names = dict(bos_token="<s>", eos_token="</s>", unk_token="<unk>", pad_token="<pad>", cls_token="<s>", sep_token="</s>", mask_token="<mask>")
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=40, **names)


def configurations(words, bytes_):
    labels = dict(id2label=dict(enumerate(LABELS)), label2id={label: i for i, label in enumerate(LABELS)})
    bert = BertConfig(vocab_size=len(words), hidden_size=16, num_hidden_layers=2, num_attention_heads=4, intermediate_size=24, max_position_embeddings=40, **labels)
    # RoBERTa numbers its positions from pad_token_id + 1, so it has two more of them than it takes tokens.
    roberta = RobertaConfig(vocab_size=len(bytes_), hidden_size=16, num_hidden_layers=2, num_attention_heads=4, intermediate_size=24, max_position_embeddings=42, type_vocab_size=1, layer_norm_eps=1e-5, **labels)
    distilbert = DistilBertConfig(vocab_size=len(words), dim=16, n_layers=2, n_heads=4, hidden_dim=24, max_position_embeddings=40, pad_token_id=0, **labels)
    return {"bert": (bert, words), "roberta": (roberta, bytes_), "distilbert": (distilbert, words)}


def randomize(model):
    """Values of a size that matters everywhere: freshly made biases are 0 and norms 1, which would hide mistakes."""
    for parameter in model.parameters():
        start = 1.0 if parameter.dim() == 1 and bool((parameter == 1).all()) else 0.0
        parameter.data = start + 0.5 * torch.randn_like(parameter)


def rounded(tensor):
    return [float(f"{value:.7g}") for value in tensor.detach().flatten().tolist()]


def batch(tokenizer, rows):
    ids = [tokenizer(row)["input_ids"] for row in rows]
    longest = max(map(len, ids))
    padded = torch.tensor([row + [tokenizer.pad_token_id] * (longest - len(row)) for row in ids])
    mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in ids])
    return ids, dict(input_ids=padded, attention_mask=mask)


def decays(name, parameter):
    return parameter.dim() > 1


def reference(model, tokenizer):
    ids, inputs = batch(tokenizer, ROWS)
    labels = torch.tensor(ANSWERS)
    output = model(**inputs, labels=labels)
    smoothed = torch.nn.functional.cross_entropy(output.logits, labels, label_smoothing=BASE_RATE_SMOOTHING)
    output.loss.backward()
    named = dict(model.named_parameters())
    expected = {
        "tokens": ids,
        "classes": ANSWERS,
        "logits": [rounded(row) for row in output.logits],
        "loss": output.loss.item(),
        "label_smoothing": BASE_RATE_SMOOTHING,
        "smoothed_loss": smoothed.item(),
        "gradient_norms": {name: p.grad.norm().item() for name, p in named.items()},
        "gradients": {},
        "step": {"learning_rate": RATE, "weight_decay": DECAY, "clip_norm": 1.0, "beta1": BETAS[0], "beta2": BETAS[1], "weights": {}},
    }
    # The bias of keys has no effect on a softmax: its gradient is rounding noise.
    shown = [name for name in named if named[name].numel() <= 32 and "key.bias" not in name and "k_lin.bias" not in name]
    matrices = [name for name in named if named[name].dim() > 1][-4:]
    for name in shown + matrices:
        expected["gradients"][name] = rounded(named[name].grad[:3])
    expected["gradient_norm"] = torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0).item()
    groups = [
        {"params": [p for n, p in named.items() if decays(n, p)], "weight_decay": DECAY},
        {"params": [p for n, p in named.items() if not decays(n, p)], "weight_decay": 0.0},
    ]
    torch.optim.AdamW(groups, lr=RATE, betas=BETAS).step()
    for name in shown + matrices:
        # Of a gradient that is rounding noise Adam makes a whole step up or down: such entries are null.
        clear = named[name].grad[:3].flatten().abs() > 1e-5
        expected["step"]["weights"][name] = [value if ok else None for value, ok in zip(rounded(named[name][:3]), clear.tolist())]
    with torch.no_grad():
        expected["step"]["loss_after"] = model(**inputs, labels=labels).loss.item()
    return expected


def masked_language_model(config, name, tokenizer, folder):
    """A pretrained checkpoint as they lie on the hub: no classification head, a language model's head, older names."""
    torch.manual_seed(11)
    plain = type(config)(**{k: v for k, v in config.to_dict().items() if k not in ("id2label", "label2id", "num_labels")})
    model = AutoModelForMaskedLM.from_config(plain)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    tensors = load_file(folder / "model.safetensors")
    if name == "bert":  # as bert-base-uncased: gamma and beta for norms, and a buffer of integers
        old = {k.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"): v for k, v in tensors.items()}
        old["bert.embeddings.position_ids"] = torch.arange(40).unsqueeze(0)
        save_file(old, folder / "model.safetensors", metadata={"format": "pt"})
    if name == "distilbert":  # as a bare DistilBertModel: no prefix
        bare = {k.removeprefix("distilbert."): v for k, v in tensors.items() if k.startswith("distilbert.")}
        save_file(bare, folder / "model.safetensors", metadata={"format": "pt"})


def main(folder):
    words, bytes_ = wordpiece(), byte_pairs()
    for name, (config, tokenizer) in configurations(words, bytes_).items():
        torch.manual_seed(7)
        model = AutoModelForSequenceClassification.from_config(config, attn_implementation="eager").eval()
        randomize(model)
        into = folder / name
        model.save_pretrained(into)
        tokenizer.save_pretrained(into)
        (into / "expected.json").write_text(json.dumps(reference(model, tokenizer)) + "\n")
        masked_language_model(config, name, tokenizer, folder / (name + "-pretrained"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
