"""Writes the model file of a finished training run and reports its accuracy. Options: `finish.py --help`."""
import argparse
import json
from pathlib import Path

import torch
from torch import Tensor

from data import read_digits
from export import write_model
from integer import IntegerNetwork
from model import Settings, SpikingTransformer
from train import accuracy
from widths import widths

HOST = Path(__file__).parents[1]


def load(checkpoint: Path) -> tuple[SpikingTransformer, dict[str, object]]:
    saved = torch.load(checkpoint)
    model = SpikingTransformer(Settings(**saved["settings"]))
    model.load_state_dict(saved["model"])
    return model.eval(), saved


def integer_accuracy(path: Path, images: Tensor, labels: Tensor) -> float:
    return float((IntegerNetwork(path).classify(images.numpy()) == labels.numpy()).mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "../shared/data/mnist")
    parser.add_argument("--checkpoint", type=Path, default=Path("digits.pt"))
    parser.add_argument("--output", type=Path, default=HOST / "models/digits.safetensors")
    parser.add_argument("--held-out", type=int, default=500)
    options = parser.parse_args()

    parts = {"test": read_digits(options.data, "test")}
    images, labels = read_digits(options.data, "train")
    parts["validation"] = images[-options.held_out:], labels[-options.held_out:]
    trained, _ = load(options.checkpoint.with_suffix(".float.pt"))
    model, saved = load(options.checkpoint)
    table: dict[str, dict[str, float]] = {}
    for part, digits in parts.items():
        model.quantise(False)
        table[part] = {"BatchNorm, before the quantised epochs": accuracy(trained, *digits),
                       "BatchNorm, after them": accuracy(model, *digits)}
        model.quantise()
        table[part]["folded and rounded, in float"] = accuracy(model, *digits)

    training: dict[str, object] = {"command": saved["command"], "epochs": len(saved["curve"])}
    options.output.parent.mkdir(parents=True, exist_ok=True)
    write_model(options.output, model, "digits", training)
    for part, digits in parts.items():
        table[part]["integer"] = integer_accuracy(options.output, *digits)
        training[f"{part}_accuracy"] = table[part]["integer"]
    write_model(options.output, model, "digits", training)
    print(json.dumps({"accuracy": table, "bits": widths(IntegerNetwork(options.output))}, indent=2))


if __name__ == "__main__":
    main()
