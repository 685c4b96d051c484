using Accel.Models;

namespace Accel.Host.Tests;

public sealed class TensorComparisonTests
{
    private static readonly NamedTensor _a = new("a", [2, 1, 3], [1, 2, 3, 4, 5, 6]);
    private static readonly NamedTensor _b = new("logits", [2], [7, 8]);

    [Fact]
    public void Equal_tensors_have_no_difference()
        => Assert.Equal((2, 0), Counts(TensorComparison.Compare([_a, _b], [_b with { Values = [7, 8] }, _a])));

    [Fact]
    public void The_first_difference_of_each_tensor_is_named_with_its_indices()
    {
        var comparison = TensorComparison.Compare([_a, _b], [_a with { Values = [1, 2, 3, 4, 0, 0] }, _b with { Values = [7, 9] }]);
        Assert.Equal((2, 2), Counts(comparison));
        var first = comparison.Differences[0];
        Assert.Equal("a[1, 0, 1]", first.Place);
        Assert.Equal((4, 5L, 0L), (first.Element, first.Expected, first.Actual));
        Assert.Equal("logits[1]", comparison.Differences[1].Place);
    }

    [Fact]
    public void A_missing_tensor_or_another_shape_is_not_taken_for_equal()
    {
        Assert.Throws<ArgumentException>(() => TensorComparison.Compare([_a], [_b]));
        Assert.Throws<ArgumentException>(() => TensorComparison.Compare([_a], [_a with { Shape = [6] }]));
    }

    private static (int Compared, int Differing) Counts(TensorComparison comparison) => (comparison.Compared, comparison.Differences.Length);
}
