"""Teaches a base the voice of this bundle: LoRA with PEFT and TRL, by the settings in settings.json.

    python train.py                                                 one process
    torchrun --standalone --nproc_per_node=N train.py               N processes: a step's windows are divided among them
    torchrun --standalone --nproc_per_node=8 train.py --batch 8     larger steps, where there are more processes than windows

README.md has the commands for several machines.

The adapter lies in out/adapter afterwards, as PEFT has it.
"""

import argparse
import json
import math
import os
import shutil
from pathlib import Path

import torch
from datasets import Dataset
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig, DataCollatorForSeq2Seq, EarlyStoppingCallback, Trainer
from trl import SFTConfig, SFTTrainer, pack_dataset

HERE = Path(__file__).resolve().parent
# Names of the token that ends a text, as models before any conversation have it, in the order in which they are looked for.
ENDS = ["<|endoftext|>", "<|end_of_text|>", "<eos>", "</s>"]


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not at least 1")
    return number


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", help="the base: a Hugging Face folder or a name on a hub; the one in this bundle if not given")
    parser.add_argument("--out", default=str(HERE / "out"), help="where checkpoints and the adapter go")
    parser.add_argument("--batch", type=positive, help="windows of one step, of all processes together; as in settings.json if not given. Another number makes another run")
    parser.add_argument("--windows", type=positive, help="windows that one process computes together at most; all of its share of a step if not given")
    parser.add_argument("--recompute", action="store_true", help="compute layers again on the way back: a third more time for a fraction of the memory")
    parser.add_argument("--steps", type=int, default=-1, help="end after so many steps, to try whether everything works")
    return parser.parse_args()


def divided(batch, processes, most):
    """What one process has of a step: how many windows it computes together, and how often. Ends with a sentence where a step can't be divided evenly."""
    if batch % processes:
        fitting = ", ".join(str(number) for number in range(1, batch + 1) if batch % number == 0)
        larger = math.ceil(batch / processes) * processes
        raise SystemExit(
            f"{processes} processes can't share a step evenly (windows in it: {batch}). Start {fitting} of them, or have larger steps: --batch {larger}."
        )
    share = batch // processes
    together = max(number for number in range(1, min(share, most or share) + 1) if share % number == 0)
    return together, share // together


def open_base(path, settings):
    """The base and its tokenizer. Ends with a sentence where it is another one than the bundle was made for."""
    tokenizer = AutoTokenizer.from_pretrained(path)
    cuda = torch.cuda.is_available()
    few_bits = {8: BitsAndBytesConfig(load_in_8bit=True), 4: BitsAndBytesConfig(load_in_4bit=True)}.get(settings["bits"])
    if few_bits and not cuda:
        raise SystemExit('settings.json asks for a base of few bits, which needs an NVIDIA card: set "bits" to 32 there to train without one.')
    device = {"device_map": {"": int(os.environ.get("LOCAL_RANK", 0))}, "quantization_config": few_bits} if few_bits else {}
    model = AutoModelForCausalLM.from_pretrained(path, dtype=torch.bfloat16 if cuda else torch.float32, **device)
    sizes = model.config.get_text_config()
    found = {"vocabulary": model.get_input_embeddings().weight.shape[0], "width": sizes.hidden_size, "layers": sizes.num_hidden_layers}
    for name, number in found.items():
        if number != settings["base"][name]:
            raise SystemExit(f"{path} is another base than {settings['base']['name']}: its {name} is {number}, not {settings['base'][name]}.")
    probe = settings["probe"]
    ids = tokenizer(probe["text"], split_special_tokens=True)["input_ids"]
    if ids[-len(probe["ids"]) :] != probe["ids"] and probe["ids"][-len(ids) :] != ids:
        raise SystemExit(f"{path} divides texts into other tokens than {settings['base']['name']}: fetch the tokenizer that belongs to it.")
    return model, tokenizer


# What a label is where its token is read and not learnt, as PyTorch and Transformers have it.
IGNORED = -100


def labels_of(work, read):
    """A work's tokens as labels. Those of which all is context, questions that others asked, are ignored; one that an answer has a part in is learnt."""
    labels = list(read["input_ids"])
    spans = iter(work.get("context", []))
    first, last = next(spans, (len(work["text"]), math.inf))
    for at, (start, end) in enumerate(read.get("offset_mapping", [])):
        # Spans are in order, as tokens are: none is looked at again.
        while start >= last:
            first, last = next(spans, (len(work["text"]), math.inf))
        if first <= start and end <= last:
            labels[at] = IGNORED
    return labels


def texts(name, tokenizer):
    """One side of the texts as tokens with their labels, each work with the mark that ends a text."""
    known = tokenizer.get_vocab()
    end = next((known[mark] for mark in ENDS if mark in known), tokenizer.eos_token_id)
    lines = (HERE / "data" / name).read_text("utf-8").strip("\n").split("\n")
    columns = {"input_ids": [], "labels": []}
    works = [json.loads(line) for line in lines]
    if any("context" in work for work in works) and not tokenizer.is_fast:
        raise SystemExit(f"{tokenizer.name_or_path} has no tokenizer.json, which alone tells where tokens stand in a text, and so which are questions: fetch it too.")
    for work in works:
        read = tokenizer(work["text"], split_special_tokens=True, return_offsets_mapping="context" in work)
        columns["input_ids"].append(read["input_ids"] + [end])
        columns["labels"].append(labels_of(work, read) + [end])
    return Dataset.from_dict(columns)


def has_questions(works):
    return any(IGNORED in labels for labels in works["labels"])


