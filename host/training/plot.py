"""Draws the training curve as SVG: validation accuracy and loss by epoch. Usage: `plot.py digits-curve.csv`."""
import csv
import sys
from pathlib import Path

WIDTH, HEIGHT, LEFT, TOP = 640, 300, 50, 20


def polyline(values: list[float], low: float, high: float, colour: str) -> str:
    """`values` over the whole width, scaled so that low..high spans the height; values beyond are cut off."""
    step = WIDTH / (len(values) - 1)
    points = " ".join(f"{LEFT + i * step:.1f},{TOP + HEIGHT * (1 - (min(max(v, low), high) - low) / (high - low)):.1f}"
                      for i, v in enumerate(values))
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'


def label(x: float, y: float, text: str, colour: str = "#444", anchor: str = "start") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" fill="{colour}" text-anchor="{anchor}">{text}</text>'


def svg(rows: list[dict[str, str]]) -> str:
    right, bottom = LEFT + WIDTH, TOP + HEIGHT
    step = WIDTH / (len(rows) - 1)
    quantised = min(right, LEFT + (sum(row["quantised"] == "0" for row in rows) - 0.5) * step)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{right + 50}" height="{bottom + 40}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{right + 50}" height="{bottom + 40}" fill="white"/>',
        f'<rect x="{quantised:.1f}" y="{TOP}" width="{right - quantised:.1f}" height="{HEIGHT}" fill="#eee"/>',
        f'<rect x="{LEFT}" y="{TOP}" width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="#888"/>',
        polyline([float(row["validation"]) for row in rows], 0.8, 1.0, "#06c"),
        polyline([float(row["loss"]) for row in rows], 0.0, 2.0, "#c60"),
        label(LEFT, 14, "validation accuracy", "#06c"), label(right, 14, "training loss", "#c60", "end"),
        label((LEFT + right) / 2, bottom + 34, "epoch (grey: folded and rounded weights)", anchor="middle")]
    for tick in range(5):
        y = bottom - HEIGHT * tick / 4 + 4
        parts.append(label(LEFT - 6, y, f"{80 + 5 * tick} %", "#06c", "end"))
        parts.append(label(right + 6, y, f"{0.5 * tick:.1f}", "#c60"))
    for epoch in range(1, len(rows) + 1):
        if epoch == 1 or epoch % 10 == 0:
            parts.append(label(LEFT + (epoch - 1) * step, bottom + 16, str(epoch), anchor="middle"))
    return "\n".join([*parts, "</svg>"]) + "\n"


def main() -> None:
    curve = Path(sys.argv[1])
    with open(curve, newline="") as file:
        curve.with_suffix(".svg").write_text(svg(list(csv.DictReader(file))))


if __name__ == "__main__":
    main()
