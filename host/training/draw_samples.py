"""Draws the sample digits of host/samples: strokes of a round pen, 28 x 28 grey, white on black.

They take after the MNIST format (LeCun et al.: a 20 x 20 box, centred by mass in 28 x 28) but none is taken from it.
Run `/usr/bin/python3 host/training/draw_samples.py`; the output is the same on every run.
"""
import argparse
import struct
import zlib
from pathlib import Path

import numpy as np

SIDE, BOX, FINE = 28, 20.0, 4
"""Pixels of a side, pixels of the longer side of the inked box, and samples per pixel and axis."""

Points = list[tuple[float, float]]

STROKES: dict[str, tuple[float, list[Points]]] = {
    # name: (pen width in pixels, strokes as points (x to the right, y down) that a smooth curve passes through)
    "0": (2.4, [[(52, 4), (30, 10), (14, 36), (14, 66), (30, 94), (54, 96), (74, 74), (78, 42), (68, 14), (50, 5),
                 (40, 12)]]),
    "1": (2.6, [[(58, 2), (52, 34), (46, 66), (40, 98)]]),
    "2": (2.5, [[(18, 26), (26, 9), (46, 3), (64, 13), (64, 34), (48, 60), (26, 84), (12, 93)],
                [(12, 93), (30, 88), (52, 93), (78, 92)]]),
    "3": (2.5, [[(20, 14), (36, 4), (58, 6), (66, 20), (56, 36), (36, 46)],
                [(36, 46), (60, 50), (72, 66), (64, 86), (42, 97), (16, 90)]]),
    "4": (2.3, [[(30, 4), (22, 28), (14, 52), (30, 56), (52, 53), (80, 49)], [(66, 6), (62, 36), (57, 66), (54, 98)]]),
    "5": (2.4, [[(76, 6), (56, 7), (34, 9)], [(34, 9), (30, 24), (25, 42)],
                [(25, 42), (44, 38), (62, 48), (66, 68), (54, 88), (34, 96), (14, 90)]]),
    "6": (2.4, [[(62, 4), (42, 18), (26, 42), (18, 68), (26, 90), (44, 96), (60, 86), (64, 68), (52, 56), (34, 62),
                 (22, 76)]]),
    "7": (2.4, [[(12, 12), (30, 9), (52, 8), (72, 8)], [(72, 8), (62, 30), (48, 62), (38, 98)]]),
    "8": (2.4, [[(66, 16), (48, 4), (28, 14), (30, 32), (48, 46), (64, 62), (62, 84), (44, 97), (26, 88), (26, 68),
                 (44, 50), (62, 34), (67, 17)]]),
    "9": (2.4, [[(64, 22), (50, 6), (30, 12), (20, 32), (28, 48), (46, 46), (60, 32), (65, 18)],
                [(65, 18), (63, 42), (58, 70), (52, 98)]]),
    "4-closed": (2.3, [[(62, 98), (62, 66), (64, 34), (64, 4)], [(64, 4), (46, 28), (28, 48), (14, 64)],
                       [(14, 64), (36, 64), (60, 63), (84, 62)]]),
    "7-crossed": (2.2, [[(10, 14), (34, 10), (56, 8), (76, 9)], [(76, 9), (64, 34), (48, 64), (40, 98)],
                        [(28, 52), (48, 50), (74, 47)]]),
}


def curve(points: Points, steps: int = 24) -> np.ndarray:
    """Catmull-Rom spline through the points as a polyline [n, 2]."""
    p = np.array([points[0], *points, points[-1]], float)
    parameter = np.linspace(0, 1, steps, endpoint=False)[:, None]
    parts = []
    for a, b, c, d in zip(p, p[1:], p[2:], p[3:]):
        parts.append(0.5 * (2 * b + (c - a) * parameter + (2 * a - 5 * b + 4 * c - d) * parameter ** 2
                            + (3 * b - a - 3 * c + d) * parameter ** 3))
    return np.concatenate([*parts, p[-1:]])


def distance(places: np.ndarray, line: np.ndarray) -> np.ndarray:
    """Distance of each of the places [m, 2] to a polyline [n, 2]."""
    start, step = line[:-1], np.diff(line, axis=0)
    length = np.maximum((step ** 2).sum(1), 1e-12)
    offset = places[:, None] - start
    along = np.clip((offset * step).sum(2) / length, 0, 1)
    return np.sqrt(((offset - along[..., None] * step) ** 2).sum(2)).min(1)


def ink(lines: list[np.ndarray], pen: float, origin: np.ndarray) -> np.ndarray:
    """Grey values [28, 28] in 0..1 of polylines in pixels, moved by `origin` (x, y), averaged over FINE x FINE samples."""
    ticks = (np.arange(SIDE * FINE) + 0.5) / FINE
    places = np.stack(np.meshgrid(ticks, ticks), 2).reshape(-1, 2) - origin
    nearest = np.min([distance(places, line) for line in lines], axis=0)
    dark = np.clip(pen / 2 - nearest + 0.35, 0, 0.7) / 0.7  # an edge as soft as a scanned one
    return dark.reshape(SIDE, FINE, SIDE, FINE).mean((1, 3))


def draw(pen: float, strokes: list[Points]) -> np.ndarray:
    """One digit [28, 28] uint8: its inked box is BOX pixels long, its centre of mass the picture's centre."""
    lines = [curve(points) for points in strokes]
    every = np.concatenate(lines)
    low, high = every.min(0), every.max(0)
    scale = (BOX - pen) / (high - low).max()
    lines = [(line - (low + high) / 2) * scale for line in lines]
    centre = np.full(2, SIDE / 2)
    first = ink(lines, pen, centre)
    middle = np.arange(SIDE) + 0.5
    mass = np.array([(first.sum(0) * middle).sum(), (first.sum(1) * middle).sum()]) / first.sum()
    return np.round(ink(lines, pen, centre + np.round(centre - mass)) * 255).astype(np.uint8)


def png(pixels: np.ndarray) -> bytes:
    """An 8-bit grey PNG file."""
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    height, width = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9))
            + chunk(b"IEND", b""))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=Path(__file__).parents[1] / "samples")
    output = parser.parse_args().output
    output.mkdir(parents=True, exist_ok=True)
    for name, (pen, strokes) in STROKES.items():
        (output / f"digit-{name}.png").write_bytes(png(draw(pen, strokes)))


if __name__ == "__main__":
    main()
