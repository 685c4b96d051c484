using Accel.Golden;
using Accel.Golden.Generation;
using Accel.Kernels;
using Accel.Models;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>Vectors of the convolution over spikes.</summary>
internal sealed class SpikingConvolutionVectors : IKernelVectors
{
    private const int Lanes = 16;
    private const int Taps = 9;

    public string Kernel => nameof(SpikingConvolution);

    public IReadOnlyList<KernelCase> Recorded =>
    [
        Make("recorded: one position, all weights at their ends", 0, new Map(1, 1, 3, 16, 16, SpikingConvolutionLayout.NoPool, true),
            Neurons(3, 0, ResetKind.Hard, FiringRule.AtThreshold),
            new Content(
                static (o, i) => i % Taps != 4 ? (sbyte)77 : o % 2 == 0 ? sbyte.MinValue : sbyte.MaxValue, static o => (-o, o % 3, 900),
                static _ => 1)),
        Make("recorded: every spike set, as many inputs as there is room for", 0,
            new Map(3, 2, 1, SpikingConvolution.MaxInputWords * Lanes, 3, SpikingConvolutionLayout.SpikePool, true),
            Neurons(1, 0, ResetKind.Hard, FiringRule.AtThreshold),
            new Content(static (o, i) => (sbyte)((((i * 7) + o) % 256) - 128), static _ => (3, 1, 1), static _ => 1)),
        Make("recorded: no spike leaves the bias, pooled by the maximum", 0,
            new Map(4, 4, 2, 5, 20, SpikingConvolutionLayout.MaximumPool, true), Neurons(2, 1, ResetKind.Soft, FiringRule.AboveThreshold),
            new Content(static (_, _) => 99, static o => (o - 7, 0, 6), static _ => 0)),
        Make("recorded: even and odd sides, no currents", 0, new Map(5, 4, 2, 3, 4, SpikingConvolutionLayout.MaximumPool, false),
            Neurons(2, 2, ResetKind.Hard, FiringRule.AtThreshold),
            new Content(static (o, i) => (sbyte)((o * 31) - (i * 5)), static _ => (-1, 0, 20), static i => (sbyte)(i % 3 & 1))),
        Make("recorded: 64 channels of 8 by 8 at one in eight, pooled", 0,
            new Map(8, 8, 4, 64, 16, SpikingConvolutionLayout.SpikePool, false), Neurons(4, 1, ResetKind.Hard, FiringRule.AtThreshold),
            new Content(
                static (o, i) => (sbyte)((((i * 29) + (o * 17)) % 256) - 128), static o => (o - 8, 0, 90),
                static i => (sbyte)(((i * 40503) >> 7) % 8 == 0 ? 1 : 0))),
        Make("recorded: a line that no pool has room for", 0, new Map(1, 130, 1, 4, 5, SpikingConvolutionLayout.NoPool, true),
            Neurons(1, 0, ResetKind.Hard, FiringRule.AtThreshold),
            new Content(static (o, i) => (sbyte)(i - (o * 9)), static o => (o, 1, 7), static i => (sbyte)(i % 5 & 1))),
        Refused("recorded: no lines", SpikingConvolutionLayout.HeightCell, 0),
        Refused("recorded: a line too many", SpikingConvolutionLayout.HeightCell, SpikingConvolution.MaxHeight + 1),
        Refused("recorded: no columns", SpikingConvolutionLayout.WidthCell, -1),
        Refused("recorded: a line that is too long", SpikingConvolutionLayout.WidthCell, SpikingConvolution.MaxLineWords - 1),
        Refused("recorded: no timestep", SpikingConvolutionLayout.TimestepsCell, 0),
        Refused("recorded: timesteps that a pool has no room for", SpikingConvolutionLayout.TimestepsCell,
            (SpikingConvolution.MaxLineSteps / 2) + 1,
            SpikingConvolutionLayout.MaximumPool),
        Refused("recorded: more inputs than there is room for", SpikingConvolutionLayout.InputWordsCell,
            SpikingConvolution.MaxInputWords + 1),
        Refused("recorded: no tiles", SpikingConvolutionLayout.OutputTilesCell, 0),
        Refused("recorded: too many tiles", SpikingConvolutionLayout.OutputTilesCell, SpikingConvolution.MaxOutputTiles + 1),
        Refused("recorded: an unknown pool", SpikingConvolutionLayout.PoolCell, SpikingConvolutionLayout.MaximumPool + 1),
        Refused("recorded: less than no pool", SpikingConvolutionLayout.PoolCell, -1),
    ];

