using Accel.Golden.Generation;
using Accel.Host.Engine;
using Hast.Transformer.SimpleMemory;
using Xunit;
using Layout = Accel.Kernels.SpikingTransformerEngineLayout;

namespace Accel.Kernels.Tests;

public sealed class BadProgramTests
{
    [Fact]
    public void Empty_memory_is_no_program() => Assert.Equal(Layout.StatusNoProgram, StatusOf(SimpleMemory.CreateSoftwareMemory(64)));

    [Theory]
    [InlineData(Layout.VersionCell, Layout.Version + 1, Layout.StatusUnknownVersion)]
    [InlineData(Layout.TokensCell, 0, Layout.StatusSizeOverLimit)]
    [InlineData(Layout.TokensCell, 65, Layout.StatusSizeOverLimit)]
    [InlineData(Layout.TokensCell, int.MinValue, Layout.StatusSizeOverLimit)]
    [InlineData(Layout.TimestepsCell, 5, Layout.StatusSizeOverLimit)]
    [InlineData(Layout.LeakCell, 3, Layout.StatusSizeOverLimit)]
    [InlineData(Layout.KeyMaximumCell, 16, Layout.StatusSizeOverLimit)]
    [InlineData(Layout.InputWordsCell, 5, Layout.StatusSizeOverLimit)]
    public void A_bad_header_ends_with_a_status(int cell, int value, int status) => Assert.Equal(status, StatusWith(cell, value));

    [Theory]
    [InlineData(0, Layout.OperationOffset, 3, Layout.StatusUnknownLayer)]
    [InlineData(0, Layout.OperationOffset, -1, Layout.StatusUnknownLayer)]
    [InlineData(1, Layout.NeuronOffset, 3, Layout.StatusUnknownLayer)]
    [InlineData(1, Layout.ShortcutOffset, 3, Layout.StatusUnknownLayer)]
    [InlineData(1, Layout.SourceOffset, 4, Layout.StatusUnknownLayer)]
    [InlineData(1, Layout.ImageOffset, 1, Layout.StatusUnknownLayer)]
    [InlineData(1, Layout.DestinationOffset, -1, Layout.StatusUnknownLayer)]
    [InlineData(1, Layout.InputWordsOffset, 5, Layout.StatusLayerOverLimit)]
    [InlineData(2, Layout.OutputTilesOffset, 0, Layout.StatusLayerOverLimit)]
    [InlineData(4, Layout.HeadWordsOffset, 3, Layout.StatusLayerOverLimit)]
    [InlineData(8, Layout.ClassesOffset, 17, Layout.StatusLayerOverLimit)]
    public void A_bad_layer_ends_with_a_status(int layer, int offset, int value, int status)
        => Assert.Equal(status, StatusWith(Layout.HeaderCells + (layer * Layout.LayerCells) + offset, value));

    [Fact]
    public void A_program_without_layers_ends() => Assert.Equal(Layout.StatusDone, StatusWith(Layout.LayerCountCell, 0));

    [Fact]
    public void A_result_of_a_refused_program_says_why()
    {
        var program = EngineProgram.Compile(Model(), EngineCapabilities.Limits, trace: false);
        uint[] cells = new uint[program.ResultCells];
        cells[0] = Layout.StatusUnknownVersion;
        Assert.Contains("version", Assert.Throws<EngineStatusException>(() => program.DecodeResult(cells)).Message, StringComparison.Ordinal);
    }

    private static Models.SpikingTransformerModel Model()
    {
        var configuration = EngineAgainstGoldenTests.Configuration(11) with { Depth = 1, LeakShift = 0 };
        return RandomModel.Create(configuration, 1);
    }

    private static int StatusWith(int cell, int value)
    {
        var model = Model();
        var memory = EngineRun.MemoryOf(EngineProgram.Compile(model, EngineCapabilities.Limits, trace: false), RandomInput.Create(model.Configuration, 1));
        memory.WriteInt32(cell, value);
        return StatusOf(memory);
    }

    private static int StatusOf(SimpleMemory memory)
    {
        new SpikingTransformerEngine().Run(memory);
        return memory.ReadInt32(Layout.ResultCell + Layout.StatusOffset);
    }
}
