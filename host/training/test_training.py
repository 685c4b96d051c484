"""Tests without training data: `cd host/training && /usr/bin/python3 -m unittest`."""
import functools
import json
import tempfile
import unittest
import zlib
from pathlib import Path

import numpy as np
import torch
from torch import nn

import draw_samples
import safetensors_file
from data import augment
from export import integer_tensors, write_model
from integer import IntegerNetwork, summary
from model import NormLinear, Settings, SpikingTransformer
from neurons import binary, levels, ternary
from quantise import fraction_bits, to_integers

HOST = Path(__file__).resolve().parents[1]
TINY = Settings(timesteps=3, side=8, dim=8, heads=2, depth=2, mlp_ratio=2, classes=5, attention_threshold=4)


@functools.cache
def samples() -> dict[str, np.ndarray]:
    """The sample digits [28, 28] by name."""
    return {name: draw_samples.draw(*strokes) for name, strokes in draw_samples.STROKES.items()}


def tiny_network(settings: Settings, seed: int) -> SpikingTransformer:
    """A random network in float64, with BatchNorm statistics and parameters that look like trained ones."""
    torch.manual_seed(seed)
    model = SpikingTransformer(settings).double()
    for module in model.modules():
        if isinstance(module, nn.BatchNorm1d):
            nn.init.uniform_(module.running_var, 0.3, 3.0)
            nn.init.uniform_(module.running_mean, -0.3, 0.3)
            nn.init.uniform_(module.weight, 0.5, 2.0)
            nn.init.uniform_(module.bias, -0.2, 0.6)
    nn.init.uniform_(model.patch_embed.pos, -1.0, 1.0)
    model.eval()
    model.quantise()
    return model


def float_trace(model: SpikingTransformer, images: torch.Tensor) -> dict[str, torch.Tensor]:
    """U and S [T, B, N, D] after every block, and the logits, of the float model."""
    settings, trace = model.settings, {}
    u = model.patch_embed(images.double() / 256)
    s = binary(u, settings.timesteps, leak=settings.leak_shift)
    for index, block in enumerate(model.block):
        u, s = block(u, s)
        trace[f"block.{index}.mlp.u"], trace[f"block.{index}.mlp.s"] = u, s
    trace["logits"] = model(images.double() / 256)
    return trace


class IntegerEqualsFloat(unittest.TestCase):
    def check(self, settings: Settings, seed: int) -> None:
        model = tiny_network(settings, seed)
        images = torch.randint(0, 256, (4, settings.side, settings.side), dtype=torch.uint8)
        with torch.no_grad(), tempfile.TemporaryDirectory() as folder:
            expected = float_trace(model, images)
            path = Path(folder) / "tiny.safetensors"
            write_model(path, model, "tiny", {})
            network = IntegerNetwork(path)
        actual = network.run(images.numpy())
        bits = torch.log2(torch.from_numpy(network.tensors["patch_embed.proj_conv.threshold"])).numpy()
        for index in range(settings.depth):
            name = f"block.{index}.mlp"
            spikes, membrane = (expected[f"{name}.{kind}"].transpose(0, 1).numpy() for kind in "su")
            np.testing.assert_array_equal(actual[f"{name}.s"], spikes)
            np.testing.assert_array_equal(actual[f"{name}.u"], membrane * 2.0 ** bits)
            self.assertTrue(0 < spikes.mean() < 1)
        scale = settings.timesteps * settings.tokens * 2.0 ** model.head_fraction().item()
        np.testing.assert_allclose(actual["logits"], expected["logits"].numpy() * scale, atol=1e-6)

    def test_integrate_and_fire(self) -> None:
        for seed in range(4):
            self.check(TINY, seed)

    def test_leak_is_exact(self) -> None:
        for leak in (1, 2):
            self.check(Settings(**{**vars(TINY), "leak_shift": leak}), seed=leak)

    def test_four_bit_weights(self) -> None:
        self.check(Settings(**{**vars(TINY), "weight_bits": 4}), seed=7)


class Folding(unittest.TestCase):
    def test_folded_weights_equal_batch_norm(self) -> None:
        model = tiny_network(TINY, 3)
        layer = model.block[0].fc1
        x = torch.randn(6, 8, dtype=torch.float64)
        weight, bias = layer.folded()
        layer.quantised = False
        torch.testing.assert_close(layer(x), x @ weight.T + bias)

    def test_training_and_torch_batch_norm_agree(self) -> None:
        torch.manual_seed(0)
        layer, reference = NormLinear(8, 6, 8), nn.BatchNorm1d(6)
        x = torch.randn(98, 8)
        torch.testing.assert_close(layer(x), reference(x @ layer.weight.T))
        torch.testing.assert_close(layer.norm.running_var, reference.running_var)

    def test_largest_weight_uses_the_range(self) -> None:
        weight = torch.tensor([[0.9, -0.1], [3.0, 2.0], [1e-6, 0.0]])
        fraction = fraction_bits(weight, 8)
        self.assertEqual(fraction.tolist(), [7, 5, 10])
        self.assertEqual(to_integers(weight, fraction[:, None]).tolist(), [[115, -13], [96, 64], [0, 0]])


