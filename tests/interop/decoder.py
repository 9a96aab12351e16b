"""The decoder of engine/model and the step of engine/training in PyTorch: an oracle for tests, a rival for benches.

Commands come as JSON, one a line, on the standard input; each is answered by one line. Arrays pass through files of
float32, all parameters one after the other in the order of `parameters`.
"""

import json
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F


def rotated(x, cos, sin):
    low, high = x.chunk(2, -1)
    return torch.cat([low * cos - high * sin, high * cos + low * sin], -1)


def decoder_loss(weights, tokens, targets, starts, c):
    """Mean cross-entropy; weights are tensors by their Hugging Face names, tokens and targets (B, T)."""
    batch, length = tokens.shape
    heads, key_heads, width = c["heads"], c["keyHeads"], c["headWidth"]
    angles = torch.arange(length)[:, None] * c["ropeTheta"] ** (-torch.arange(0, width, 2) / width)
    cos, sin = angles.cos(), angles.sin()
    mask = None
    if starts is not None:
        places = torch.arange(length)
        mask = (places[None, :] <= places[:, None]) & (places >= starts[:, :, None])
        mask = mask[:, None]

    def norm(x, name):
        return F.rms_norm(x, (x.shape[-1],), weights[name], c["normEpsilon"])

    def split(x, count):
        return x.view(batch, length, count, width).transpose(1, 2)

    x = weights["model.embed_tokens.weight"][tokens]
    for layer in range(c["layers"]):
        at = f"model.layers.{layer}."
        h = norm(x, at + "input_layernorm.weight")
        q = rotated(norm(split(F.linear(h, weights[at + "self_attn.q_proj.weight"]), heads), at + "self_attn.q_norm.weight"), cos, sin)
        k = rotated(norm(split(F.linear(h, weights[at + "self_attn.k_proj.weight"]), key_heads), at + "self_attn.k_norm.weight"), cos, sin)
        v = split(F.linear(h, weights[at + "self_attn.v_proj.weight"]), key_heads)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=mask is None, enable_gqa=heads != key_heads)
        x = x + F.linear(mixed.transpose(1, 2).reshape(batch, length, heads * width), weights[at + "self_attn.o_proj.weight"])
        h = norm(x, at + "post_attention_layernorm.weight")
        gated = F.silu(F.linear(h, weights[at + "mlp.gate_proj.weight"])) * F.linear(h, weights[at + "mlp.up_proj.weight"])
        x = x + F.linear(gated, weights[at + "mlp.down_proj.weight"])
    head = weights["model.embed_tokens.weight" if c["tied"] else "lm_head.weight"]
    logits = F.linear(norm(x, "model.norm.weight"), head)
    return F.cross_entropy(logits.view(-1, c["vocabulary"]), targets.view(-1))


def orthogonal(x):
    """Newton-Schulz of matrices (n, rows, columns) of norm 1."""
    tall = x.shape[-2] > x.shape[-1]
    for _ in range(5):
        gram = x.mT @ x if tall else x @ x.mT
        polynomial = torch.baddbmm(gram, gram, gram, beta=-4.775, alpha=2.0315)
        x = torch.baddbmm(x, x, polynomial, beta=3.4445) if tall else torch.baddbmm(x, polynomial, x, beta=3.4445)
    return x


class Run:
    def __init__(self, message):
        self.config = message["config"]
        self.options = message["optimiser"]
        self.names = [name for name, _ in message["parameters"]]
        numbers = torch.from_numpy(np.fromfile(message["weights"], dtype=np.float32))
        sizes = [int(np.prod(shape)) for _, shape in message["parameters"]]
        parts = numbers.split(sizes)
        self.weights = {
            name: part.view(shape).clone().requires_grad_() for (name, shape), part in zip(message["parameters"], parts)
        }
        matrices = {name for name in self.names if name.endswith("_proj.weight")}
        self.stacks = {}
        for name in self.names:
            if name in matrices:
                self.stacks.setdefault(tuple(self.weights[name].shape), []).append(name)
        o = self.options
        rest = [self.weights[name] for name in self.names if name not in matrices]
        self.adam = torch.optim.AdamW(rest, lr=o["adamRate"], betas=(o["beta1"], o["beta2"]), eps=1e-9, weight_decay=0, fused=True)
        self.momenta = {shape: torch.zeros(len(names), *shape) for shape, names in self.stacks.items()}
        self.loss = torch.compile(decoder_loss, dynamic=False) if message["compile"] else decoder_loss
        self.orthogonal = torch.compile(orthogonal, dynamic=False) if message["compile"] else orthogonal
        self.batches = [
            tuple(torch.tensor(batch[key]).view(message["shape"]) for key in ("tokens", "targets")) + (self.starts(batch, message["shape"]),)
            for batch in message["batches"]
        ]

    @staticmethod
    def starts(batch, shape):
        return torch.tensor(batch["starts"]).view(shape) if "starts" in batch else None

    def learn(self):
        """The mean gradients of the batches, in `grad`; answers the mean loss."""
        total = 0.0
        for weight in self.weights.values():
            weight.grad = None
        for tokens, targets, starts in self.batches:
            loss = self.loss(self.weights, tokens, targets, starts, self.config) / len(self.batches)
            loss.backward()
            total += loss.item()
        return total

    @torch.no_grad()
    def update(self):
        o = self.options
        norm = torch.nn.utils.clip_grad_norm_(list(self.weights.values()), o["clipNorm"], foreach=True).item()
        self.adam.step()
        for shape, names in self.stacks.items():
            g = torch.stack([self.weights[name].grad for name in names])
            m = self.momenta[shape].mul_(o["momentum"]).add_(g)
            ahead = g.add_(m, alpha=o["momentum"])
            ahead /= ahead.flatten(1).norm(dim=1)[:, None, None] + 1e-7
            moves = self.orthogonal(ahead)
            factor = o["muonRate"] * max(1.0, (shape[0] / shape[1]) ** 0.5)
            for name, move in zip(names, moves):
                self.weights[name].mul_(1 - o["muonRate"] * o["weightDecay"]).add_(move, alpha=-factor)
        return norm

    def step(self):
        begun, busy = time.perf_counter(), time.process_time()
        loss = self.learn()
        norm = self.update()
        return {"loss": loss, "norm": norm, "ms": (time.perf_counter() - begun) * 1000, "cpuMs": (time.process_time() - busy) * 1000}

    def gradients(self, file):
        loss = self.learn()
        np.concatenate([self.weights[name].grad.numpy().ravel() for name in self.names]).tofile(file)
        return {"loss": loss}

    def profile(self):
        with torch.profiler.profile() as watched:
            self.step()
        rows = sorted(watched.key_averages(), key=lambda row: -row.self_cpu_time_total)[:15]
        return {"operations": [[row.key, row.self_cpu_time_total / 1000, row.count] for row in rows]}


def main():
    runs = {}
    for line in sys.stdin:
        message = json.loads(line)
        if message["do"] == "load":
            torch.set_num_threads(message["threads"])
            runs[message["run"]] = Run(message)
            answer = {"torch": torch.__version__}
        else:
            run = runs[message["run"]]
            answer = {"step": run.step, "profile": run.profile, "gradients": lambda: run.gradients(message["file"])}[message["do"]]()
        print(json.dumps(answer), flush=True)


main()
