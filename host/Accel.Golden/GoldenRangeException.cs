namespace Accel.Golden;

/// <summary>
/// A value left the range in which tensors are handed out (32 bits) or computed (64 bits). Nothing wraps around: the model is refused. A
/// model that a 32-bit engine accepts never comes here.
/// </summary>
public sealed class GoldenRangeException(string model, string layer, Exception? cause = null)
    : AccelException(
        $"model {model}: {layer}: a value is wider than the golden model's integers",
        "Quantise the model with smaller weights, biases or shifts; `accel inspect` lists the bits that each layer needs.",
        cause);
