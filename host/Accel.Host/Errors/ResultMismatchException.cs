using System.Collections.Immutable;
using System.Globalization;

namespace Accel.Host;

/// <summary>A value that the device computed differs from the golden model's.</summary>
public sealed class ResultMismatchException : AccelException
{
    /// <summary>Makes the error.</summary>
    /// <param name="layer">The first tensor, in the order of computation, that differs.</param>
    /// <param name="index">The first differing element of it: [t, n, c], or [class] for the logits.</param>
    /// <param name="expected">The golden model's value.</param>
    /// <param name="actual">The device's value.</param>
    public ResultMismatchException(string layer, ImmutableArray<int> index, long expected, long actual)
        : base(
            $"{layer}[{string.Join(", ", index.Select(i => i.ToString(CultureInfo.InvariantCulture)))}]: the golden model has {expected}, the device {actual}",
            "`accel verify` tells which rung of the ladder differs first; a device whose memory was damaged is reloaded by opening a new session")
        => (Layer, Index, Expected, Actual) = (layer, index, expected, actual);

    /// <summary>Name of the tensor.</summary>
    public string Layer { get; }

    /// <summary>Element of the tensor.</summary>
    public ImmutableArray<int> Index { get; }

    /// <summary>The golden model's value.</summary>
    public long Expected { get; }

    /// <summary>The device's value.</summary>
    public long Actual { get; }
}
