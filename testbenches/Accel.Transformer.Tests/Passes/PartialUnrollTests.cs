using Accel.Transformer.Ir;
using Accel.Transformer.Passes;
using Accel.Transformer.Scheduling;
using Accel.Transformer.Tests.Frontend;

namespace Accel.Transformer.Tests.Passes;

/// <summary>[Unroll] with a factor, of loops whose number of iterations only shows when they run: plain C# = IR = RTL.</summary>
public sealed class PartialUnrollTests
{
    private const string Sum =
        "int n = memory.ReadInt32(0) & 15; int sum = 0; int i = 0; for (i = 0; i < n; i++) { sum = sum * 3 + memory.ReadInt32(1 + i); } "
        + "memory.WriteInt32(0, sum); memory.WriteInt32(1, i);";

    private const string Jumps =
        "int n = memory.ReadInt32(0) & 31; int sum = 0; for (int i = 0; i < n; i++) { if (memory.ReadInt32(i) % 5 == 1) continue; "
            + "sum += i; "
        + "if (sum > 60) break; memory.WriteInt32(32 + i, sum); } memory.WriteInt32(0, sum);";

    private const string Returns =
        "int n = memory.ReadInt32(0) & 31; for (int i = n; i > 0; i -= 2) { if (memory.ReadInt32(i) % 7 == 3) { memory.WriteInt32(40, i); "
        + "return; } memory.WriteInt32(i, i * i); } memory.WriteInt32(41, n);";

    private const string ReadsInCondition =
        "int sum = 0; for (int i = 1; (memory.ReadInt32(i) & 3) != 0 && i < 40; i += 2) { sum ^= memory.ReadInt32(i + 1) + i; } "
        + "memory.WriteInt32(0, sum + 1);";

    private const string EndsAtTheLargest =
        "int n = int.MaxValue - (memory.ReadInt32(0) & 7); int count = 0; for (int i = int.MaxValue - 9; i < n; i++) { count += i & 15; } "
        + "memory.WriteInt32(0, count);";

    public static TheoryData<string, int> Loops() => new MatrixTheoryData<string, int>(
        [Sum, Jumps, Returns, ReadsInCondition, EndsAtTheLargest], [2, 5]);

    [Theory]
    [MemberData(nameof(Loops))]
    public void A_factor_is_kept(string body, int factor)
    {
        string source = Source(body, $"[Unroll(\"i\", Factor = {factor})]");
        KernelComparison.AssertSame(source);
        KernelComparison.AssertSame(Source(body, $"[Unroll(\"i\", Factor = {factor})] [Pipeline(\"i\", InitiationInterval = 0)]"), runs: 2);
    }

    [Fact]
    public void A_body_is_there_as_often_as_the_factor_says()
    {
        const string Body = "int n = memory.ReadInt32(0) & 15; for (int i = 0; i < n; i++) { memory.WriteInt32(i, i + n); }";
        Assert.Equal((1, 3), (Stores(Source(Body, "")), Stores(Source(Body, "[Unroll(\"i\", Factor = 3)]"))));
    }

    private static int Stores(string source)
    {
        var program = KernelComparison.Load(source);
        Assert.True(Pipeline.Run(program, new PassContext(new TransformOptions())));
        return program.EntryPoints.Sum(static f => IrWalk.All(f.Body).OfType<MemoryWriteStatement>().Count());
    }

    private static string Source(string body, string directives) => KernelComparison.Kernel(body)
        .Replace("public virtual void Run", directives + " public virtual void Run", StringComparison.Ordinal);
}
