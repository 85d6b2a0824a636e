"""Trains and decodes at the shapes of well-known models with random weights, here and in transformers, side by side.

    mvn -q -pl library -am test-compile
    mvn -q -pl library dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/classpath
    python library/src/test/python/shape_benchmark.py [--rounds N] [--threads N] [--precision bf16|fp32] [NAME ...]

Needs torch, transformers and peft. Each side is a process of its own, one after the other, with the same checkpoint,
batch (8 rows of 96 and 32 tokens), threads and precision (fp32 weights and optimizer; bf16 by autocast in PyTorch, as
its users train); LoRA with rank 16 on all projections, its frozen weights in the precision. Medians over the rounds.
Decoding is greedy, of 32 tokens, with a cache. Ours is the PyTorch that DJL brings, theirs the one that is installed.
"""

import argparse
import contextlib
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

LIBRARY = pathlib.Path(__file__).resolve().parents[3]
ROWS, SOURCE, TARGET, STEPS = 8, 96, 32, 4
SHAPES = {
    "flan-t5-small": ("flan_small", "full"),
    "smollm2-135m": ("smollm2", "full"),
    "smollm2-135m, lora": ("smollm2", "lora"),
    "smollm2-135m, activation checkpointing": ("smollm2", "checkpointing"),
}


def in_python(folder, precision, way):
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForSeq2SeqLM

    torch.set_num_threads(int(os.environ["PROMPT2MODEL_THREADS"]))
    torch.manual_seed(1)
    seq2seq = AutoConfig.from_pretrained(folder).is_encoder_decoder
    kind = AutoModelForSeq2SeqLM if seq2seq else AutoModelForCausalLM
    half = precision == "bf16"
    model = kind.from_pretrained(folder, dtype=torch.bfloat16 if half and way == "lora" else torch.float32)
    if way == "lora":
        from peft import LoraConfig, get_peft_model

        targets = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
        model = get_peft_model(model, LoraConfig(r=16, lora_alpha=32, target_modules=targets))
    if way == "checkpointing":
        model.train()
        model.gradient_checkpointing_enable()
    trained = [weight for weight in model.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=1e-4, weight_decay=0.01)
    source = torch.randint(100, 30_000, (ROWS, SOURCE))
    target = torch.randint(100, 30_000, (ROWS, TARGET))
    if seq2seq:
        batch = {"input_ids": source, "labels": target}
    else:
        labels = torch.cat([torch.full_like(source, -100), target], 1)
        batch = {"input_ids": torch.cat([source, target], 1), "labels": labels}

    def step():
        with torch.autocast("cpu", torch.bfloat16) if half else contextlib.nullcontext():
            loss = model(**batch).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        optimizer.zero_grad()

    began = float(os.environ["BEGAN"])
    begun = time.time() - began
    step()
    first = time.time() - began
    seconds = []
    for _ in range(STEPS):
        start = time.perf_counter()
        step()
        seconds.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    model.eval()
    if half:
        model = model.to(torch.bfloat16)
    ask = dict(input_ids=source, attention_mask=torch.ones_like(source), do_sample=False, max_new_tokens=TARGET)
    with torch.no_grad():
        model.generate(**ask)
        start = time.perf_counter()
        written = model.generate(**ask).shape[1] - (1 if seq2seq else SOURCE)
        decoding = time.perf_counter() - start
    return {
        "training": ROWS * (SOURCE + TARGET) / statistics.median(seconds),
        "decoding": ROWS * written / decoding,
        "peak": peak,
        "begun": begun,
        "first": first,
    }


def figures(command):
    # What a process says of its own start may be off by a second: Linux counts from a boot time in whole seconds.
    environment = {**os.environ, "BEGAN": str(time.time())}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    if done.returncode:
        sys.exit(done.stderr[-2000:])
    return json.loads(done.stdout.strip().splitlines()[-1])


def ours(folder, precision, way):
    parts = [str(LIBRARY / "target/test-classes"), str(LIBRARY / "target/classes")]
    parts.append((LIBRARY / "target/classpath").read_text().strip())
    main = "org.prompt2model.model.ShapeBenchmark"
    return figures(
        ["java", "-Xmx4g", "-cp", ":".join(parts), main, str(folder), str(ROWS), str(STEPS), precision, way]
    )


def theirs(folder, precision, way):
    return figures([sys.executable, __file__, "--one", str(folder), "--precision", precision, "--way", way])


def main():
    parser = argparse.ArgumentParser(description="Speed at well-known shapes, here and in transformers.")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", default="1")
    parser.add_argument("--precision", choices=["bf16", "fp32"], default="bf16")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--way", default="full", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(in_python(options.one, options.precision, options.way)))
        return
    os.environ.update(PROMPT2MODEL_THREADS=options.threads, PROMPT2MODEL_DEVICE="cpu", OMP_NUM_THREADS=options.threads)
    import live_comparison

    print("| shape | figure | ours | transformers | ratio |\n|---|---|---|---|---|")
    for name, (maker, way) in SHAPES.items():
        if options.names and name not in options.names:
            continue
        with tempfile.TemporaryDirectory() as made:
            folder = getattr(live_comparison, maker)(pathlib.Path(made) / maker)
            rounds = [
                (ours(folder, options.precision, way), theirs(folder, options.precision, way))
                for _ in range(options.rounds)
            ]
        labels = {
            "training": "training, tokens/s",
            "decoding": "greedy decoding, tokens/s",
            "peak": "peak memory, GB",
            "begun": "start to the first step, s",
            "first": "start to the first step done, s",
        }
        for figure, label in labels.items():
            mine, other = (statistics.median(each[side][figure] for each in rounds) for side in (0, 1))
            print(f"| {name} | {label} | {mine:.4g} | {other:.4g} | {mine / other:.2f} |", flush=True)


if __name__ == "__main__":
    main()
