"""From the trained network to the integer model file."""
import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

import safetensors_file
from model import PIXEL_BITS, NormLinear, Settings, SpikingTransformer
from quantise import fraction_bits, to_integers

Tensors = dict[str, np.ndarray]


def configuration(settings: Settings, name: str, training: dict[str, object]) -> dict[str, object]:
    """The JSON object of the metadata key `accel.config`."""
    return {
        "format": 1, "name": name, "timesteps": settings.timesteps, "input": "image",
        "image": {"channels": 1, "height": settings.side, "width": settings.side},
        "stem": {"type": "linear", "patch": settings.patch},
        "dim": settings.dim, "heads": settings.heads, "depth": settings.depth, "mlp_ratio": settings.mlp_ratio,
        "classes": settings.classes, "leak_shift": settings.leak_shift, "reset": "hard", "compare": ">=",
        "weight_bits": settings.weight_bits, "k_bits": settings.k_bits,
        "labels": [str(label) for label in range(settings.classes)], "training": training}


def _int32(values: Tensor) -> np.ndarray:
    return values.detach().cpu().numpy().astype(np.int64).astype(np.int32)


class _Layer:
    """The integers of some output channels (`rows`) of one folded layer; fraction bits [out] of its accumulator."""

    def __init__(self, layer: NormLinear, rows: slice = slice(None)) -> None:
        weight, bias = (values[rows] for values in layer.folded())
        fraction = layer.fraction()[rows]
        self.fraction = fraction + layer.input_bits
        limit = (1 << (layer.weight_bits - 1)) - 1
        self.weight = to_integers(weight, fraction[:, None], limit).numpy().astype(np.int8)
        self.bias = _int32(to_integers(bias, self.fraction))

    def write(self, tensors: Tensors, name: str, shape: tuple[int, ...] = (1, 1)) -> None:
        """Weights [out, in] become [out, in / (kh kw), kh, kw] with `shape` = (kh, kw)."""
        tensors[f"{name}.weight"] = self.weight.reshape(len(self.weight), -1, *shape)
        tensors[f"{name}.bias"] = self.bias


def _neuron(tensors: Tensors, name: str, layer: _Layer, target: Tensor) -> None:
    """The left shift from the accumulator to `target` fraction bits [out], and the threshold 1.0 in those bits."""
    shift = _int32(target - layer.fraction)
    if shift.any():
        tensors[f"{name}.shift"] = shift
    tensors[f"{name}.threshold"] = _int32(torch.exp2(target))


@torch.no_grad()
def integer_tensors(model: SpikingTransformer) -> Tensors:
    """All tensors of the model file. The membrane of a channel has the most fraction bits that any of its writers has."""
    settings = model.settings
    dim = settings.dim
    leak_bits = (settings.timesteps - 1) * settings.leak_shift  # so that no leak ever drops a set bit
    stem = _Layer(model.patch_embed.proj)
    writers = [(_Layer(block.attn.proj), _Layer(block.fc2)) for block in model.block]
    membrane = torch.stack([stem.fraction, *(layer.fraction for pair in writers for layer in pair)]).amax(0) + leak_bits

    tensors: Tensors = {}
    stem.write(tensors, "patch_embed.proj_conv", (settings.patch, settings.patch))
    _neuron(tensors, "patch_embed.proj_conv", stem, membrane)
    tensors["patch_embed.pos"] = _int32(to_integers(model.patch_embed.pos, stem.fraction))
    for index, (block, (proj, fc2)) in enumerate(zip(model.block, writers)):
        attn, mlp = f"block.{index}.attn", f"block.{index}.mlp"
        q, k, v = (_Layer(block.attn.qkv, slice(part * dim, (part + 1) * dim)) for part in range(3))
        fc1 = _Layer(block.fc1)
        q.write(tensors, f"{attn}.q_conv")
        _neuron(tensors, f"{attn}.q_conv", q, q.fraction + leak_bits)
        k.write(tensors, f"{attn}.k_conv")
        tensors[f"{attn}.k_conv.shift"] = _int32(k.fraction)
        v.write(tensors, f"{attn}.v_conv")
        _neuron(tensors, f"{attn}.v_conv", v, v.fraction + leak_bits)
        if leak_bits:
            tensors[f"{attn}.attn_lif.shift"] = np.full(dim, leak_bits, np.int32)
        tensors[f"{attn}.attn_lif.threshold"] = np.full(dim, settings.attention_threshold << leak_bits, np.int32)
        proj.write(tensors, f"{attn}.proj_conv")
        _neuron(tensors, f"{attn}.proj_conv", proj, membrane)
        fc1.write(tensors, f"{mlp}.fc1_conv")
        _neuron(tensors, f"{mlp}.fc1_conv", fc1, fc1.fraction + leak_bits)
        fc2.write(tensors, f"{mlp}.fc2_conv")
        _neuron(tensors, f"{mlp}.fc2_conv", fc2, membrane)

    fraction = model.head_fraction()
    limit = (1 << (settings.weight_bits - 1)) - 1
    tensors["head.weight"] = to_integers(model.head.weight, fraction, limit).numpy().astype(np.int8)
    tensors["head.bias"] = _int32(to_integers(model.head.bias * (settings.timesteps * settings.tokens), fraction))
    return tensors


def write_model(path: Path, model: SpikingTransformer, name: str, training: dict[str, object]) -> None:
    config = json.dumps(configuration(model.settings, name, training), separators=(",", ":"))
    safetensors_file.write(path, integer_tensors(model), {"accel.config": config})
