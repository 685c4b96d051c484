"""Bounds of the integers of a model file: how wide accumulators, membranes and attention sums can become."""
import numpy as np

from integer import IntegerNetwork


def signed_bits(bound: int) -> int:
    """Bits of a two's complement number that holds -bound..bound."""
    return int(bound).bit_length() + 1


def widths(network: IntegerNetwork) -> dict[str, int]:
    """Bits by kind. Sums are bounded by sum |w| + |bias| per channel, membranes by T steps without a spike."""
    tensors, config = network.tensors, network.config

    def accumulator(name: str, largest: int = 1) -> np.ndarray:
        weight = np.abs(tensors[f"{name}.weight"])
        return weight.reshape(len(weight), -1).sum(1) * largest + np.abs(tensors[f"{name}.bias"])

    stem = accumulator("patch_embed.proj_conv", 255) + np.abs(tensors["patch_embed.pos"]).max(0)
    membrane = stem << tensors.get("patch_embed.proj_conv.shift", 0)
    widest, hidden = 0, 0
    for index in range(config["depth"]):
        attn, mlp = f"block.{index}.attn", f"block.{index}.mlp"
        for name in (f"{attn}.proj_conv", f"{mlp}.fc2_conv"):
            membrane = membrane + (accumulator(name) << tensors.get(f"{name}.shift", 0))
            widest = max(widest, int(accumulator(name).max()))
        for name in (f"{attn}.q_conv", f"{attn}.k_conv", f"{attn}.v_conv", f"{mlp}.fc1_conv"):
            widest = max(widest, int(accumulator(name).max()))
            hidden = max(hidden, int((accumulator(name) << tensors.get(f"{name}.shift", 0)).max()))
    tokens, dim = tensors["patch_embed.pos"].shape
    attention = tokens * (dim // config["heads"]) * ((1 << config["k_bits"]) - 1)
    steps = config["timesteps"]
    head = accumulator("head", steps * tokens)
    return {"stem accumulator": signed_bits(stem.max()), "other accumulators": signed_bits(widest),
            "U": signed_bits(membrane.max()), "membrane of U's neurons": signed_bits(steps * membrane.max()),
            "membrane of Q, V, hidden neurons": signed_bits(steps * hidden),
            "attention O": signed_bits(attention), "membrane of O's neurons": signed_bits(steps * attention),
            "logits": signed_bits(head.max())}
