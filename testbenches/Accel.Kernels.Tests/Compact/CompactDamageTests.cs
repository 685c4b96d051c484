using Accel.Golden.Generation;
using Accel.Host.CompactEngine;
using Accel.Host.Engine;
using Accel.Models;
using Xunit;
using Layout = Accel.Kernels.CompactEngineLayout;

namespace Accel.Kernels.Tests;

/// <summary>Programs whose header or layers are damaged end with an error status, and none of them hangs or leaves its arrays.</summary>
public sealed class CompactDamageTests
{
    private static readonly ModelConfiguration _linear = CompactGoldenTests.Convolutions with
    {
        Timesteps = 1, Image = new ImageShape(1, 2, 2), Stem = new LinearStem(1), Dim = 4, MlpRatio = 1,
    };

    private static readonly ModelConfiguration _convolutions = CompactGoldenTests.Convolutions with
    {
        Timesteps = 1, Image = new ImageShape(1, 3, 4),
        Stem = new ConvolutionStem([new ConvolutionStage(2, true), new ConvolutionStage(4, true)]), Dim = 4, MlpRatio = 1,
    };

    public static TheoryData<bool, int> Damages() => new() { { false, 1 }, { true, 1 }, { false, 2 }, { true, 2 } };

    [Theory]
    [MemberData(nameof(Damages))]
    public void Of_one_or_two_bits(bool convolutions, int bits) => Damage(convolutions, 2_500, 11 + bits, (random, cells, places) =>
    {
        for (int bit = 0; bit < bits; bit++)
        {
            cells[places[random.Next(places.Length)]] ^= 1u << random.Next(32);
        }
    });

    [Theory]
    [MemberData(nameof(Damages))]
    public void Of_cells_that_become_any_number_or_a_small_one(bool convolutions, int count) =>
        Damage(convolutions, 2_500, 13 + count, (random, cells, places) =>
    {
        for (int i = 0; i < count; i++)
        {
            cells[places[random.Next(places.Length)]] = (uint)random.Next() >> random.Next(32);
        }
    });

    [Fact]
    public void Of_two_cells_that_change_places() => Damage(true, 1_000, 17, (random, cells, places) =>
    {
        int a = places[random.Next(places.Length)], b = places[random.Next(places.Length)];
        (cells[a], cells[b]) = (cells[b], cells[a]);
    });

    private static void Damage(bool convolutions, int count, int seed, Action<Random, uint[], int[]> damage)
    {
        var configuration = convolutions ? _convolutions : _linear;
        var program = EngineProgram.Compile(RandomModel.Create(configuration, 5), CompactEngineLimits.Default, trace: false);
        uint[] sound = CompactRun.Memory(program, configuration, 4);
        Assert.Equal(Layout.StatusDone, CompactRun.Status(sound));

        // The two pointers may change from run to run, so nothing in the program says what they are.
        int first = (int)sound[Layout.LayerPointerCell];
        int[] places = [.. Enumerable.Range(0, Layout.HeaderCells).Except([Layout.InputPointerCell, Layout.ResultPointerCell]),
            .. Enumerable.Range(first, Cells(sound, first))];
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            uint[] memory = [.. sound];
            damage(random, memory, places);
            int status = CompactRun.Status(memory);
            Assert.True(memory.AsSpan().SequenceEqual(sound) == (status == Layout.StatusDone), $"damage {i} ends with status {status}");
            Assert.InRange(status, Layout.StatusDone, Layout.StatusDamaged);
        }
    }

    // As the layers lie one behind the other.
    private static int Cells(uint[] memory, int first)
    {
        int cell = first;
        for (uint layer = 0; layer < memory[Layout.LayerCountCell]; layer++)
        {
            bool isConvolution = (memory[cell + CompactLayerLayout.ChoicesOffset] >> CompactLayerLayout.ConvolutionBit) != 0;
            cell += isConvolution ? CompactLayerLayout.ConvolutionCells : CompactLayerLayout.LinearCells;
        }

        return cell - first;
    }
}
