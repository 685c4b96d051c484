using System.Numerics;

namespace Accel.Golden;

/// <summary>
/// O = Q K^T V per head and timestep, exact integers: here always as Q (K^T V), which is the same as (Q K^T) V since nothing stands between
/// the products. Q is 0 or 1, K 0..2^b-1, V -1, 0 or 1, all [T, N, D]; head h owns the channels h * Dh up to (h + 1) * Dh.
/// </summary>
internal static class Attention
{
    public static (long[] Output, long Gated, long Dense) Of(sbyte[] q, int[] k, sbyte[] v, int timesteps, int dim, int heads)
    {
        var tokens = q.Length / timesteps / dim;
        var headDim = dim / heads;
        var output = new long[q.Length];
        var product = new int[headDim * headDim]; // at most 65536 tokens * 255
        for (var t = 0; t < timesteps; t++)
        {
            for (var head = 0; head < heads; head++)
            {
                var first = (t * tokens * dim) + (head * headDim);
                KeyTimesValue(product, k, v, first, tokens, dim, headDim);
                QueryTimes(product, q, output, first, tokens, dim, headDim);
            }
        }

        // Either product adds min(N, Dh) numbers for each open gate, whichever of the two orders that is.
        var each = (long)Math.Min(tokens, headDim);
        var open = q.Length - q.AsSpan().Count((sbyte)0) + v.Length - v.AsSpan().Count((sbyte)0);
        return (output, each * open, each * (q.Length + (long)v.Length));
    }

    // product[d, e] = sum over n of K[n, d] * V[n, e]: V adds or subtracts a row of K.
    private static void KeyTimesValue(int[] product, int[] k, sbyte[] v, int first, int tokens, int dim, int headDim)
    {
        var transposed = new int[product.Length]; // [e, d], so that a row of K lies side by side
        for (var n = 0; n < tokens; n++)
        {
            var keys = k.AsSpan(first + (n * dim), headDim);
            var values = v.AsSpan(first + (n * dim), headDim);
            for (var e = 0; e < headDim; e++)
            {
                if (values[e] != 0)
                {
                    AddTimes(transposed.AsSpan(e * headDim, headDim), keys, values[e]);
                }
            }
        }

        for (var i = 0; i < product.Length; i++)
        {
            product[i] = transposed[(i % headDim * headDim) + (i / headDim)];
        }
    }

    private static void AddTimes(Span<int> sum, ReadOnlySpan<int> values, int sign)
    {
        var lanes = Vector<int>.Count;
        var i = 0;
        for (; i <= sum.Length - lanes; i += lanes)
        {
            (new Vector<int>(sum[i..]) + (new Vector<int>(values[i..]) * sign)).CopyTo(sum[i..]);
        }

        for (; i < sum.Length; i++)
        {
            sum[i] += values[i] * sign;
        }
    }

    // O[n, e] = sum over d with Q[n, d] = 1 of product[d, e].
    private static void QueryTimes(int[] product, sbyte[] q, long[] output, int first, int tokens, int dim, int headDim)
    {
        for (var n = 0; n < tokens; n++)
        {
            var row = output.AsSpan(first + (n * dim), headDim);
            for (var d = 0; d < headDim; d++)
            {
                if (q[first + (n * dim) + d] == 0)
                {
                    continue;
                }

                var added = product.AsSpan(d * headDim, headDim);
                for (var e = 0; e < headDim; e++)
                {
                    row[e] += added[e];
                }
            }
        }
    }
}
