using System.Collections.Immutable;
using Accel.Golden;
using Accel.Host.Engine;
using Accel.Models;
using Accel.Models.Widths;

namespace Accel.Verification;

/// <summary>One network and input on an engine, every tensor of which is expected.</summary>
public static class EngineCase
{
    /// <summary>The vector of a model and an input.</summary>
    /// <param name="name">What a report calls it.</param>
    /// <param name="seed">The seed it was made from.</param>
    /// <param name="model">The network.</param>
    /// <param name="input">Its input.</param>
    /// <param name="limits">Those of the engine; null for SpikingTransformerEngine's defaults.</param>
    /// <param name="slot">Which of the program's slots the input and the result lie in.</param>
    /// <exception cref="ModelDoesNotFitException">The model is over the limits.</exception>
    public static KernelCase Of(string name, int seed, SpikingTransformerModel model, NetworkInput input, EngineLimits? limits = null,
        int slot = 0)
    {
        limits ??= EngineCapabilities.Limits;
        var program = EngineProgram.Compile(model, limits, trace: true);
        var place = program.Slots(slot + 1, int.MaxValue)[slot];
        uint[] memory = new uint[program.MemoryCells + (slot * (program.InputCells + program.ResultCells))];
        program.Cells.CopyTo(memory);
        place.Pointers.CopyTo(memory, program.PointerCell);
        program.EncodeInput(input).CopyTo(memory, place.InputCell);
        var golden = GoldenModel.Run(model, input);
        ImmutableArray<ExpectedRegion> tensors =
        [
            .. program.TraceRegions.Select(r => new ExpectedRegion(
                golden.Tensor(r.Name), program.CellOf(r, place), r.Cells, cells => r.Decode(cells).Values)),
            ExpectedRegion.OfCells(new NamedTensor("class", [1], [golden.Class]), place.ResultCell + EngineProgram.ClassOffset),
            ExpectedRegion.OfStatus(place.ResultCell + EngineProgram.StatusOffset, EngineProgram.StatusDone),
        ];
        return new KernelCase { Name = name, Seed = seed, Memory = memory, Expected = tensors, Widths = Widths(model, tensors, limits) };
    }

    // The kinds whose proof is about the tensor's own values; those of accumulators and membranes are about numbers on the way to them.
    private static ImmutableArray<TensorWidth> Widths(SpikingTransformerModel model, ImmutableArray<ExpectedRegion> tensors,
        EngineLimits limits) =>
    [
        .. WidthProof.Prove(model)
            .Where(row => row.Kind is WidthKind.Shortcut or WidthKind.Attention or WidthKind.Logit
                && tensors.Any(t => t.Expected.Name == row.Tensor))
            .Select(row => new TensorWidth(row.Tensor, row.Bits, row.Available(limits.Widths))),
    ];
}
