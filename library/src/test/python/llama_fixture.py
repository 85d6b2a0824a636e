"""Writes tiny checkpoints of the Llama family and what transformers computes with them, for LlamaParityTest and LoraTest.

    pip install torch transformers peft    (made with torch 2.15.0, transformers 5.24.0, peft 0.21.2)
    python library/src/test/python/llama_fixture.py library/src/test/resources/org/prompt2model/model/llama

Each folder: config.json, model.safetensors (bfloat16, so that it is small; computed with in float32) and reference.json.
"""

import json
import sys
from pathlib import Path

import torch
from tokenizers import Tokenizer
from tokenizers.decoders import ByteLevel as ByteLevelDecoder
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import ByteLevel
from tokenizers.trainers import BpeTrainer
from transformers import (LlamaConfig, LlamaForCausalLM, MistralConfig, MistralForCausalLM, Qwen2Config,
                          Qwen2ForCausalLM, Qwen3Config, Qwen3ForCausalLM, PreTrainedTokenizerFast)

IGNORED = -100
PROMPTS = [[5, 17, 33, 8, 71, 12, 4], [9, 41, 2], [0, 60, 13, 95, 7, 28, 54, 31, 22, 86]]
ANSWERS = [[23, 44, 6, 1], [77, 3, 50, 19, 62, 1], [11, 1]]
NEW_TOKENS = 12
SHAPE = dict(vocab_size=96, hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4,
             num_key_value_heads=2, max_position_embeddings=256, initializer_range=0.25, bos_token_id=0,
             eos_token_id=1, pad_token_id=None)
LLAMA3 = dict(rope_type="llama3", rope_theta=500000.0, factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
              original_max_position_embeddings=32)
RATE, DECAY, CLIP, BETAS = 1e-2, 0.1, 1.0, (0.9, 0.98)
LORA = dict(r=4, lora_alpha=8, target_modules=["q_proj", "v_proj", "o_proj", "up_proj", "down_proj"])


def models():
    yield "llama3", LlamaForCausalLM, LlamaConfig(**SHAPE, rope_parameters=LLAMA3)
    yield "smollm2", LlamaForCausalLM, LlamaConfig(**{**SHAPE, "num_key_value_heads": 4, "vocab_size": 300,
                                                      "bos_token_id": 0, "eos_token_id": 0, "pad_token_id": 0}, tie_word_embeddings=True,
                                                  rms_norm_eps=1e-5, rope_parameters=dict(
                                                      rope_type="default", rope_theta=100000.0))
    yield "qwen2.5", Qwen2ForCausalLM, Qwen2Config(**SHAPE, tie_word_embeddings=True, use_sliding_window=True,
                                                  sliding_window=5, max_window_layers=1, rope_parameters=dict(
                                                      rope_type="default", rope_theta=1000000.0))
    yield "qwen3", Qwen3ForCausalLM, Qwen3Config(**SHAPE, head_dim=16, tie_word_embeddings=True, rope_parameters=dict(
        rope_type="default", rope_theta=1000000.0))
    yield "mistral", MistralForCausalLM, MistralConfig(**{**SHAPE, "num_key_value_heads": 1}, head_dim=16,
                                                      sliding_window=6, rope_parameters=dict(
                                                          rope_type="default", rope_theta=10000.0))


def randomize(model):
    """Norms, biases and the padding's embedding start at 1 and 0, where a mistake in them would not show."""
    with torch.no_grad():
        torch.nn.init.normal_(model.model.embed_tokens.weight[0], 0, SHAPE["initializer_range"])
        for parameter in model.parameters():
            if parameter.ndim == 1:
                parameter.add_(torch.randn_like(parameter) * 0.2)
            parameter.copy_(parameter.to(torch.bfloat16).float())


def batch():
    """Prompts with answers, padded on the right; the loss counts the answers alone."""
    width = max(len(p) + len(a) for p, a in zip(PROMPTS, ANSWERS))
    rows = {"input_ids": [], "attention_mask": [], "labels": []}
    for prompt, answer in zip(PROMPTS, ANSWERS):
        pad = width - len(prompt) - len(answer)
        rows["input_ids"].append(prompt + answer + [0] * pad)
        rows["attention_mask"].append([1] * (width - pad) + [0] * pad)
        rows["labels"].append([IGNORED] * len(prompt) + answer + [IGNORED] * pad)
    return {name: torch.tensor(values) for name, values in rows.items()}


class Unsteady(Exception):
    """Another order of additions could give other answers."""


def generated(model, end):
    """Greedy answers of the prompts padded on the left, up to and without the end."""
    width = max(map(len, PROMPTS))
    ids = torch.tensor([[0] * (width - len(p)) + p for p in PROMPTS])
    mask = torch.tensor([[0] * (width - len(p)) + [1] * len(p) for p in PROMPTS])
    model.eval()
    out = model.generate(input_ids=ids, attention_mask=mask, max_new_tokens=NEW_TOKENS, do_sample=False,
                         eos_token_id=end, pad_token_id=0)
    answers = [row[width:].tolist() for row in out]
    if not all(is_steady(model, prompt, answer) for prompt, answer in zip(PROMPTS, answers)):
        raise Unsteady()
    return [answer[: answer.index(end)] if end in answer else answer for answer in answers]


