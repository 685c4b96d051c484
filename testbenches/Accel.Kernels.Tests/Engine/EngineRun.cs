using Accel.Golden;
using Accel.Host.Engine;
using Accel.Models;
using Hast.Transformer.SimpleMemory;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>Runs a model's program on the engine as plain C#, and compares every tensor with the golden model.</summary>
internal static class EngineRun
{
    public static SimpleMemory MemoryOf(EngineProgram program, NetworkInput input)
    {
        var memory = SimpleMemory.CreateSoftwareMemory(program.MemoryCells);
        for (int i = 0; i < program.Cells.Length; i++)
        {
            memory.WriteUInt32(i, program.Cells[i]);
        }

        uint[] cells = program.EncodeInput(input);
        for (int i = 0; i < cells.Length; i++)
        {
            memory.WriteUInt32(program.InputCell + i, cells[i]);
        }

        return memory;
    }

    public static uint[] Cells(SimpleMemory memory, int cell, int cells)
        => [.. Enumerable.Range(cell, cells).Select(memory.ReadUInt32)];

    public static void EqualsGolden(SpikingTransformerModel model, EngineLimits limits, NetworkInput input)
    {
        var program = EngineProgram.Compile(model, limits, trace: true);
        var memory = MemoryOf(program, input);
        new SpikingTransformerEngine().Run(memory);
        EqualsGolden(model, program, input, memory);
    }

    public static void EqualsGolden(SpikingTransformerModel model, EngineProgram program, NetworkInput input, SimpleMemory memory)
    {
        var golden = GoldenModel.Run(model, input);
        var result = program.DecodeResult(Cells(memory, program.ResultCell, program.ResultCells));
        foreach (var region in program.TraceRegions)
        {
            var expected = golden.Tensor(region.Name);
            var actual = region.Decode(Cells(memory, region.Cell, region.Cells));
            Assert.Equal(expected.Shape, actual.Shape);
            for (int i = 0; i < expected.Values.Length; i++)
            {
                Assert.True(expected.Values[i] == actual.Values[i], $"{model.Configuration.Name}: {region.Name}[{i}] is {actual.Values[i]}, golden {expected.Values[i]}");
            }
        }

        Assert.Equal(golden.Tensors.Select(t => t.Name), program.TraceRegions.Select(r => r.Name));
        Assert.Equal(golden.Logits, result.Logits);
        Assert.Equal(golden.Class, result.Class);
    }
}
