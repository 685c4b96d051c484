using System.Collections.Immutable;
using System.Globalization;
using Accel.Models;

namespace Accel.Host;

/// <summary>The first element of a tensor that differs.</summary>
/// <param name="Layer">Name of the tensor.</param>
/// <param name="Element">Position in the row-major values.</param>
/// <param name="Index">The same as indices of the tensor's shape.</param>
/// <param name="Expected">The golden model's value.</param>
/// <param name="Actual">The other value.</param>
public sealed record TensorDifference(string Layer, int Element, ImmutableArray<int> Index, long Expected, long Actual)
{
    /// <summary>layer[i, j, k].</summary>
    public string Place => $"{Layer}[{string.Join(", ", Index.Select(i => i.ToString(CultureInfo.InvariantCulture)))}]";
}

/// <summary>Compares the tensors of two runs, name by name.</summary>
/// <param name="Compared">Number of tensors that both have.</param>
/// <param name="Differences">The first difference of each tensor that differs, in the order of computation.</param>
public sealed record TensorComparison(int Compared, ImmutableArray<TensorDifference> Differences)
{
    /// <summary>
    /// Compares; a tensor that is missing in <paramref name="actual"/>, or of another shape, is an error of the caller's.
    /// </summary>
    /// <exception cref="ArgumentException">A tensor is missing or of another shape.</exception>
    public static TensorComparison Compare(IEnumerable<NamedTensor> expected, IEnumerable<NamedTensor> actual)
    {
        ArgumentNullException.ThrowIfNull(expected);
        var byName = actual.ToDictionary(t => t.Name, StringComparer.Ordinal);
        var differences = ImmutableArray.CreateBuilder<TensorDifference>();
        int compared = 0;
        foreach (var tensor in expected)
        {
            if (!byName.TryGetValue(tensor.Name, out var other))
            {
                throw new ArgumentException($"tensor {tensor.Name} is missing", nameof(actual));
            }

            if (!tensor.Shape.SequenceEqual(other.Shape))
            {
                throw new ArgumentException(
                    $"tensor {tensor.Name} has shape [{string.Join(", ", other.Shape)}], expected is [{string.Join(", ", tensor.Shape)}]", nameof(actual));
            }

            compared++;
            if (FirstDifference(tensor, other.Values) is { } difference)
            {
                differences.Add(difference);
            }
        }

        return new TensorComparison(compared, differences.ToImmutable());
    }

    /// <summary>The first element that differs, or null.</summary>
    public static TensorDifference? FirstDifference(NamedTensor expected, ReadOnlySpan<int> actual)
    {
        ArgumentNullException.ThrowIfNull(expected);
        int element = expected.Values.AsSpan().CommonPrefixLength(actual);
        return element == expected.Values.Length
            ? null
            : new TensorDifference(expected.Name, element, IndexOf(element, expected.Shape), expected.Values[element], actual[element]);
    }

    private static ImmutableArray<int> IndexOf(int element, ImmutableArray<int> shape)
    {
        int[] index = new int[shape.Length];
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            (element, index[axis]) = Math.DivRem(element, shape[axis]);
        }

        return [.. index];
    }
}
