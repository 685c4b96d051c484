"""Spiking neurons over T timesteps, with hand-written surrogate gradients.

Membrane (hard reset, integrate-and-fire; leak by halves when `leak` > 0):
    u_t = h_{t-1} + x_t;   s_t = u_t >= theta;   h_t = 0 where s_t fired, else u_t * 2^-leak
The gradient of the spike is that of an arctangent (Fang et al., "Incorporating Learnable Membrane Time Constant",
ICCV 2021): ds/du = 1 / (1 + (pi (u - theta) / theta)^2) / theta; the reset is kept out of the gradient.
"""
import math
from typing import Any

import torch
from torch import Tensor


class _Fire(torch.autograd.Function):
    """The whole T-step recurrence as one autograd node, which keeps only u_t and s_t."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, steps: int, theta: float, leak: int, ternary: bool) -> Tensor:
        static = x.dim() == 3
        potentials = x.new_empty((steps, *x.shape[-3:]))
        spikes = torch.empty_like(potentials)
        for t in range(steps):
            current, u, s = (x if static else x[t]), potentials[t], spikes[t]
            if t == 0:
                u.copy_(current)
            else:
                torch.mul(potentials[t - 1], 1 - spikes[t - 1].abs() if ternary else 1 - spikes[t - 1], out=u)
                u.mul_(0.5 ** leak).add_(current) if leak else u.add_(current)
            s.copy_(u >= theta)
            if ternary:
                s.sub_((u <= -theta).to(s.dtype))
        ctx.save_for_backward(potentials, spikes)
        ctx.rest = (static, theta, leak, ternary)
        return spikes

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor, None, None, None, None]:
        potentials, spikes = ctx.saved_tensors
        static, theta, leak, ternary = ctx.rest
        distance = potentials.abs() if ternary else potentials.clone()
        slope = distance.sub_(theta).mul_(math.pi / theta).square_().add_(1).mul_(theta).reciprocal_()
        slope.mul_(grad)
        for t in range(len(slope) - 2, -1, -1):
            kept = 1 - (spikes[t].abs() if ternary else spikes[t])
            slope[t].addcmul_(slope[t + 1], kept, value=0.5 ** leak)
        return (slope.sum(0) if static else slope), None, None, None, None


def binary(x: Tensor, steps: int, theta: float = 1.0, leak: int = 0) -> Tensor:
    """x: [T, B, N, C] or a current [B, N, C] that is the same in every step. Returns [T, B, N, C] in {0, 1}."""
    return _Fire.apply(x, steps, theta, leak, False)


def ternary(x: Tensor, steps: int, theta: float = 1.0, leak: int = 0) -> Tensor:
    """As `binary`, with spikes in {-1, 0, 1} (A2OS2A, Guo et al. 2025, section 4)."""
    return _Fire.apply(x, steps, theta, leak, True)


class _Levels(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, highest: int) -> Tensor:
        ctx.save_for_backward((x > 0) & (x < highest + 0.5))
        return (x + 0.5).floor_().clamp_(0, highest)

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor, None]:
        return grad * ctx.saved_tensors[0], None


def levels(x: Tensor, bits: int) -> Tensor:
    """The ReLU of K as integers 0 .. 2^bits - 1, rounded to nearest, halves upwards; straight-through gradient."""
    return _Levels.apply(x, (1 << bits) - 1)
