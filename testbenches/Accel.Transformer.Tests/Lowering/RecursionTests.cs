using System.Collections.Immutable;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>Methods that call themselves to a declared depth: plain C# = RTL.</summary>
public sealed class RecursionTests
{
    [Theory]
    [InlineData("memory.WriteInt32(0, F(memory.ReadInt32(0) & 7));", "[MaxRecursionDepth(8)] static int F(int n) { if (n == 0) { return 1; } return n * F(n - 1); }")]
    [InlineData("memory.WriteInt32(0, F(memory.ReadInt32(0) & 7));", "[MaxRecursionDepth(8)] static int F(int n) => n < 2 ? n : F(n - 2) + F(n - 1);")]
    [InlineData("memory.WriteUInt32(0, Gcd(memory.ReadUInt32(0), memory.ReadUInt32(1)));", "[MaxRecursionDepth(40)] static uint Gcd(uint a, uint b) { return b == 0 ? a : Gcd(b, a % b); }")]
    [InlineData("int moves = 0; Hanoi(memory, memory.ReadInt32(0) & 3, 1, 2, 3, ref moves); memory.WriteInt32(0, moves);", "[MaxRecursionDepth(4)] void Hanoi(SimpleMemory memory, int n, int a, int b, int c, ref int moves) { if (n == 0) { return; } Hanoi(memory, n - 1, a, c, b, ref moves); moves++; memory.WriteInt32(1 + (moves & 7), a * 16 + b); Hanoi(memory, n - 1, c, b, a, ref moves); }")]
    [InlineData("int[] t = new int[8]; for (int i = 0; i < 8; i++) { t[i] = memory.ReadInt32(i); } Sort(t, 0, 7); for (int i = 0; i < 8; i++) { memory.WriteInt32(i, t[i]); }", "[MaxRecursionDepth(9)] static void Sort(int[] t, int low, int high) { if (low >= high) { return; } int p = t[high]; int k = low; for (int i = low; i < high; i++) { if (t[i] < p) { int x = t[i]; t[i] = t[k]; t[k] = x; k++; } } t[high] = t[k]; t[k] = p; Sort(t, low, k - 1); Sort(t, k + 1, high); }")]
    [InlineData("memory.WriteInt32(0, Paths(3, 0));", "[MaxRecursionDepth(4)] static int Paths(int n, int s) { if (n == 0) { return s; } int sum = 0; for (int i = 0; i < 3; i++) { if (i == 1 && n == 2) { continue; } sum += Paths(n - 1, s + i); if (sum > 40) { break; } } return sum + n; }")]
    public void A_method_may_call_itself(string body, string members)
        => _ = Kernels.Check(Kernels.Source(body, members: members), Kernels.Cells(16));

    [Fact]
    public void The_depth_may_be_declared_outside_the_source() => _ = Kernels.Check(
        Kernels.Source("memory.WriteInt32(0, F(memory.ReadInt32(0) & 7));", members: "int F(int n) => n == 0 ? 3 : n + F(n - 1);"),
        Kernels.Cells(4),
        new TransformOptions { RecursionDepths = ImmutableSortedDictionary<string, int>.Empty.Add("K.F", 7) });
}
