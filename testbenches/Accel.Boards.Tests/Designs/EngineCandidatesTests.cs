using Accel.Boards.Designs;
using Accel.Generation;
using Accel.Golden.Generation;
using Accel.Host.EventEngine;
using Accel.Models;

namespace Accel.Boards.Tests.Designs;

/// <summary>Which engines are tried for a model, and what their estimates wait for.</summary>
public sealed class EngineCandidatesTests
{
    private static readonly SpikingTransformerModel _digits =
        SpikingTransformerModel.Load(Path.Combine(Repository.Root, "host", "models", "digits.safetensors"));

    [Fact]
    public void Engines_are_tried_from_the_fastest_to_the_compact_one()
    {
        var candidates = new EngineCandidates(_digits).Of(1 << 20, portBits: 32, out string? misfit);
        Assert.Null(misfit);
        Assert.Equal(KernelGenerator.CompactEngine, candidates[^1].Kernel);
        var cycles = candidates[..^1].Select(static c => c.EstimatedCycles).ToList();
        Assert.Equal(cycles.Order(), cycles);
        Assert.Equal([64, 128], candidates[..^1].Select(static c => c.Lanes).Distinct().Order());
    }

    [Fact]
    public void The_memory_of_a_boards_file_is_what_an_estimate_waits_for()
    {
        // 12.8 GB/s at the peak, 70 % of it at 80 MHz; 150 ns are 12 cycles, behind 8 of shell and switches.
        var timing = MemoryTiming.Of(BoardCatalogue.Find("kc705"), TransportKind.Pcie);
        Assert.Equal((20, 112), (timing.LatencyCycles, Math.Round(timing.BytesPerCycle!.Value, 3)));
        Assert.Equal(MemoryTiming.OnChip, MemoryTiming.Of(BoardCatalogue.Find("kc705"), TransportKind.Serial));
        var candidates = new EngineCandidates(_digits);
        var fast = candidates.Of(1 << 20, portBits: 128, out _, timing)[0];
        var slow = candidates.Of(1 << 20, portBits: 128, out _, new MemoryTiming(17, 0.5))[0];
        Assert.NotEqual(StepBound.Memory, fast.BoundBy);
        Assert.Equal(StepBound.Memory, slow.BoundBy);
        Assert.True(slow.EstimatedCycles > 2 * fast.EstimatedCycles);
        Assert.True(slow.Energy!.MemoryJoules > 0 && slow.Energy.AdditionJoules > 0);
    }

    [Fact]
    public void A_model_that_no_memory_has_room_for_says_so()
    {
        Assert.Empty(new EngineCandidates(_digits).Of(100, portBits: 32, out string? misfit));
        Assert.Contains("cells of program", misfit, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_room_in_the_compact_engine_the_engine_is_tried_alone()
    {
        var configuration = RandomConfiguration.Small(2) with { KBits = 8 };
        var candidates = new EngineCandidates(RandomModel.Create(configuration, 2)).Of(1 << 20, portBits: 32, out string? misfit);
        Assert.All(candidates, static c => Assert.Equal(KernelGenerator.Engine, c.Kernel));
        Assert.Contains("bits of K", misfit, StringComparison.Ordinal);
    }
}