    public KernelCase Random(int seed)
    {
        var random = new SeededRandom((ulong)seed);
        var configuration = Neurons(
            random.Between(1, 4), random.Between(0, 2), random.Of(ResetKind.Hard, ResetKind.Soft),
            random.Of(FiringRule.AtThreshold, FiringRule.AboveThreshold));
        var map = new Map(
            random.Between(1, 5), random.Between(1, 6), configuration.Timesteps, random.Between(1, 40), random.Between(1, 20),
            random.Between(0, 2), random.Between(0, 1) == 1);
        int density = random.Of(3, 15, random.Between(0, 100));
        return Make($"random {seed}", seed, map, configuration, new Content(
            (_, _) => random.Of((sbyte)0, sbyte.MinValue, sbyte.MaxValue, (sbyte)random.Between(-128, 127)),
            _ => (random.Between(-500, 500), random.Of(0, random.Between(0, 3)), random.Of(1, random.Between(1, 1000))),
            _ => random.Between(0, 99) < density ? (sbyte)1 : (sbyte)0));
    }

    public void RunPlain(SimpleMemory memory, int member) => new SpikingConvolution().Run(memory);

    private static ModelConfiguration Neurons(int timesteps, int leak, ResetKind reset, FiringRule firing)
        => VectorConfiguration.Of(nameof(SpikingConvolution), timesteps, leak, reset, firing, 4);

    private static KernelCase Make(string name, int seed, Map map, ModelConfiguration configuration, Content content)
    {
        int inputs = map.Inputs * Taps;
        (int Bias, int Shift, int Theta)[] channels = [.. Enumerable.Range(0, map.Outputs).Select(content.Parameters)];
        var layer = new LinearLayer
        {
            Name = "convolution",
            Outputs = map.Outputs,
            Inputs = inputs,
            Weight = [.. Enumerable.Range(0, map.Outputs * inputs).Select(i => content.Weight(i / inputs, i % inputs))],
            Bias = [.. channels.Select(static c => c.Bias)],
            Shift = [.. channels.Select(static c => c.Shift)],
            Threshold = [.. channels.Select(static c => c.Theta)],
        };
        sbyte[] spikes = [.. Enumerable.Range(0, map.Timesteps * map.Grid.Positions * map.Inputs).Select(content.Spike)];
        var image = new CellImage(SpikingConvolutionLayout.HeaderCells);
        Describe(image, map, configuration);
        image.Set(SpikingConvolutionLayout.SpikePointerCell, image.Add(CellImage.Words(spikes, map.Inputs)));
        var tiles = Enumerable.Range(0, map.Tiles).SelectMany(tile => Parameters(layer, map, tile));
        image.Set(SpikingConvolutionLayout.WeightPointerCell, image.Add(tiles));
        var (fired, currents, written) = Golden(layer, map, configuration, spikes);
        int output = image.Reserve(map.Timesteps * map.Pooled.Positions * map.Tiles);
        image.Set(SpikingConvolutionLayout.OutputPointerCell, output);
        var regions = new List<ExpectedRegion> { FiredRegion(map, fired, output) };
        if (map.WantsCurrents)
        {
            int cell = image.Reserve(map.Tiles * written.Positions * map.Timesteps * Lanes);
            image.Set(SpikingConvolutionLayout.CurrentPointerCell, cell);
            regions.Add(CurrentRegion(map, written, currents, cell));
        }

        regions.Add(ExpectedRegion.OfStatus(SpikingConvolutionLayout.StatusCell, SpikingConvolutionLayout.StatusDone));
        return new KernelCase { Name = name, Seed = seed, Memory = image.ToArray(), Expected = [.. regions] };
    }

    private static void Describe(CellImage image, Map map, ModelConfiguration configuration)
    {
        image.Set(SpikingConvolutionLayout.HeightCell, map.Height);
        image.Set(SpikingConvolutionLayout.WidthCell, map.Width);
        image.Set(SpikingConvolutionLayout.TimestepsCell, map.Timesteps);
        image.Set(SpikingConvolutionLayout.InputWordsCell, map.Words);
        image.Set(SpikingConvolutionLayout.OutputTilesCell, map.Tiles);
        image.Set(SpikingConvolutionLayout.PoolCell, map.Pool);
        image.Set(SpikingConvolutionLayout.LeakCell, configuration.LeakShift);
        image.Set(SpikingConvolutionLayout.SoftResetCell, configuration.Reset == ResetKind.Soft ? 1 : 0);
        image.Set(SpikingConvolutionLayout.AboveThresholdCell, configuration.Firing == FiringRule.AboveThreshold ? 1 : 0);
    }

