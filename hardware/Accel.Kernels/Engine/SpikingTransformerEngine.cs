using Accel.Hast;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>
/// Runs a whole spiking transformer from a program: only the weights of spikes are added, sums that timesteps share once. Memory:
/// <see cref="SpikingTransformerEngineLayout"/>.
/// </summary>
[AdditionOnly]
public class SpikingTransformerEngine
{
    /// <summary>Output channels of a tile: 64 or 128.</summary>
    [Replaceable("Accel.Engine.Lanes")]
    public const int Lanes = 64;

    /// <summary>Words (128 bits of four timesteps) of each of the two spike buffers; a power of two.</summary>
    [Replaceable("Accel.Engine.SpikeWords")]
    public const int SpikeWords = 512;

    /// <summary>Rows of 16 numbers of the membrane shortcut U.</summary>
    [Replaceable("Accel.Engine.ShortcutRows")]
    public const int ShortcutRows = 2048;

    /// <summary>Rows of a bank of weights (there are 4, and two halves each); the last one is 0. A power of two.</summary>
    [Replaceable("Accel.Engine.BankRows")]
    public const int BankRows = 256;

    /// <summary>Bits of a sum of weights, sign included.</summary>
    [Replaceable("Accel.Engine.AccumulatorBits")]
    public const int AccumulatorBits = 18;

    /// <summary>Bits of the membrane shortcut U and of every current, sign included.</summary>
    [Replaceable("Accel.Engine.ShortcutBits")]
    public const int ShortcutBits = 22;

    /// <summary>Bits of a membrane and of a threshold, sign included.</summary>
    [Replaceable("Accel.Engine.MembraneBits")]
    public const int MembraneBits = 23;

    /// <summary>Bits of K, at most 8.</summary>
    [Replaceable("Accel.Engine.KeyBits")]
    public const int KeyBits = 4;

    /// <summary>Attention units, 16 numbers wide each.</summary>
    [Replaceable("Accel.Engine.AttentionUnits")]
    public const int AttentionUnits = 1;

    /// <summary>Rows of 16 numbers of K^T V of each attention unit: T * heads of the unit * groups of a head squared * 16. A power of
    /// two.</summary>
    [Replaceable("Accel.Engine.ProductRows")]
    public const int ProductRows = 512;

    /// <summary>Rows of 16 keys (and of 16 queries) of each attention unit: N * T * heads of the unit * groups of a head. A power of
    /// two.</summary>
    [Replaceable("Accel.Engine.KeyRows")]
    public const int KeyRows = 1024;

    /// <summary>Bits of an element of K^T V, sign included.</summary>
    [Replaceable("Accel.Engine.ProductBits")]
    public const int ProductBits = 14;

    /// <summary>Bits of a left shift, at most 5: 4 for shifts up to 15.</summary>
    [Replaceable("Accel.Engine.LeftShiftBits")]
    public const int LeftShiftBits = 5;

    /// <summary>Rows of 32 spikes of the OR pool: 2 * output columns * T * pieces of a tile. A power of two.</summary>
    [Replaceable("Accel.Engine.PoolRows")]
    public const int PoolRows = 512;

    /// <summary>Largest height and width, and number of tokens, N.</summary>
    [Replaceable("Accel.Engine.MaxSize")]
    public const int MaxSize = 1024;

    /// <summary>Largest number of timesteps T.</summary>
    [Replaceable("Accel.Engine.MaxTimesteps")]
    public const int MaxTimesteps = 16;

    /// <summary>Largest number of classes.</summary>
    [Replaceable("Accel.Engine.MaxClasses")]
    public const int MaxClasses = 1000;

    [Persistent]
    private readonly TileWeights weights = new();

    [Persistent]
    private readonly LaneRegisters registers = new();

    [Persistent]
    private readonly SpikeBuffers spikes = new();

    [Persistent]
    private readonly NeuronMemory neurons = new();

