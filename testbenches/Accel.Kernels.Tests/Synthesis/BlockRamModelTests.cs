using Accel.Verification;
using Xunit;

namespace Accel.Kernels.Tests.Synthesis;

/// <summary>
/// The models of block RAM against what the memories were written to do, in every shape that Yosys's mapping makes; and that they can fail.
/// </summary>
public sealed class BlockRamModelTests
{
    private static readonly MemoryShape[] _few =
    [
        new(MemoryPorts.ReadAndWrite, 512, 36),
        new(MemoryPorts.TwoReadFirst, 1024, 18, 9),
        new(MemoryPorts.WriteFirst, 1024, 9),
        new(MemoryPorts.NoChange, 1024, 9),
        new(MemoryPorts.ReadWithReset, 1024, 18),
    ];

    private static readonly MemoryShape[] _shapes =
    [
        .. new[] { 1, 2, 4, 8, 9, 16, 18, 32, 64, 70, 72 }.Select(static w => new MemoryShape(
            MemoryPorts.ReadAndWrite, Math.Max(512, 16384 >> int.Log2((w * 2) - 1)), w)),
        .. new[] { 4, 9, 18, 36 }.Select(static w => new MemoryShape(MemoryPorts.TwoReadFirst, Math.Max(1024, 16384 >> int.Log2((w * 2) - 1)), w)),
        new(MemoryPorts.ReadAndWrite, 1024, 18, 9),
        new(MemoryPorts.ReadAndWrite, 1024, 32, 8),
        new(MemoryPorts.ReadAndWrite, 512, 64, 8),
        new(MemoryPorts.TwoReadFirst, 1024, 32, 8),
        new(MemoryPorts.WriteFirst, 1024, 36),
        new(MemoryPorts.NoChange, 1024, 36),
        new(MemoryPorts.ReadOnly, 4096, 8),
        new(MemoryPorts.ReadWithReset, 512, 64),
        new(MemoryPorts.ReadAndWrite, 65536, 1),
        .. _few,
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_shape_behaves_as_it_was_written()
    {
        using var memories = Synthesise(_shapes);
        string netlist = memories.Netlist;
        Assert.All(
            new[] { "RAMB18E1", "RAMB36E1", "RAM_MODE(\"SDP\")", "WRITE_MODE_A(\"NO_CHANGE\")", "WRITE_MODE_A(\"WRITE_FIRST\")", "WRITE_WIDTH_B(32'd72)", "RAM_EXTENSION_A(\"UPPER\")" },
            text => Assert.Contains(text, netlist, StringComparison.Ordinal));
        Assert.Equal("OK", memories.Run(null, Token));
    }

    [Fact]
    public void A_model_that_is_wrong_is_found()
    {
        using var memories = Synthesise(_few);
        Assert.Equal("OK", memories.Run(null, Token));
        (string Is, string Becomes, string Memory)[] changes =
        [
            ("seen = writes_first ? merge(own, now, old) : old;", "seen = old;", "WriteFirst"),
            ("seen = writes_first ? merge(own, now, old) : old;", "seen = now;", "ReadAndWrite"),
            ("MODE_A != \"NO_CHANGE\" || lanes_a == 0", "1", "NoChange"),
            ("row_parity[i % 32], row[8 * (i % 32) +: 8]", "9'h000", "ReadAndWrite"),
            ("bytes_of(width) && lanes[lane] ?", "bytes_of(width) && lanes != 0 ?", "TwoReadFirst"),
            ("out_b <= RESET_B", "out_b <= 0", "ReadWithReset"),
        ];
        foreach (var (correct, wrong, memory) in changes)
        {
            Assert.Contains(correct, GateLevelSimulation.BlockRamModels, StringComparison.Ordinal);
            string said = memories.Run(GateLevelSimulation.BlockRamModels.Replace(correct, wrong, StringComparison.Ordinal), Token);
            Assert.Contains($"MISMATCH m_{memory}_", said, StringComparison.Ordinal);
        }
    }

    private static MemoryComparison Synthesise(MemoryShape[] shapes)
    {
        var gates = new GateLevelSimulation();
        Assert.SkipWhen(gates.Missing is not null, $"{gates.Missing?.Program} is not installed: {gates.Missing?.InstallCommand}");
        var memories = new MemoryComparison(shapes);
        memories.Synthesise(Token);
        return memories;
    }
}
