"""Exact integer evaluation of a model file, written from the definition of the numerics and not from model.py.

Shapes: T timesteps, N tokens, D channels; a tensor of the network is [T, N, C] for one image, and evaluation runs on
[M, T, N, C] for M images.
"""
import json
from pathlib import Path
from typing import Any

import numpy as np

import safetensors_file

Tensors = dict[str, np.ndarray]


def product(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Matrix product of integer arrays. Runs in float64, which is exact because every sum stays far below 2^53."""
    result = a.astype(np.float64) @ b.astype(np.float64)
    if result.size and np.abs(result).max() >= 2.0 ** 52:
        raise OverflowError("a sum leaves the range in which float64 is exact")
    return result.astype(np.int64)


class IntegerNetwork:
    """A model file with a linear stem and image input."""

    def __init__(self, path: Path) -> None:
        tensors, metadata = safetensors_file.read(path)
        self.tensors: Tensors = {name: tensor.astype(np.int64) for name, tensor in tensors.items()}
        self.config: dict[str, Any] = json.loads(metadata["accel.config"])
        if self.config["stem"]["type"] != "linear" or self.config["input"] != "image":
            raise ValueError(f"{path}: only a linear stem with image input is evaluated here")

    def run(self, images: np.ndarray) -> Tensors:
        """images: [M, H, W] uint8. Returns every named tensor, with a leading axis of M."""
        config = self.config
        trace: Tensors = {}
        stem = self._current("patch_embed.proj_conv", self._patches(images), self.tensors.get("patch_embed.pos", 0))
        u = np.repeat(stem[:, None], config["timesteps"], 1)
        s = self._binary(u, self.tensors["patch_embed.proj_conv.threshold"])
        trace["patch_embed.u"], trace["patch_embed.s"] = u, s
        for index in range(config["depth"]):
            u, s = self._attention(f"block.{index}.attn", u, s, trace)
            u, s = self._mlp(f"block.{index}.mlp", u, s, trace)
        counts = s.sum((1, 2))
        trace["logits"] = product(counts, self.tensors["head.weight"].T) + self.tensors["head.bias"]
        return trace

    def classify(self, images: np.ndarray, batch: int = 50) -> np.ndarray:
        """Classes [M]; numpy's argmax takes the smallest index among the largest logits, as the definition asks."""
        parts = [self.run(images[i:i + batch])["logits"].argmax(1) for i in range(0, len(images), batch)]
        return np.concatenate(parts)

    def _patches(self, images: np.ndarray) -> np.ndarray:
        """[M, H, W] -> [M, N, P * P] int64."""
        count, height, width = images.shape
        p = self.config["stem"]["patch"]
        blocks = images.astype(np.int64).reshape(count, height // p, p, width // p, p)
        return blocks.transpose(0, 1, 3, 2, 4).reshape(count, -1, p * p)

    def _accumulate(self, name: str, s: np.ndarray) -> np.ndarray:
        weight = self.tensors[f"{name}.weight"]
        return product(s, weight.reshape(len(weight), -1).T) + self.tensors[f"{name}.bias"]

    def _current(self, name: str, s: np.ndarray, addend: np.ndarray | int = 0) -> np.ndarray:
        return (self._accumulate(name, s) + addend) << self.tensors.get(f"{name}.shift", 0)

    def _fires(self, u: np.ndarray, theta: np.ndarray) -> np.ndarray:
        return (u >= theta if self.config["compare"] == ">=" else u > theta).astype(np.int64)

    def _binary(self, x: np.ndarray, theta: np.ndarray, signed: bool = False) -> np.ndarray:
        """Spikes [M, T, N, C] of currents of the same shape."""
        spikes = np.empty_like(x)
        h = np.zeros_like(x[:, 0])
        for t in range(x.shape[1]):
            u = h + x[:, t]
            s = self._fires(np.abs(u), theta) * np.sign(u) if signed else self._fires(u, theta)
            left = np.where(s != 0, 0, u) if self.config["reset"] == "hard" else u - s * theta
            h = left >> self.config["leak_shift"]
            spikes[:, t] = s
        return spikes

    def _relu(self, acc: np.ndarray, shift: np.ndarray) -> np.ndarray:
        half = np.where(shift > 0, 1 << np.maximum(shift - 1, 0), 0)
        return np.clip((np.maximum(acc, 0) + half) >> shift, 0, (1 << self.config["k_bits"]) - 1)

    def _heads(self, x: np.ndarray) -> np.ndarray:
        """[M, T, N, D] -> [M, T, heads, N, D / heads]."""
        return x.reshape(*x.shape[:3], self.config["heads"], -1).swapaxes(2, 3)

    def _attention(self, name: str, u: np.ndarray, s: np.ndarray, trace: Tensors) -> tuple[np.ndarray, np.ndarray]:
        tensors = self.tensors
        q = self._binary(self._current(f"{name}.q_conv", s), tensors[f"{name}.q_conv.threshold"])
        k = self._relu(self._accumulate(f"{name}.k_conv", s), tensors[f"{name}.k_conv.shift"])
        v = self._binary(self._current(f"{name}.v_conv", s), tensors[f"{name}.v_conv.threshold"], signed=True)
        scores = product(self._heads(q), self._heads(k).swapaxes(-1, -2))
        o = product(scores, self._heads(v)).swapaxes(2, 3).reshape(q.shape)
        shifted = o << tensors.get(f"{name}.attn_lif.shift", 0)
        a = self._binary(shifted, tensors[f"{name}.attn_lif.threshold"])
        u = u + self._current(f"{name}.proj_conv", a)
        s = self._binary(u, tensors[f"{name}.proj_conv.threshold"])
        trace.update({f"{name}.{key}": value for key, value in zip("qkvoaus", (q, k, v, o, a, u, s))})
        return u, s

    def _mlp(self, name: str, u: np.ndarray, s: np.ndarray, trace: Tensors) -> tuple[np.ndarray, np.ndarray]:
        h = self._binary(self._current(f"{name}.fc1_conv", s), self.tensors[f"{name}.fc1_conv.threshold"])
        u = u + self._current(f"{name}.fc2_conv", h)
        s = self._binary(u, self.tensors[f"{name}.fc2_conv.threshold"])
        trace.update({f"{name}.h": h, f"{name}.u": u, f"{name}.s": s})
        return u, s


def summary(network: IntegerNetwork, image: np.ndarray) -> dict[str, object]:
    """What another implementation must reproduce for one image [H, W]: class, logits, and per tensor its shape,
    the sum of its elements x_i, and the sum of (i + 1) x_i in row-major order."""
    trace = {name: values[0] for name, values in network.run(image[None]).items()}
    logits = trace["logits"]
    return {"class": int(logits.argmax()), "logits": logits.tolist(), "tensors": {
        name: {"shape": list(values.shape), "sum": int(values.sum()),
               "weighted_sum": int((values.ravel() * np.arange(1, values.size + 1)).sum())}
        for name, values in trace.items()}}
