"""What Transformers, PEFT and the gguf package make of our files. Jobs come as a JSON list on the standard input, answers go to the file that is named."""

import json
import sys

import numpy as np
import torch
from gguf import GGUFReader
from gguf.quants import dequantize
from peft import PeftModel
from tokenizers import Tokenizer, models, trainers
from transformers import AutoModelForCausalLM, AutoTokenizer, Gemma3ForCausalLM, Gemma3TextConfig, LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast


def logits(model, tokens, file):
    with torch.no_grad():
        model.eval()(torch.tensor([tokens])).logits[0].float().numpy().astype(np.float32).tofile(file)


def adapted(job):
    """Logits of a folder's model, under an adapter if one is named."""
    model = AutoModelForCausalLM.from_pretrained(job["model"], dtype=torch.float32)
    answer = {}
    if "adapter" in job:
        model = PeftModel.from_pretrained(model, job["adapter"])
        answer["modules"] = sorted({name.split(".lora_A")[0] for name, _ in model.named_parameters() if ".lora_A" in name})
    logits(model, job["tokens"], job["out"])
    return answer


def made(job):
    """A new model of Transformers' own, in several files; with the text that its tokenizer is to know, a tokenizer too."""
    sizes = dict(vocab_size=96, hidden_size=64, intermediate_size=96, num_hidden_layers=3, num_attention_heads=4, num_key_value_heads=2)
    torch.manual_seed(1)
    makers = {
        "llama": lambda: LlamaForCausalLM(LlamaConfig(**sizes, max_position_embeddings=128)),
        "gemma3": lambda: Gemma3ForCausalLM(Gemma3TextConfig(**sizes, head_dim=16, sliding_window=8, query_pre_attn_scalar=16)),
    }
    model = makers[job["family"]]()
    with torch.no_grad():
        for name, weight in model.named_parameters():
            weight.add_(torch.randn(weight.shape) * (0.3 if "norm" in name else 1 / weight.shape[-1] ** 0.5))
    model.save_pretrained(job["model"], max_shard_size="100KB")
    if "text" in job:
        tokenizer(job["text"], sizes["vocab_size"]).save_pretrained(job["model"])
    logits(model, job["tokens"], job["out"])
    return {}


def tokenizer(text, size):
    """Pairs of letters of a text, as Hugging Face's own tokenizers learn them."""
    learnt = Tokenizer(models.BPE(unk_token="<unk>"))
    learnt.train_from_iterator([text], trainers.BpeTrainer(vocab_size=size, special_tokens=["<unk>", "</s>"], max_token_length=2, show_progress=False))
    return PreTrainedTokenizerFast(tokenizer_object=learnt, unk_token="<unk>", eos_token="</s>")


def opened(job):
    """What the gguf package reads in a file: its texts, and the sum of each tensor's magnitudes."""
    reader = GGUFReader(job["path"])
    texts = {key: field.contents() for key, field in reader.fields.items() if isinstance(field.contents(), (str, int, float)) and not key.startswith("GGUF.")}
    sums = {t.name: [list(map(int, t.shape[::-1])), float(np.abs(dequantize(t.data, t.tensor_type).astype(np.float64)).sum())] for t in reader.tensors}
    return {"texts": texts, "tensors": sums}


def divided(job):
    """A text as the tokenizer in a folder has it."""
    return {"ids": AutoTokenizer.from_pretrained(job["model"])(job["text"], add_special_tokens=False)["input_ids"]}


jobs = {"logits": adapted, "divide": divided, "make": made, "gguf": opened}
message = json.load(sys.stdin)
json.dump([jobs[job["do"]](job) for job in message["jobs"]], open(message["answers"], "w"))
