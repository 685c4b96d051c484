using Accel.Golden;
using Accel.Host.Engine;
using Accel.Models;
using Hast.Transformer.SimpleMemory;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>Programs on an engine as plain C#, and every tensor that they leave against the golden model.</summary>
internal static class EngineRun
{
    /// <summary>A memory with a program and an input in it.</summary>
    public static SimpleMemory MemoryOf(EngineProgram program, NetworkInput input)
    {
        uint[] cells = new uint[program.MemoryCells];
        program.Cells.CopyTo(cells);
        program.EncodeInput(input).CopyTo(cells, program.InputCell);
        return MemoryOf(cells);
    }

    /// <summary>A memory of such cells.</summary>
    public static SimpleMemory MemoryOf(ReadOnlySpan<uint> cells)
    {
        var memory = SimpleMemory.CreateSoftwareMemory(cells.Length);
        for (int i = 0; i < cells.Length; i++)
        {
            memory.WriteUInt32(i, cells[i]);
        }

        return memory;
    }

    /// <summary>Cells of a memory.</summary>
    public static uint[] Cells(SimpleMemory memory, int cell, int cells)
        => [.. Enumerable.Range(cell, cells).Select(memory.ReadUInt32)];

    /// <summary>What the engine makes of an input is what the golden model makes of it.</summary>
    public static void EqualsGolden(SpikingTransformerModel model, EngineLimits limits, NetworkInput input)
    {
        var program = EngineProgram.Compile(model, limits, trace: true);
        var memory = MemoryOf(program, input);
        new SpikingTransformerEngine().Run(memory);
        EqualsGolden(model, program, input, Cells(memory, 0, program.MemoryCells));
    }

    /// <summary>What lies in the memory after a run is what the golden model says.</summary>
    public static void EqualsGolden(SpikingTransformerModel model, EngineProgram program, NetworkInput input, uint[] memory)
    {
        var golden = GoldenModel.Run(model, input);
        var result = program.DecodeResult(memory.AsSpan(program.ResultCell, program.ResultCells));
        Assert.Equal(golden.Tensors.Select(t => t.Name), program.TraceRegions.Select(r => r.Name));
        foreach (var region in program.TraceRegions)
        {
            var expected = golden.Tensor(region.Name);
            var actual = region.Decode(memory.AsSpan(region.Cell, region.Cells));
            Assert.Equal(expected.Shape, actual.Shape);
            for (int i = 0; i < expected.Values.Length; i++)
            {
                Assert.True(
                    expected.Values[i] == actual.Values[i],
                    $"{model.Configuration.Name}: {region.Name}[{i}] is {actual.Values[i]}, golden {expected.Values[i]}");
            }
        }

        Assert.Equal(golden.Logits, result.Logits);
        Assert.Equal(golden.Class, result.Class);
    }
}