class ModelFile(unittest.TestCase):
    def test_round_trip(self) -> None:
        model = tiny_network(TINY, 5)
        tensors = integer_tensors(model)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "tiny.safetensors"
            write_model(path, model, "tiny", {"seed": 5})
            read, metadata = safetensors_file.read(path)
            first = path.read_bytes()
            write_model(path, model, "tiny", {"seed": 5})
            self.assertEqual(first, path.read_bytes())
        self.assertEqual(read.keys(), tensors.keys())
        for name, tensor in tensors.items():
            self.assertEqual((read[name].dtype, read[name].shape), (tensor.dtype, tensor.shape))
            np.testing.assert_array_equal(read[name], tensor)
        self.assertIn('"seed":5', metadata["accel.config"])

    def test_thresholds_are_positive_and_shifts_small(self) -> None:
        for name, tensor in integer_tensors(tiny_network(TINY, 6)).items():
            if name.endswith(".threshold"):
                self.assertGreater(tensor.min(), 0, name)
            if name.endswith(".shift"):
                self.assertTrue(0 <= tensor.min() and tensor.max() <= 24, name)


class Neurons(unittest.TestCase):
    def test_hard_reset_by_hand(self) -> None:
        x = torch.tensor([0.6, 0.6, 0.6, 1.5]).view(4, 1, 1, 1)
        self.assertEqual(binary(x, 4).flatten().tolist(), [0, 1, 0, 1])
        self.assertEqual(binary(x, 4, leak=1).flatten().tolist(), [0, 0, 1, 1])
        self.assertEqual(ternary(-x, 4).flatten().tolist(), [0, -1, 0, -1])

    def test_static_current_is_the_same_in_every_step(self) -> None:
        x = torch.rand(2, 3, 4)
        torch.testing.assert_close(binary(x, 4), binary(x.expand(4, 2, 3, 4), 4))

    def test_gradient_by_the_chain_rule(self) -> None:
        x = torch.tensor([0.5, 0.25]).view(2, 1, 1, 1).requires_grad_()
        binary(x, 2).sum().backward()  # no spike: u = 0.5, 0.75; both depend on x_0
        slope = [1 / (1 + (torch.pi * (u - 1)) ** 2) for u in (0.5, 0.75)]
        torch.testing.assert_close(x.grad.flatten(), torch.tensor([slope[0] + slope[1], slope[1]]))

    def test_levels_round_half_up_and_clamp(self) -> None:
        x = torch.tensor([-2.0, 0.49, 0.5, 1.5, 99.0])
        self.assertEqual(levels(x, 2).tolist(), [0, 0, 1, 2, 3])


class Pictures(unittest.TestCase):
    def test_augmentation_keeps_shape_and_range(self) -> None:
        images = augment(torch.rand(3, 28, 28))
        self.assertEqual(images.shape, (3, 28, 28))
        self.assertTrue(0 <= images.min() and images.max() <= 1.0001)

    def test_samples_are_centred_in_the_picture(self) -> None:
        for name, picture in samples().items():
            middle = (np.arange(28) + 0.5) @ picture.sum(0) / picture.sum()
            self.assertLess(abs(middle - 14), 1, name)
            self.assertEqual(picture[0].max(), 0, name)

    def test_committed_samples_are_what_the_script_draws(self) -> None:
        for name, picture in samples().items():
            content = (HOST / f"samples/digit-{name}.png").read_bytes()
            rows = zlib.decompress(content[content.index(b"IDAT") + 4:content.rindex(b"IEND") - 8])
            pixels = np.frombuffer(rows, np.uint8).reshape(28, 29)[:, 1:]
            np.testing.assert_array_equal(pixels, picture, name)


class CommittedModel(unittest.TestCase):
    def setUp(self) -> None:
        self.network = IntegerNetwork(HOST / "models/digits.safetensors")

    def test_expected_results_are_up_to_date(self) -> None:
        expected = json.loads((HOST / "training/expected/digits-expected.json").read_text())
        for image in expected["images"]:
            name = image.pop("image").removeprefix("digit-").removesuffix(".png")
            self.assertEqual(image, summary(self.network, samples()[name]))

    def test_sample_digits_are_classified_rightly(self) -> None:
        right = self.network.classify(np.stack(list(samples().values()))) == [int(name[0]) for name in samples()]
        self.assertGreaterEqual(right.sum(), 11)


if __name__ == "__main__":
    unittest.main()