    // What fires, and currents with the grid that they are of: behind a maximum, in front of an OR.
    private static (sbyte[] Fired, long[] Currents, Grid Written) Golden(LinearLayer layer, Map map, ModelConfiguration configuration,
        sbyte[] spikes)
    {
        long[] currents = new Layer(layer, side: 3).Currents(Spikes.Of(spikes, map.Inputs), map.Grid, [], []);
        bool poolsMaximum = map.Pool == SpikingConvolutionLayout.MaximumPool;
        currents = poolsMaximum ? Pools.Max(currents, map.Grid, map.Outputs) : currents;
        sbyte[] fired = VectorConfiguration.Neurons(configuration).Binary(currents, layer.Threshold.AsSpan());
        fired = map.Pool == SpikingConvolutionLayout.SpikePool ? Pools.Max(fired, map.Grid, map.Outputs) : fired;
        return (fired, currents, poolsMaximum ? map.Pooled : map.Grid);
    }

    private static ExpectedRegion FiredRegion(Map map, sbyte[] fired, int cell)
    {
        int rows = map.Timesteps * map.Pooled.Positions;
        var tensor = new NamedTensor("s", [map.Timesteps, map.Pooled.Positions, map.Outputs], VectorConfiguration.Narrow(fired));
        return new ExpectedRegion(tensor, cell, rows * map.Tiles, cells =>
        [
            .. Enumerable.Range(0, rows * map.Outputs).Select(i =>
            {
                int row = i / map.Outputs, o = i % map.Outputs;
                return (int)((cells[(row * map.Tiles) + (o / Lanes)] >> (o % Lanes)) & 1);
            }),
        ]);
    }

    private static ExpectedRegion CurrentRegion(Map map, Grid grid, long[] currents, int cell)
    {
        var tensor = new NamedTensor("x", [map.Timesteps, grid.Positions, map.Outputs], VectorConfiguration.Narrow(currents));
        return new ExpectedRegion(tensor, cell, map.Tiles * grid.Positions * map.Timesteps * Lanes, cells =>
        [
            .. Enumerable.Range(0, currents.Length).Select(i =>
            {
                int o = i % map.Outputs, position = i / map.Outputs % grid.Positions, t = i / map.Outputs / grid.Positions;
                return (int)cells[((((((o / Lanes) * grid.Positions) + position) * map.Timesteps) + t) * Lanes) + (o % Lanes)];
            }),
        ]);
    }

    private static KernelCase Refused(string name, int cell, int size, int pool = SpikingConvolutionLayout.NoPool)
    {
        var sound = Make(
            name, 0, new Map(2, 2, 1, 16, 16, pool, false), Neurons(1, 0, ResetKind.Hard, FiringRule.AtThreshold),
            new Content(static (_, _) => 1, static _ => (0, 0, 1), static _ => 1));
        sound.Memory[cell] = (uint)size;
        return sound with
        {
            Expected =
            [
                ExpectedRegion.OfUntouched(sound.Memory, (int)sound.Memory[SpikingConvolutionLayout.OutputPointerCell], 1),
                ExpectedRegion.OfStatus(SpikingConvolutionLayout.StatusCell, SpikingConvolutionLayout.StatusRefused),
            ],
        };
    }

    private static IEnumerable<uint> Parameters(LinearLayer layer, Map map, int tile)
    {
        int first = tile * Lanes;
        uint Of(IReadOnlyList<int> values, int o) => o < layer.Outputs ? (uint)values[o] : 0;
        uint Weight(int o, int i, int tap)
            => o < layer.Outputs && i < map.Inputs ? (byte)layer.Weight[(((o * map.Inputs) + i) * Taps) + tap] : 0u;
        return Enumerable.Range(first, Lanes).Select(o => Of(layer.Bias, o))
            .Concat(Enumerable.Range(first, Lanes).Select(o => Of(layer.Shift, o)))
            .Concat(Enumerable.Range(first, Lanes).Select(o => Of(layer.Threshold, o)))
            .Concat(
                from tap in Enumerable.Range(0, Taps)
                from i in Enumerable.Range(0, map.Words * Lanes)
                from o in Enumerable.Range(0, 4).Select(quarter => first + (4 * quarter))
                select Weight(o, i, tap) | (Weight(o + 1, i, tap) << 8) | (Weight(o + 2, i, tap) << 16) | (Weight(o + 3, i, tap) << 24));
    }

    private sealed record Map(int Height, int Width, int Timesteps, int Inputs, int Outputs, int Pool, bool WantsCurrents)
    {
        public int Words => (Inputs + Lanes - 1) / Lanes;

        public int Tiles => (Outputs + Lanes - 1) / Lanes;

        public Grid Grid => new(Height, Width);

        public Grid Pooled => Pool == SpikingConvolutionLayout.NoPool ? Grid : Pools.Output(Grid);
    }

    /// <summary>Of output and input times tap; of an output; of an element [T, positions, inputs].</summary>
    private sealed record Content(
        Func<int, int, sbyte> Weight, Func<int, (int Bias, int Shift, int Theta)> Parameters, Func<int, sbyte> Spike);
}
