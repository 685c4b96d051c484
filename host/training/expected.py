"""Writes what integer.py computes for two of the project's own sample digits, for comparison with other implementations.

The file holds, for each picture, the class, the logits, and for every named tensor its shape, sum and weighted sum
(see `integer.summary`). Options: `expected.py --help`.
"""
import argparse
import json
from pathlib import Path

from draw_samples import STROKES, draw
from integer import IntegerNetwork, summary

HOST = Path(__file__).parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=HOST / "models/digits.safetensors")
    parser.add_argument("--samples", nargs="+", default=["3", "8"], help="names in host/samples, without digit-")
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "expected/digits-expected.json")
    options = parser.parse_args()
    network = IntegerNetwork(options.model)
    for name, strokes in STROKES.items():
        print(f"digit-{name}.png is classified as {network.classify(draw(*strokes)[None])[0]}")
    images = [{"image": f"digit-{name}.png", **summary(network, draw(*STROKES[name]))} for name in options.samples]
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps({"model": options.model.name, "images": images}, indent=1) + "\n")


if __name__ == "__main__":
    main()