def optimiser_of(optimiser):
    """Muon (Jordan et al. 2024) as the studio computes it, or AdamW. All that is trained are matrices."""
    if optimiser["kind"] == "adamw":
        return torch.optim.AdamW, {"lr": optimiser["rate"], "weight_decay": optimiser["weightDecay"]}
    own = {key: optimiser[name] for key, name in {"lr": "rate", "weight_decay": "weightDecay", "momentum": "momentum"}.items()}
    return torch.optim.Muon, own


def trainer_of(model, tokenizer, lora, args, train_dataset, eval_dataset, **rest):
    """TRL's trainer; of an adapter of the output, past which TRL computes the loss, and where questions are ignored, Transformers' own with TRL's packing."""
    if "lm_head" not in lora.target_modules and not has_questions(train_dataset) and not has_questions(eval_dataset):
        plain = {"train_dataset": train_dataset.remove_columns("labels"), "eval_dataset": eval_dataset.remove_columns("labels")}
        return SFTTrainer(model=model, processing_class=tokenizer, peft_config=lora, args=args, **plain, **rest)

    def packed(works):
        windows = pack_dataset(works, args.max_length, "wrapped")
        # One that holds nothing but a question has no loss: its mean would be no number.
        return windows.filter(lambda window: any(label != IGNORED for label in window["labels"][1:]))

    return Trainer(
        model=get_peft_model(model, lora),
        processing_class=tokenizer,
        data_collator=DataCollatorForSeq2Seq(tokenizer),
        args=args,
        train_dataset=packed(train_dataset),
        eval_dataset=packed(eval_dataset),
        **rest,
    )


def main():
    asked = options()
    settings = json.loads((HERE / "settings.json").read_text("utf-8"))
    enclosed = settings["base"]["folder"]
    batch, processes = asked.batch or settings["batch"], int(os.environ.get("WORLD_SIZE", 1))
    windows, times = divided(batch, processes, asked.windows)
    base = asked.base or (enclosed and str(HERE / enclosed))
    if not base:
        raise SystemExit(f"--base: name the folder of {settings['base']['name']}, or its name on a hub. README.md says more.")
    model, tokenizer = open_base(base, settings)
    lora, optimiser, cuda = settings["lora"], settings["optimiser"], torch.cuda.is_available()
    train, held_out = texts("train.jsonl", tokenizer), texts("held-out.jsonl", tokenizer)
    trainer = trainer_of(
        model,
        tokenizer,
        train_dataset=train,
        eval_dataset=held_out,
        optimizer_cls_and_kwargs=optimiser_of(optimiser),
        callbacks=[EarlyStoppingCallback(early_stopping_patience=settings["patience"])],
        lora=LoraConfig(
            task_type="CAUSAL_LM",
            r=lora["rank"],
            lora_alpha=lora["alpha"],
            lora_dropout=lora["dropout"],
            use_rslora=lora["stabilised"],
            target_modules=lora["targets"],
            bias="none",
        ),
        args=SFTConfig(
            output_dir=asked.out,
            packing=True,
            packing_strategy="wrapped",
            max_length=settings["length"],
            num_train_epochs=settings["passes"],
            max_steps=asked.steps,
            per_device_train_batch_size=windows,
            per_device_eval_batch_size=windows,
            gradient_accumulation_steps=times,
            gradient_checkpointing=asked.recompute,
            learning_rate=optimiser["rate"],
            weight_decay=optimiser["weightDecay"],
            max_grad_norm=optimiser["clipNorm"],
            lr_scheduler_type="linear",
            # Of all the steps there turn out to be.
            warmup_steps=settings["warmupShare"],
            bf16=cuda and torch.cuda.is_bf16_supported(),
            use_cpu=not cuda,
            ddp_backend="gloo" if processes > 1 and not cuda else None,
            ddp_find_unused_parameters=False,
            eval_strategy="steps",
            eval_steps=settings["heldOutShare"] if asked.steps < 0 else asked.steps,
            save_strategy="steps",
            save_steps=settings["heldOutShare"] if asked.steps < 0 else asked.steps,
            save_total_limit=2,
            load_best_model_at_end=True,
            metric_for_best_model="eval_loss",
            greater_is_better=False,
            # Some fifty lines, of a long run and of a short one.
            logging_steps=0.02,
            seed=settings["seed"],
            report_to="none",
        ),
    )
    if batch != settings["batch"] and trainer.is_world_process_zero():
        print(f"Steps of {batch} windows, not {settings['batch']}, so there are {'fewer' if batch > settings['batch'] else 'more'} of them: another run than Moke's.")
    before = trainer.evaluate()["eval_loss"]
    trainer.train()
    after = trainer.evaluate()["eval_loss"]
    if trainer.is_world_process_zero():
        # Without the base's own output, which PEFT would keep beside an adapter of it.
        trainer.accelerator.unwrap_model(trainer.model).save_pretrained(Path(asked.out) / "adapter", save_embedding_layers=False)
        # By this Moke knows of which works it is to be proved, where it remembers them.
        if (HERE / "moke-bundle.json").exists():
            shutil.copy(HERE / "moke-bundle.json", Path(asked.out) / "adapter")
        proof = {"heldOutLoss": {"before": before, "after": after}, "processes": processes, "batch": batch, "steps": trainer.state.global_step}
        (Path(asked.out) / "proof.json").write_text(json.dumps(proof, indent=2) + "\n", "utf-8")
        print(f"held-out works: {before:.3f} nats a token before, {after:.3f} after; the adapter lies in {asked.out}/adapter")


if __name__ == "__main__":
    main()
