namespace Hast.Common.Numerics;

/// <summary>
/// Operations on all elements of two vectors of the same length, wrapping on overflow. In hardware the elements are computed at once where
/// the arrays allow it. Same public surface as Hastlayer's type of this name.
/// </summary>
public static class SimdOperations
{
    /// <summary>Sums, element by element.</summary>
    /// <param name="vector1">Left operands.</param>
    /// <param name="vector2">Right operands, as many.</param>
    /// <param name="maxDegreeOfParallelism">How many elements may be computed at once; a constant.</param>
    /// <returns>A new array of the same length.</returns>
    /// <exception cref="ArgumentException">The vectors differ in length.</exception>
    public static int[] AddVectors(int[] vector1, int[] vector2, int maxDegreeOfParallelism) =>
        Combine(vector1, vector2, maxDegreeOfParallelism, (left, right) => left + right);

    /// <inheritdoc cref="AddVectors(int[], int[], int)"/>
    public static uint[] AddVectors(uint[] vector1, uint[] vector2, int maxDegreeOfParallelism) =>
        Combine(vector1, vector2, maxDegreeOfParallelism, (left, right) => left + right);

    /// <inheritdoc cref="AddVectors(int[], int[], int)"/>
    public static long[] AddVectors(long[] vector1, long[] vector2, int maxDegreeOfParallelism) =>
        Combine(vector1, vector2, maxDegreeOfParallelism, (left, right) => left + right);

    /// <inheritdoc cref="AddVectors(int[], int[], int)"/>
    public static ulong[] AddVectors(ulong[] vector1, ulong[] vector2, int maxDegreeOfParallelism) =>
        Combine(vector1, vector2, maxDegreeOfParallelism, (left, right) => left + right);

    /// <summary>Differences, element by element.</summary>
    /// <inheritdoc cref="AddVectors(int[], int[], int)"/>
    public static int[] SubtractVectors(int[] vector1, int[] vector2, int maxDegreeOfParallelism) =>
        Combine(vector1, vector2, maxDegreeOfParallelism, (left, right) => left - right);

    /// <inheritdoc cref="SubtractVectors(int[], int[], int)"/>
    public static uint[] SubtractVectors(uint[] vector1, uint[] vector2, int maxDegreeOfParallelism) =>
        Combine(vector1, vector2, maxDegreeOfParallelism, (left, right) => left - right);

    /// <inheritdoc cref="SubtractVectors(int[], int[], int)"/>
    public static long[] SubtractVectors(long[] vector1, long[] vector2, int maxDegreeOfParallelism) =>
        Combine(vector1, vector2, maxDegreeOfParallelism, (left, right) => left - right);

    /// <inheritdoc cref="SubtractVectors(int[], int[], int)"/>
    public static ulong[] SubtractVectors(ulong[] vector1, ulong[] vector2, int maxDegreeOfParallelism) =>
        Combine(vector1, vector2, maxDegreeOfParallelism, (left, right) => left - right);

    /// <summary>Products, element by element.</summary>
    /// <inheritdoc cref="AddVectors(int[], int[], int)"/>
    public static int[] MultiplyVectors(int[] vector1, int[] vector2, int maxDegreeOfParallelism) =>
        Combine(vector1, vector2, maxDegreeOfParallelism, (left, right) => left * right);

    /// <inheritdoc cref="MultiplyVectors(int[], int[], int)"/>
    public static uint[] MultiplyVectors(uint[] vector1, uint[] vector2, int maxDegreeOfParallelism) =>
        Combine(vector1, vector2, maxDegreeOfParallelism, (left, right) => left * right);

    /// <inheritdoc cref="MultiplyVectors(int[], int[], int)"/>
    public static long[] MultiplyVectors(long[] vector1, long[] vector2, int maxDegreeOfParallelism) =>
        Combine(vector1, vector2, maxDegreeOfParallelism, (left, right) => left * right);

    /// <inheritdoc cref="MultiplyVectors(int[], int[], int)"/>
    public static ulong[] MultiplyVectors(ulong[] vector1, ulong[] vector2, int maxDegreeOfParallelism) =>
        Combine(vector1, vector2, maxDegreeOfParallelism, (left, right) => left * right);

    /// <summary>Quotients, truncated, element by element; no divisor may be 0.</summary>
    /// <inheritdoc cref="AddVectors(int[], int[], int)"/>
    public static int[] DivideVectors(int[] vector1, int[] vector2, int maxDegreeOfParallelism) =>
        Combine(vector1, vector2, maxDegreeOfParallelism, (left, right) => left / right);

    /// <inheritdoc cref="DivideVectors(int[], int[], int)"/>
    public static uint[] DivideVectors(uint[] vector1, uint[] vector2, int maxDegreeOfParallelism) =>
        Combine(vector1, vector2, maxDegreeOfParallelism, (left, right) => left / right);

    /// <inheritdoc cref="DivideVectors(int[], int[], int)"/>
    public static long[] DivideVectors(long[] vector1, long[] vector2, int maxDegreeOfParallelism) =>
        Combine(vector1, vector2, maxDegreeOfParallelism, (left, right) => left / right);

    /// <inheritdoc cref="DivideVectors(int[], int[], int)"/>
    public static ulong[] DivideVectors(ulong[] vector1, ulong[] vector2, int maxDegreeOfParallelism) =>
        Combine(vector1, vector2, maxDegreeOfParallelism, (left, right) => left / right);

    /// <summary>Does nothing for vectors of one length; of others a kernel is refused.</summary>
    /// <exception cref="ArgumentException">The vectors differ in length.</exception>
    public static void ThrowIfVectorsNotEquallyLong<T>(T[] vector1, T[] vector2)
    {
        ArgumentNullException.ThrowIfNull(vector1);
        ArgumentNullException.ThrowIfNull(vector2);
        if (vector1.Length != vector2.Length)
        {
            throw new ArgumentException($"the vectors differ in length: {vector1.Length} and {vector2.Length}", nameof(vector2));
        }
    }

    private static T[] Combine<T>(T[] vector1, T[] vector2, int maxDegreeOfParallelism, Func<T, T, T> operation)
    {
        ThrowIfVectorsNotEquallyLong(vector1, vector2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxDegreeOfParallelism);
        return [.. vector1.Zip(vector2, operation)];
    }
}
