using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>
/// A core: it reads the whole program, does the steps that are its own and keeps in turn with the others by those that are not. What it
/// fires goes to every core's copy of the spikes.
/// </summary>
/// <param name="memory">All cores take turns at it.</param>
/// <param name="core">Which one it is.</param>
/// <param name="made">Pieces of spikes that this core writes.</param>
/// <param name="stored">Pieces of spikes of all cores.</param>
internal sealed class EngineCore(SimpleMemory memory, int core, Stream<SpikePiece> made, Stream<SpikePiece> stored)
{
    private const int Units = SpikingTransformerEngine.AttentionUnits;

    private readonly SimpleMemory memory = memory;
    private readonly int core = core;
    private readonly Stream<SpikePiece> made = made;
    private readonly Stream<SpikePiece> stored = stored;

    /// <summary>Runs the program. Streams of one place take an element every other cycle, which is enough for them.</summary>
    [Memory("parameters", MemoryKind.Block)]
    public void Run(CoreMemory own)
    {
        var to = new EngineStreams();
        var attention = new AttentionStreams();
        var counts = new EngineCounts();
        var freeHalves = new Stream<int>(2);
        var loadedHalves = new Stream<LoadedTile>(2);
        var freeBuffers = new Stream<int>(2);
        var writtenBuffers = new Stream<int>(3);
        freeHalves.Write(0);
        freeHalves.Write(1);
        freeBuffers.Write(0);
        freeBuffers.Write(1);

        var parameters = new Stream<EngineWord>(SpikingTransformerEngine.Lanes);
        var input = new Stream<EngineWord>(1);
        var segments = new Stream<SpikeSegment>(4);
        var sets = new Stream<SpikeSet>(16);
        var steps = new Stream<EngineStep>(2);
        var sums = new Stream<LaneSums>(2);
        var attended = new Stream<LaneSums>(1);
        var fired = new Stream<FiredGroup>(2);
        var pieces = new Stream<uint>(4);
        var dumped = new Stream<EngineWord>(1);
        var traces = new Stream<EngineWord>(1);
        var numbers = new Stream<EngineNumber>(1);
        Stream<QueuedSpikes>[] queues = [new(16), new(16), new(16), new(16)];
        Stream<QueuedByte>[] bytes = [new(2), new(2), new(2), new(2)];
        Stream<QueuedRow>[] rows = [new(2), new(2), new(2), new(2)];

        var control = new EngineControl(core, to, attention.Options);
        var fetch = new ProgramFetch(memory, to.Wanted, to.Words);
        var loader = new EngineLoader(memory, to.Load, parameters, input);
        var walk = new SpikeWalk();
        var reader = new SpikeReader(own.Spikes, to.Read, segments, queues, sets, dumped);
        var join = new StepJoin(to.Join, sets, rows, steps, counts.Rows);
        var lanes = new EngineLanes(steps, sums, counts.Lanes);
        var visitor = new NeuronTask(to.Neurons, parameters, sums, attended, fired, numbers);
        var router = new SpikeRouter(to.Route, fired, pieces, attention.Items, traces);
        var writer = new SpikeWriter(to.Write, input, pieces, made);
        var asker = new AttentionWalk(to.Attend, attention.Requests, attention.Turns);
        var beats = new Stream<StoredBeat>(1);
        var store = new EngineStore(core, to.Store, dumped, traces, numbers, beats);
        var fetches = new Task[Units];
        for (int unit = 0; unit < Units; unit++)
        {
            int one = unit;
            fetches[unit] = Task.Run(() => new AttentionFetch(
                attention.Options[one], attention.Items[one], attention.Requests[one], attention.Products[one]).Run(own.Attention.Of(one)));
        }

        var products = new Task[Units];
        for (int unit = 0; unit < Units; unit++)
        {
            int one = unit;
            products[unit] = Task.Run(() => new AttentionProduct(
                attention.Products[one], attention.Sums[one], counts.Attention[one]).Run(own.Attention.Of(one)));
        }

        var programs = Task.Run(() => fetch.Run());
        var controls = Task.Run(() => control.Run());
        var loads = Task.Run(() => loader.Run(own.Weights, freeHalves, loadedHalves));
        var walks = Task.Run(() => walk.Run(to.Walk, segments));
        var reads = Task.Run(() => reader.Run(writtenBuffers, freeBuffers));
        var joins = Task.Run(() => join.Run());
        var adds = Task.Run(() => lanes.Run(own.Weights, loadedHalves, freeHalves, own.Registers));
        var visits = Task.Run(() => visitor.Run(to.Options, own.Neurons, counts.Neurons));
        var routes = Task.Run(() => router.Run());
        var writes = Task.Run(() => writer.Run());
        var fills = Task.Run(() => SpikeStore.Run(own.Spikes, stored, freeBuffers, writtenBuffers));
        var asks = Task.Run(() => asker.Run());
        var merges = Task.Run(() => AttentionMerge.Run(attention.Turns, attention.Sums, attended));
        var stores = Task.Run(() => store.Run(counts));
        var beatWrites = Task.Run(() => new BeatWriter(memory, beats).Run());
        var splits = new Task[EngineSizes.Banks];
        for (int queue = 0; queue < EngineSizes.Banks; queue++)
        {
            int one = queue;
            splits[queue] = Task.Run(() => SpikeSplitter.Run(queues[one], bytes[one]));
        }

        var takes = new Task[EngineSizes.Banks];
        for (int queue = 0; queue < EngineSizes.Banks; queue++)
        {
            int one = queue;
            takes[queue] = Task.Run(() => SpikeTaker.Run(bytes[one], rows[one]));
        }

        Task.WaitAll(programs, controls, loads, walks, reads, joins, adds, visits, routes, writes, fills, asks, merges, stores, beatWrites);
        Task.WaitAll(splits);
        Task.WaitAll(takes);
        Task.WaitAll(fetches);
        Task.WaitAll(products);
    }
}
