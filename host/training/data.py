"""Digits from IDX files, and their augmentation."""
import gzip
import math
import struct
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor


def read_idx(path: Path) -> np.ndarray:
    """Reads one gzip-compressed IDX file of unsigned bytes; the shape is the file's own."""
    with gzip.open(path, "rb") as file:
        content = file.read()
    zero, kind, rank = struct.unpack(">HBB", content[:4])
    if zero != 0 or kind != 8:
        raise ValueError(f"{path}: not an IDX file of unsigned bytes")
    shape = struct.unpack(f">{rank}I", content[4:4 + 4 * rank])
    return np.frombuffer(content, np.uint8, offset=4 + 4 * rank).reshape(shape)


def read_digits(folder: Path, part: str) -> tuple[Tensor, Tensor]:
    """`part` is "train" or "test". Returns pixels [M, 28, 28] uint8 (0..255) and labels [M] int64."""
    images = read_idx(folder / f"{part}-images-idx3-ubyte.gz")
    labels = read_idx(folder / f"{part}-labels-idx1-ubyte.gz")
    return torch.from_numpy(images.copy()), torch.from_numpy(labels.astype(np.int64))


def augment(images: Tensor, rotation: float = 12.0, scale: float = 0.12, shear: float = 0.15,
            shift: float = 1.5) -> Tensor:
    """One random affine map per image, drawn uniformly.

    images: [B, H, W] float in 0..1. rotation in degrees, scale and shear as fractions, shift in pixels;
    each is the largest deviation to either side.
    """
    count, height, width = images.shape

    def uniform(limit: float) -> Tensor:
        return (torch.rand(count) * 2 - 1) * limit

    angle = uniform(math.radians(rotation))
    cos, sin = torch.cos(angle), torch.sin(angle)
    across, down = 1 + uniform(scale), 1 + uniform(scale)
    slant = uniform(shear)
    rows = torch.stack([
        torch.stack([across * cos, down * (slant * cos - sin), uniform(2 * shift / width)], 1),
        torch.stack([across * sin, down * (slant * sin + cos), uniform(2 * shift / height)], 1)], 1)
    grid = F.affine_grid(rows, [count, 1, height, width], align_corners=False)
    return F.grid_sample(images.unsqueeze(1), grid, align_corners=False).squeeze(1)
