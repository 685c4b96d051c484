"""The A2OS2A spiking transformer for static images, with a linear patch embedding.

Guo et al., "Spiking Transformer: Introducing Accurate Addition-Only Spiking Self-Attention for Transformer",
CVPR 2025; membrane shortcuts as in the Spike-driven Transformer (Yao et al., NeurIPS 2023).
Shapes: T timesteps, B images, N tokens, D channels; spikes are [T, B, N, D] float tensors of 0 and 1.
"""
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from neurons import binary, levels, ternary
from quantise import MAX_FRACTION, fraction_bits, rounded

PIXEL_BITS = 8
"""A pixel p (0..255) enters the network as p * 2^-8."""


@dataclass(frozen=True)
class Settings:
    timesteps: int = 4
    side: int = 28
    patch: int = 4
    dim: int = 64
    heads: int = 2
    depth: int = 2
    mlp_ratio: int = 4
    classes: int = 10
    leak_shift: int = 0
    weight_bits: int = 8
    stem_fraction: int = 5
    k_bits: int = 4
    attention_threshold: int = 16

    @property
    def tokens(self) -> int:
        return (self.side // self.patch) ** 2


class NormLinear(nn.Module):
    """Linear layer [.., N, in] -> [.., N, out] followed by BatchNorm over all rows.

    With `quantised` set it computes with the folded, rounded weights instead, exactly as the integer network does.
    """

    def __init__(self, inputs: int, outputs: int, weight_bits: int, input_bits: int = 0, gain: float = 1.0,
                 max_fraction: int = MAX_FRACTION) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs) * inputs ** -0.5)
        self.norm = nn.BatchNorm1d(outputs)
        nn.init.constant_(self.norm.weight, gain)
        self.weight_bits, self.input_bits, self.max_fraction = weight_bits, input_bits, max_fraction
        self.quantised = False

    def folded(self) -> tuple[Tensor, Tensor]:
        """Weight [out, in] and bias [out] with the BatchNorm's running statistics folded in."""
        scale = self.norm.weight * torch.rsqrt(self.norm.running_var + self.norm.eps)
        return self.weight * scale[:, None], self.norm.bias - self.norm.running_mean * scale

    def fraction(self) -> Tensor:
        """Fraction bits [out] of the weights; the accumulator has `input_bits` more."""
        return fraction_bits(self.folded()[0], self.weight_bits, self.max_fraction)

    def rounded(self) -> tuple[Tensor, Tensor]:
        """Folded weight and bias on their power-of-two grids, differentiable."""
        weight, bias = self.folded()
        fraction = self.fraction()
        limit = (1 << (self.weight_bits - 1)) - 1
        return rounded(weight, fraction[:, None], limit), rounded(bias, fraction + self.input_bits)

    def forward(self, x: Tensor) -> Tensor:
        rows = x.reshape(-1, x.shape[-1])
        if self.quantised:
            return F.linear(rows, *self.rounded()).view(*x.shape[:-1], -1)
        return self._normalise(F.linear(rows, self.weight).view(*x.shape[:-1], -1))

    def _normalise(self, y: Tensor) -> Tensor:
        """BatchNorm of [.., N, out]; as a channels-last picture of height N it is vectorised over the channels."""
        norm = self.norm
        picture = y.reshape(-1, y.shape[-2], 1, y.shape[-1]).permute(0, 3, 1, 2)
        out = F.batch_norm(picture, norm.running_mean, norm.running_var, norm.weight, norm.bias, self.training,
                           norm.momentum, norm.eps)
        return out.permute(0, 2, 3, 1).reshape(y.shape)


