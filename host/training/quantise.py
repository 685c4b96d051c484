"""Power-of-two quantisation: w = w_int * 2^-f with one f per output channel."""
import torch
from torch import Tensor

MAX_FRACTION = 10
"""More fraction bits are never used: a channel of tiny weights would only inflate the membrane."""


def fraction_bits(weight: Tensor, weight_bits: int, max_fraction: int = MAX_FRACTION) -> Tensor:
    """weight: [out, in]. The largest f [out] for which every weight of the channel fits `weight_bits` signed bits."""
    highest = (1 << (weight_bits - 1)) - 1
    largest = weight.detach().abs().amax(1).clamp_min(1e-9)
    return torch.floor(torch.log2((highest + 0.49) / largest)).clamp(0, max_fraction)


def to_integers(values: Tensor, fraction: Tensor, limit: int = (1 << 31) - 1) -> Tensor:
    """Nearest integers of values * 2^fraction, clamped to +-limit; `fraction` broadcasts against `values`."""
    return torch.round(values.double() * torch.exp2(fraction.double())).clamp(-limit, limit)


def rounded(values: Tensor, fraction: Tensor, limit: int = (1 << 31) - 1) -> Tensor:
    """`values` rounded to the grid 2^-fraction, with the gradient of the identity (straight-through)."""
    grid = (to_integers(values.detach(), fraction, limit) * torch.exp2(-fraction.double())).to(values.dtype)
    return values + (grid - values.detach())
