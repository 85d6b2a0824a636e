"""Trains checkpoints with this project, and compares its students with what transformers makes of the saved folder.

    mvn -q -pl library -am test-compile
    mvn -q -pl library dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/classpath
    python library/src/test/python/live_comparison.py

Needs torch and transformers. Besides the tiny checkpoints of the tests it makes one of Flan-T5-small's shape with random
weights, and one of DistilBERT's. A row a checkpoint: how many answers have the same ids, or, of an encoder, the largest
relative difference of a logit.
"""

import json
import pathlib
import random
import subprocess
import sys
import tempfile

import torch
from peft import PeftModel
from transformers import (
    AutoModelForCausalLM,
    AutoModelForSeq2SeqLM,
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DistilBertConfig,
    DistilBertForMaskedLM,
    LlamaConfig,
    LlamaForCausalLM,
    PreTrainedTokenizerFast,
    T5Config,
    T5ForConditionalGeneration,
)

import checkpoints_fixture
import encoder_fixture
import llama_fixture

LIBRARY = pathlib.Path(__file__).resolve().parents[3]
FIXTURES = LIBRARY / "src/test/resources/org/prompt2model/model/checkpoints"
ENCODERS = FIXTURES.parent / "encoders"
MONTHS = "January February March April May June July August September October November December".split()
LONGEST_ANSWER = 24


def rows(count):
    draw = random.Random(7)
    pairs = []
    for _ in range(count):
        day, month, year = draw.randint(1, 28), draw.randint(1, 12), draw.randint(1970, 2030)
        text = draw.choice(["{m} {d}, {y}", "{d} {m} {y}", "the {d}th of {m} {y}"])
        pairs.append((text.format(d=day, m=MONTHS[month - 1], y=year), f"{year}-{month:02}-{day:02}"))
    return pairs


def flan_small(folder):
    torch.manual_seed(1)
    config = T5Config(
        vocab_size=32128, d_model=512, d_kv=64, d_ff=1024, num_layers=8, num_decoder_layers=8, num_heads=6,
        feed_forward_proj="gated-gelu", tie_word_embeddings=False, dropout_rate=0.0, decoder_start_token_id=0,
    )
    model = T5ForConditionalGeneration(config)
    checkpoints_fixture.untie(model)
    model.save_pretrained(folder)
    checkpoints_fixture.publish(folder / "config.json", untied=True)
    checkpoints_fixture.unigram().save_pretrained(folder)
    return folder


def distilbert(folder):
    torch.manual_seed(1)
    DistilBertForMaskedLM(DistilBertConfig(pad_token_id=0)).save_pretrained(folder)
    encoder_fixture.wordpiece().save_pretrained(folder)
    return folder


def smollm2(folder):
    torch.manual_seed(1)
    config = LlamaConfig(
        vocab_size=49152, hidden_size=576, intermediate_size=1536, num_hidden_layers=30, num_attention_heads=9,
        num_key_value_heads=3, rms_norm_eps=1e-5, tie_word_embeddings=True, bos_token_id=0, eos_token_id=0,
        rope_parameters={"rope_type": "default", "rope_theta": 100000.0},
    )
    LlamaForCausalLM(config).to(torch.bfloat16).save_pretrained(folder)
    llama_fixture.tokenizer().save_pretrained(folder)
    return folder