class PatchEmbedding(nn.Module):
    """Pixels [B, H, W] (0..1) -> membrane [B, N, D]; computed once, as every timestep sees the same image."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.patch = settings.patch
        self.proj = NormLinear(settings.patch ** 2, settings.dim, settings.weight_bits, PIXEL_BITS,
                               max_fraction=settings.stem_fraction)
        self.pos = nn.Parameter(torch.randn(settings.tokens, settings.dim) * 0.02)

    def patches(self, images: Tensor) -> Tensor:
        """[B, H, W] -> [B, N, P * P], tokens row-major, pixels of a patch row-major."""
        count, height, width = images.shape
        p = self.patch
        blocks = images.view(count, height // p, p, width // p, p).transpose(2, 3)
        return blocks.reshape(count, -1, p * p)

    def forward(self, images: Tensor) -> Tensor:
        pos = self.pos
        if self.proj.quantised:
            pos = rounded(pos, self.proj.fraction() + PIXEL_BITS)
        return self.proj(self.patches(images)) + pos


class Attention(nn.Module):
    """Addition-only attention: binary Q, integer K, ternary V, O = Q K^T V without softmax or scale."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        dim, bits = settings.dim, settings.weight_bits
        self.qkv = NormLinear(dim, 3 * dim, bits)
        self.proj = NormLinear(dim, dim, bits, gain=0.5)

    def forward(self, s: Tensor) -> Tensor:
        g = self.settings
        q, k, v = self.qkv(s).split(g.dim, -1)
        q = self._heads(binary(q, g.timesteps, leak=g.leak_shift))
        k = self._heads(levels(k, g.k_bits))
        v = self._heads(ternary(v, g.timesteps, leak=g.leak_shift))
        o = q @ (k.transpose(-1, -2) @ v)
        o = o.view(*s.shape[:2], g.heads, *o.shape[-2:]).transpose(2, 3).reshape(s.shape)
        return self.proj(binary(o, g.timesteps, float(g.attention_threshold), g.leak_shift))

    def _heads(self, x: Tensor) -> Tensor:
        """[T, B, N, D] -> [T * B * heads, N, D / heads]; head h owns the channels h * D / heads onwards."""
        steps, count, tokens, dim = x.shape
        heads = self.settings.heads
        return x.view(steps * count, tokens, heads, dim // heads).transpose(1, 2).reshape(
            steps * count * heads, tokens, dim // heads)


class Block(nn.Module):
    """U += attention(S); U += mlp(LIF(U)). Takes and returns the membrane U and its spikes S."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        dim, hidden, bits = settings.dim, settings.dim * settings.mlp_ratio, settings.weight_bits
        self.attn = Attention(settings)
        self.fc1 = NormLinear(dim, hidden, bits)
        self.fc2 = NormLinear(hidden, dim, bits, gain=0.5)

    def forward(self, u: Tensor, s: Tensor) -> tuple[Tensor, Tensor]:
        g = self.settings
        u = u + self.attn(s)
        s = binary(u, g.timesteps, leak=g.leak_shift)
        u = u + self.fc2(binary(self.fc1(s), g.timesteps, leak=g.leak_shift))
        return u, binary(u, g.timesteps, leak=g.leak_shift)


class SpikingTransformer(nn.Module):
    """Pixels [B, H, W] (0..1, steps of 1/256) -> logits [B, classes]."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.patch_embed = PatchEmbedding(settings)
        self.block = nn.ModuleList(Block(settings) for _ in range(settings.depth))
        self.head = nn.Linear(settings.dim, settings.classes)
        self.quantised = False

    def quantise(self, on: bool = True) -> None:
        """Switches every layer between BatchNorm arithmetic and folded, rounded weights."""
        self.quantised = on
        for module in self.modules():
            if isinstance(module, NormLinear):
                module.quantised = on

    def head_fraction(self) -> Tensor:
        """One fraction for all classes [1], because logits are compared with each other."""
        return fraction_bits(self.head.weight.reshape(1, -1), self.settings.weight_bits)

    def forward(self, images: Tensor) -> Tensor:
        g = self.settings
        u = self.patch_embed(images)
        s = binary(u, g.timesteps, leak=g.leak_shift)
        for block in self.block:
            u, s = block(u, s)
        positions = g.timesteps * g.tokens
        weight, bias = self.head.weight, self.head.bias
        if self.quantised:
            fraction = self.head_fraction()
            weight = rounded(weight, fraction, (1 << (g.weight_bits - 1)) - 1)
            bias = rounded(bias * positions, fraction) / positions
        return F.linear(s.sum((0, 2)) / positions, weight, bias)