    /// <summary>Runs the program; ends with a status in any case.</summary>
    public virtual void Run(SimpleMemory memory)
    {
        var to = new EngineStreams();
        var attention = new AttentionStreams();
        var freeHalves = new Stream<int>(2);
        var loadedHalves = new Stream<LoadedTile>(2);
        var freeBuffers = new Stream<int>(2);
        var writtenBuffers = new Stream<int>(3);
        freeHalves.Write(0);
        freeHalves.Write(1);
        freeBuffers.Write(0);
        freeBuffers.Write(1);

        var parameters = new Stream<EngineWord>(Lanes);
        var input = new Stream<EngineWord>(4);
        var segments = new Stream<SpikeSegment>(4);
        var sets = new Stream<QueuedSet>(16);
        var steps = new Stream<EngineStep>(2);
        var sums = new Stream<LaneSums>(2);
        var attended = new Stream<LaneSums>(2);
        var fired = new Stream<FiredGroup>(2);
        var pieces = new Stream<uint>(4);
        var stored = new Stream<SpikePiece>(2);
        var dumped = new Stream<EngineWord>(1);
        var traces = new Stream<EngineWord>(2);
        var numbers = new Stream<EngineNumber>(1);
        Stream<QueuedSpikes>[] queues = [new(16), new(16), new(16), new(16)];
        Stream<QueuedByte>[] bytes = [new(2), new(2), new(2), new(2)];
        Stream<QueuedRow>[] rows = [new(2), new(2), new(2), new(2)];

        var control = new EngineControl(memory, to, attention.Options);
        var loader = new EngineLoader(memory, to.Load, parameters, input);
        var walk = new SpikeWalk();
        var reader = new SpikeReader(spikes, to.Read, segments, queues, sets, dumped);
        var join = new StepJoin(to.Join, sets, rows, steps);
        var visitor = new NeuronTask(to.Neurons, parameters, sums, attended, fired, numbers);
        var router = new SpikeRouter(to.Route, fired, pieces, attention.Items, traces);
        var writer = new SpikeWriter(to.Write, input, pieces, stored);
        var asker = new AttentionWalk(to.Attend, attention.Requests, attention.Turns);
        var store = new EngineStore(memory, to.Store, dumped, traces, numbers);
        var fetches = new Task[AttentionUnits];
        for (int unit = 0; unit < AttentionUnits; unit++)
        {
            int own = unit;
            fetches[unit] = Task.Run(() => new AttentionFetch(
                attention.Options[own], attention.Items[own], attention.Requests[own], attention.Products[own]).Run());
        }

        var products = new Task[AttentionUnits];
        for (int unit = 0; unit < AttentionUnits; unit++)
        {
            int own = unit;
            products[unit] = Task.Run(() => new AttentionProduct(attention.Products[own], attention.Sums[own]).Run());
        }

        var controls = Task.Run(() => control.Run());
        var loads = Task.Run(() => loader.Run(weights, freeHalves, loadedHalves));
        var walks = Task.Run(() => walk.Run(to.Walk, segments));
        var reads = Task.Run(() => reader.Run(writtenBuffers, freeBuffers));
        var joins = Task.Run(() => join.Run());
        var adds = Task.Run(() => EngineLanes.Run(weights, loadedHalves, freeHalves, steps, sums, registers));
        var visits = Task.Run(() => visitor.Run(to.Options, neurons));
        var routes = Task.Run(() => router.Run());
        var writes = Task.Run(() => writer.Run());
        var fills = Task.Run(() => SpikeStore.Run(spikes, stored, freeBuffers, writtenBuffers));
        var asks = Task.Run(() => asker.Run());
        var merges = Task.Run(() => AttentionMerge.Run(attention.Turns, attention.Sums, attended));
        var stores = Task.Run(() => store.Run());
        var splits = new Task[EngineSizes.Banks];
        for (int queue = 0; queue < EngineSizes.Banks; queue++)
        {
            int own = queue;
            splits[queue] = Task.Run(() => SpikeSplitter.Run(queues[own], bytes[own]));
        }

        var takes = new Task[EngineSizes.Banks];
        for (int queue = 0; queue < EngineSizes.Banks; queue++)
        {
            int own = queue;
            takes[queue] = Task.Run(() => SpikeTaker.Run(bytes[own], rows[own]));
        }

        Task.WaitAll(controls, loads, walks, reads, joins, adds, visits, routes, writes, fills, asks, merges, stores);
        Task.WaitAll(splits);
        Task.WaitAll(takes);
        Task.WaitAll(fetches);
        Task.WaitAll(products);
    }
}