def train_in_java(checkpoint, pairs, folder, epochs, rate, way):
    classpath = [str(LIBRARY / "target/test-classes"), str(LIBRARY / "target/classes")]
    classpath.append((LIBRARY / "target/classpath").read_text().strip())
    (folder / "rows.json").write_text(json.dumps(pairs))
    student, answers = folder / "student", folder / "answers.json"
    subprocess.run(
        ["java", "-Xmx4g", "-cp", ":".join(classpath), "org.prompt2model.model.LiveStudent", str(checkpoint),
         str(folder / "rows.json"), str(student), str(answers), str(epochs), str(rate), way],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    return student, json.loads(answers.read_text())


def ids_of_transformers(student, checkpoint, pairs):
    is_adapter = (student / "adapter_config.json").exists()
    base = checkpoint if is_adapter else student
    is_decoder = not json.loads((base / "config.json").read_text()).get("is_encoder_decoder")
    kind = AutoModelForCausalLM if is_decoder else AutoModelForSeq2SeqLM
    model = kind.from_pretrained(base, dtype=torch.float32 if is_adapter else "auto")
    assert model.dtype == torch.float32, model.dtype
    if is_adapter:
        model = PeftModel.from_pretrained(model, student)
    # AutoTokenizer would put Qwen's own rules of splitting in the place of those that these tokenizers were made with.
    tokens = PreTrainedTokenizerFast if is_decoder else AutoTokenizer
    tokenizer = tokens.from_pretrained(student, padding_side="left" if is_decoder else "right")
    template = json.loads((student / "student.json").read_text()).get("prompt_template", "{input}")
    inputs = tokenizer([template.replace("{input}", source) for source, _ in pairs], padding=True, return_tensors="pt")
    inputs.pop("token_type_ids", None)
    generated = model.generate(**inputs, do_sample=False, max_new_tokens=LONGEST_ANSWER, use_cache=False)
    answers = []
    for row in generated[:, inputs["input_ids"].shape[1] if is_decoder else 1:].tolist():
        ends = [place for place, token in enumerate(row) if token == model.generation_config.eos_token_id]
        answers.append(row[: ends[0]] if ends else row)
    return answers


def compare(name, checkpoint, epochs, rate, way="full"):
    pairs = rows(64)
    with tempfile.TemporaryDirectory() as folder:
        student, found = train_in_java(checkpoint, pairs, pathlib.Path(folder), epochs, rate, way)
        expected = ids_of_transformers(student, checkpoint, pairs)
    same = sum(a == b for a, b in zip(found, expected))
    distinct = len({tuple(answer) for answer in expected})
    print(f"{name:24} same greedy ids {same} of {len(expected)} ({distinct} different answers)", flush=True)
    return same == len(expected)


def logits_of_transformers(student, pairs):
    model, told = AutoModelForSequenceClassification.from_pretrained(student, output_loading_info=True)
    assert not any(told[kind] for kind in ("missing_keys", "unexpected_keys", "mismatched_keys")), told
    tokenizer = AutoTokenizer.from_pretrained(student)
    inputs = tokenizer([text for text, _ in pairs], padding=True, truncation=True, return_tensors="pt")
    with torch.no_grad():
        return model.eval()(**inputs).logits


def compare_logits(name, checkpoint, epochs, rate):
    texts = ["Hello", "", "Why is it so? " * 500, "naïve café \t 日本語 😀", "good day to you", "Where is my bill?"]
    pairs = [(f"{text} {i}" if text else text, ["greeting", "question"]["?" in text]) for i in range(8) for text in texts]
    with tempfile.TemporaryDirectory() as folder:
        student, found = train_in_java(checkpoint, pairs, pathlib.Path(folder), epochs, rate, "full")
        expected = logits_of_transformers(student, pairs)
    worst = ((torch.tensor(found) - expected).abs() / expected.abs().clamp(min=1e-3)).max().item()
    print(f"{name:24} largest relative difference of {expected.numel()} logits {worst:.1e}", flush=True)
    return worst < 1e-4


def wanted(job):
    """Only checkpoints whose name holds one of the words given, if any are."""
    return len(sys.argv) == 1 or any(word in job[0] for word in sys.argv[1:])


def main():
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as made:
        made = pathlib.Path(made)
        jobs = [(name, FIXTURES / name, 30, 1e-2) for name in ("t5", "flan", "mt5", "byt5", "codet5")]
        jobs.append(("flan-t5-small's shape", flan_small(made / "flan-t5-small"), 3, 1e-3))
        for name in llama_fixture.with_tokenizers(made):
            jobs.append((name, made / name, 30, 1e-2))
        jobs.append(("llama3, lora merged", made / "llama3", 30, 1e-2, "lora"))
        jobs.append(("llama3, lora adapter", made / "llama3", 30, 1e-2, "adapter"))
        jobs.append(("smollm2-135m's shape", smollm2(made / "smollm2-135m"), 2, 1e-3, "lora"))
        encoders = [(name, ENCODERS / f"{name}-pretrained", 3, 5e-3) for name in ("bert", "roberta", "distilbert")]
        encoders.append(("DistilBERT's shape", distilbert(made / "distilbert"), 1, 5e-5))
        outcomes = [compare(*job) for job in jobs if wanted(job)]
        outcomes += [compare_logits(*job) for job in encoders if wanted(job)]
    sys.exit(0 if all(outcomes) else 1)


if __name__ == "__main__":
    main()