def is_steady(model, prompt, answer):
    """No two best tokens may be so near that another order of additions swaps them."""
    logits = model(input_ids=torch.tensor([prompt + answer])).logits[0, len(prompt) - 1:-1]
    best = logits.topk(2, -1).values
    return bool((best[:, 0] - best[:, 1]).min() > 1e-3)


def gradients(named):
    return {name: {"norm": p.grad.norm().item(), "first": p.grad.flatten()[:4].tolist()} for name, p in named}


def step(model):
    named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    groups = [{"params": [p for _, p in named if p.ndim > 1], "weight_decay": DECAY},
              {"params": [p for _, p in named if p.ndim == 1], "weight_decay": 0.0}]
    torch.nn.utils.clip_grad_norm_([p for _, p in named], CLIP)
    torch.optim.AdamW(groups, lr=RATE, betas=BETAS, eps=1e-8).step()
    with torch.no_grad():
        return model(**batch()).loss.item()


def reference(model):
    model.train()
    result = model(**batch())
    result.loss.backward()
    kept = {"prompts": PROMPTS, "answers": ANSWERS, "loss": result.loss.item(), "logits_row": 2,
            "logits": result.logits[2].detach().tolist()[:2] + result.logits[2].detach().tolist()[-2:]}
    named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    kept["gradient_norm"] = torch.stack([p.grad.norm() for _, p in named]).norm().item()
    kept["gradients"] = gradients(named)
    kept["generated"] = generated(model, model.config.eos_token_id)
    kept["loss_after_step"] = step(model)
    return kept


def end_that_occurs(model):
    """A token that ends one of the answers early, so that the end is tested too."""
    free = generated(model, 10**6)
    return free[0][4]


def tokenizer():
    """Bytes and a few merges, as SmolLM2's tokenizer is made."""
    model = Tokenizer(BPE())
    model.pre_tokenizer = ByteLevel(add_prefix_space=False)
    model.decoder = ByteLevelDecoder()
    model.train_from_iterator(["the third of March is a day; Input: Output: 2021"] * 3, BpeTrainer(
        vocab_size=290, special_tokens=["<|endoftext|>"], initial_alphabet=ByteLevel.alphabet(), show_progress=False))
    end = "<|endoftext|>"
    return PreTrainedTokenizerFast(tokenizer_object=model, bos_token=end, eos_token=end, pad_token=end)


def rounded(value):
    if isinstance(value, float):
        return float(f"{value:.8g}")
    if isinstance(value, list):
        return [rounded(v) for v in value]
    return {k: rounded(v) for k, v in value.items()} if isinstance(value, dict) else value


def write(folder, facts):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "reference.json").write_text(json.dumps(rounded(facts)) + "\n")


def adapters(base, folder):
    """LoRA as peft does it, on the checkpoint in `base`, with random matrices B, for they start at zero."""
    from peft import LoraConfig, get_peft_model
    model = get_peft_model(LlamaForCausalLM.from_pretrained(base, dtype=torch.float32),
                           LoraConfig(task_type="CAUSAL_LM", lora_dropout=0.0, **LORA))
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.requires_grad:
                parameter.copy_((torch.randn_like(parameter) * 0.2).to(torch.bfloat16).float())
    model.peft_config["default"].base_model_name_or_path = base.name
    model.save_pretrained(folder)
    (folder / "README.md").unlink(missing_ok=True)
    write(folder, reference(model))


def checkpoint(name, kind, config, folder):
    model = kind(config)
    randomize(model)
    if name == "smollm2":
        tokenizer().save_pretrained(folder)  # one token begins, ends and pads, as in SmolLM2
    else:
        model.config.eos_token_id = model.generation_config.eos_token_id = end_that_occurs(model)
    model.to(torch.bfloat16).save_pretrained(folder)  # and with it the frequencies, so it is opened anew
    write(folder, reference(kind.from_pretrained(folder, dtype=torch.float32)))


def with_tokenizers(target):
    """Checkpoints of all the models above that know as many tokens as the tokenizer has; their names."""
    names = []
    for name, kind, config in models():
        torch.manual_seed(1)
        config.vocab_size, config.bos_token_id, config.eos_token_id = 300, 0, 0
        kind(config).save_pretrained(target / name)
        tokenizer().save_pretrained(target / name)
        names.append(name)
    return names


def first_steady(make, *arguments):
    for seed in range(1, 1000):
        torch.manual_seed(seed)
        try:
            return make(*arguments)
        except Unsteady:
            continue


def main(target):
    for name, kind, config in models():
        first_steady(checkpoint, name, kind, config, target / name)
    old_form_of_config(target / "smollm2" / "config.json")
    first_steady(adapters, target / "llama3", target / "lora")


def old_form_of_config(file):
    """As transformers wrote it before version 5: rope_theta beside the other sizes."""
    config = json.loads(file.read_text())
    config["rope_theta"] = config.pop("rope_parameters")["rope_theta"]
    config["rope_scaling"] = None
    config["torch_dtype"] = config.pop("dtype")
    file.write_text(json.dumps(config, indent=2) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
