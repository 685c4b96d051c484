"""Trains the digits network; `finish.py` then writes the model file. Options: `train.py --help`."""
import argparse
import csv
import math
import time
from dataclasses import asdict
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from data import augment, read_digits
from model import Settings, SpikingTransformer


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "../shared/data/mnist",
                        help="folder of the four gzip-compressed IDX files")
    parser.add_argument("--checkpoint", type=Path, default=Path("digits.pt"),
                        help="written after every epoch; the last one before quantisation is kept as *.float.pt")
    parser.add_argument("--curve", type=Path, default=Path("digits-curve.csv"))
    parser.add_argument("--resume", action="store_true", help="continue from the checkpoint")
    parser.add_argument("--epochs", type=int, default=44, help="epochs with BatchNorm")
    parser.add_argument("--quantised-epochs", type=int, default=4, help="last epochs, with folded and rounded weights")
    parser.add_argument("--depth", type=int, default=2)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--quantised-rate", type=float, default=2e-4)
    parser.add_argument("--decay", type=float, default=0.02)
    parser.add_argument("--smoothing", type=float, default=0.05)
    parser.add_argument("--held-out", type=int, default=500, help="last digits of the training part, for validation")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def command_line(options: argparse.Namespace) -> str:
    """The command that repeats this run, without its paths."""
    values = {name: value for name, value in vars(options).items() if not isinstance(value, (Path, bool))}
    return " ".join(["train.py", *(f"--{name.replace('_', '-')} {value}" for name, value in values.items())])


def learning_rate(step: int, steps: int, highest: float, warm_up: int = 100) -> float:
    """Linear warm-up, then a cosine down to 1 % of the highest rate."""
    fall = 0.5 * (1 + math.cos(math.pi * step / steps))
    return highest * min(1.0, (step + 1) / warm_up) * (0.01 + 0.99 * fall)


@torch.no_grad()
def accuracy(model: SpikingTransformer, images: Tensor, labels: Tensor) -> float:
    """Fraction of [M, H, W] uint8 images that the model classifies rightly."""
    model.eval()
    right = 0
    for start in range(0, len(images), 100):
        logits = model(images[start:start + 100].float() / 256)
        right += int((logits.argmax(1) == labels[start:start + 100]).sum())
    return right / len(images)


def train_epoch(model: SpikingTransformer, optimiser: torch.optim.Optimizer, images: Tensor, labels: Tensor,
                options: argparse.Namespace, epoch: int, rates: tuple[int, int, float]) -> float:
    """One pass in random order; `rates` is (first step, steps of the schedule, highest rate). Returns the mean loss."""
    model.train()
    torch.manual_seed(options.seed * 1000 + epoch)
    first, steps, highest = rates
    batches = torch.randperm(len(images)).split(options.batch)
    total = 0.0
    for index, batch in enumerate(batches):
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(first + index, steps, highest)
        logits = model(augment(images[batch].float() / 256))
        loss = F.cross_entropy(logits, labels[batch], label_smoothing=options.smoothing)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        total += loss.item() * len(batch)
    return total / len(images)


def optimiser_of(model: SpikingTransformer, decay: float) -> torch.optim.Optimizer:
    """AdamW; only weight matrices decay, not biases, BatchNorm or positions."""
    matrices = [p for name, p in model.named_parameters() if p.dim() == 2 and not name.endswith("pos")]
    others = [p for name, p in model.named_parameters() if p.dim() != 2 or name.endswith("pos")]
    return torch.optim.AdamW([{"params": matrices, "weight_decay": decay}, {"params": others, "weight_decay": 0.0}])


def main() -> None:
    options = arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    images, labels = read_digits(options.data, "train")
    cut = len(images) - options.held_out
    settings = Settings(depth=options.depth)
    model = SpikingTransformer(settings)
    optimiser = optimiser_of(model, options.decay)
    rows: list[list[object]] = []
    if options.resume:
        saved = torch.load(options.checkpoint)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        rows = saved["curve"]
    per_epoch = -(-cut // options.batch)
    for epoch in range(len(rows), options.epochs + options.quantised_epochs):
        quantised = epoch >= options.epochs
        model.quantise(quantised)
        length = options.quantised_epochs if quantised else options.epochs
        rates = ((epoch - (options.epochs if quantised else 0)) * per_epoch, length * per_epoch,
                 options.quantised_rate if quantised else options.rate)
        start = time.time()
        loss = train_epoch(model, optimiser, images[:cut], labels[:cut], options, epoch, rates)
        validation = accuracy(model, images[cut:], labels[cut:])
        rows.append([epoch + 1, int(quantised), round(loss, 4), round(validation, 4)])
        print(*rows[-1], f"{time.time() - start:.1f} s", flush=True)
        state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "curve": rows,
                 "settings": asdict(settings), "command": command_line(options)}
        torch.save(state, options.checkpoint)
        if epoch + 1 == options.epochs:
            torch.save(state, options.checkpoint.with_suffix(".float.pt"))
        with open(options.curve, "w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([["epoch", "quantised", "loss", "validation"], *rows])


if __name__ == "__main__":
    main()
