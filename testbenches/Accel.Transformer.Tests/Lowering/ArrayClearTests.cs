namespace Accel.Transformer.Tests.Lowering;

/// <summary>An array is cleared unless everything that is read of it was written before, as far as a bound that is known only at run
/// time.</summary>
public sealed class ArrayClearTests
{
    [Theory]
    [InlineData(false, "for (int i = 0; i < n; i++) { a[i] = memory.ReadInt32(i + 2); } for (int j = 0; j < n; j++) { sum += a[j]; }")]
    [InlineData(false,
        "for (int i = 0; i < n; i++) { int x = i * 3; a[i] = x; } for (int j = 3; j < n; j++) { if ((j & 1) == 0) { sum += a[j] ^ j; } }")]
    [InlineData(false,
        "for (int i = 0; i < n; i++) { a[i] = i; } for (int r = 0; r < 3; r++) { for (int j = 0; j < n; j++) { sum += a[j]; a[j] = sum; } }")]
    [InlineData(false,
        "for (int i = 0; i < n; i++) { a[i] = 5 - i; } for (int j = 0; j < n; j++) { for (int r = 0; r < m; r++) { sum ^= r; } sum += a[j]; }")]
    [InlineData(false, "for (int i = 0; i < n; i++) { a[i] = i * i; } for (int j = 1; j < n; j++) { sum += a[j] - a[j - 1]; }")]
    [InlineData(false,
        "for (int i = 0; i < n; i++) { a[i] = i * i; } int left = n; bool more = n != 0; for (int j = 0; more; j++) { more = left != 1; left--; sum += a[j]; }")]
    [InlineData(false,
        "for (int i = 0; i < n; i++) { a[i] = i * i; } int left = n; bool more = left != 0; for (int j = 0; more; j++) { sum += a[j]; if (sum > 9) { sum -= a[j]; } left--; more = left != 0; }")]
    [InlineData(false, "for (int i = 0; i < n * 2; i++) { a[i] = i * i; } for (int j = 0; j < n * 2; j++) { sum += a[j]; }")]
    [InlineData(false,
        "for (int i = 0; i <= n; i++) { a[i] = i * i; } for (int j = 0; j <= n; j++) { sum += a[j]; } for (int j = 0; j < n; "
            + "j++) { sum ^= a[j]; }")]
    [InlineData(false, "n ^= m & 3; for (int i = 0; i < n; i++) { a[i] = i * i; } for (int j = 0; j < n; j++) { sum += a[j]; "
        + "} n = m; sum += n;")]
    [InlineData(true, "for (int i = 0; i < n; i++) { a[i] = i * i; } for (int j = 0; j <= n; j++) { sum += a[j]; }")]
    [InlineData(true, "for (int i = 0; i < n + m; i++) { a[i] = i; } m = 20; for (int j = 0; j < n + m; j++) { sum += a[j]; }")]
    [InlineData(true, "for (int i = 0; i < n; i++) { a[i] = i; if (i == 5) { n = 7; } } n += m; for (int j = 0; j < n; j++) { "
        + "sum += a[j]; }")]
    [InlineData(true, "for (int i = 0; i < n; i++) { a[i] = i; } for (int j = 0; j < n; j++) { sum += a[j]; n = j < 9 ? m : n; }")]
    [InlineData(true,
        "for (int i = 0; i < n; i++) { a[i] = i * i; } int left = n; bool more = n != 0; for (int j = 0; more; j++) { more = left != 0; left--; sum += a[j]; }")]
    [InlineData(true,
        "for (int i = 0; i < n; i++) { a[i] = i * i; } int left = m; bool more = m != 0; for (int j = 0; more; j++) { more = left != 1; left--; sum += a[j]; }")]
    [InlineData(true,
        "for (int i = 0; i < n; i++) { a[i] = i * i; } int left = n; bool more = n != 0; for (int j = 0; more; j++) { if ((j & 1) == 1) { continue; } more = left > 1 & left != 1; left--; sum += a[j]; }")]
    [InlineData(true,
        "for (int i = 0; i < n; i++) { a[i] = i * i; } int left = n; bool more = n != 0; for (int j = 0; more; j += 2) { more = left != 1; left--; sum += a[j & 63]; }")]
    [InlineData(true, "for (int i = 0; i < n; i++) { a[i] = i * i; } for (int j = 1; j < n; j++) { sum += a[j] - a[(j + 62) & 63]; }")]
    [InlineData(true, "for (int i = 0; i < n; i++) { a[i] = i; } for (int j = 0; j < m; j++) { sum += a[j]; }")]
    [InlineData(true, "for (int i = 0; i < n; i++) { a[i] = i; } n = m; for (int j = 0; j < n; j++) { sum += a[j]; }")]
    [InlineData(true, "for (int i = 0; i < n; i++) { a[i] = i; } for (int j = 0; j < n; j++) { sum += a[j + 1]; }")]
    [InlineData(true, "for (int i = 0; i < n; i++) { a[i] = i; } for (int j = 0; j < n; j++) { sum += a[j]; } sum += a[n];")]
    [InlineData(true, "for (int i = 1; i < n; i++) { a[i] = i; } for (int j = 0; j < n; j++) { sum += a[j]; }")]
    [InlineData(true, "for (int i = 0; i < n; i++) { if ((i & 1) == 0) { a[i] = i; } } for (int j = 0; j < n; j++) { sum += a[j]; }")]
    [InlineData(true, "for (int i = 0; i < n; i++) { if (i == m) { break; } a[i] = i; } for (int j = 0; j < n; j++) { sum += a[j]; }")]
    [InlineData(true, "for (int i = 0; i < n; i++) { a[i + 1] = i; } for (int j = 0; j < n; j++) { sum += a[j]; }")]
    [InlineData(true, "for (int i = 0; i < n; i++) { a[i] = a[i + 1] + i; } for (int j = 0; j < n; j++) { sum += a[j]; }")]
    [InlineData(true, "int k = 0; for (int i = 0; i < n; i++) { a[i] = i; } do { sum += a[k]; k++; } while (k < n);")]
    [InlineData(true, "for (int i = 0; i < n; i++) { a[i] = i; } for (int j = 0; j < n; j++) { j += 2; sum += a[j]; }")]
    [InlineData(true, "for (int i = 0; i < n; i += 2) { a[i] = i; } for (int j = 0; j < n; j++) { sum += a[j]; }")]
    public void What_is_written_before_it_is_read_is_not_cleared(bool isCleared, string loops)
    {
        // Twice, so that what the first round leaves would be seen.
        string body =
            $"for (int round = 0; round < 2; round++) {{ int n = memory.ReadInt32(round); int m = memory.ReadInt32(1 - round); int sum = 0; int[] a = new int[64]; {loops} memory.WriteInt32(60 + round, sum); }}";
        var source = Kernels.Source(body);
        Assert.Equal(isCleared, KernelCompiler.Compile(source, "K", new TransformOptions())
            .Report!.Loops.Any(static l => l.Name == "clear_a"));
        foreach (uint n in (uint[])[0, 1, 31])
        {
            _ = Kernels.Check(source, [n, 12, .. Kernels.Cells(64)]);
        }
    }
}
