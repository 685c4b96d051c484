using Accel.Golden.Generation;
using Accel.Kernels;
using Accel.Models;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>Vectors of the front end of event lanes: expected are the channels of each set by its definition, slot by slot.</summary>
internal sealed class EventFrontEndVectors : IDataflowVectors
{
    private const int Channels = EventFrontEndLayout.Channels;
    private const int Queues = EventFrontEndLayout.Queues;
    private const int Idle = EventFrontEndLayout.IdleRow;

    // By a channel's spikes, timestep t as bit t: whether it is in the set.
    private static readonly Func<int, bool>[] _sets =
    [
        static s => s == 15,
        static s => (s & 3) == 3 && s != 15,
        static s => (s & 3) == 1,
        static s => (s & 3) == 2,
        static s => (s & 12) == 12 && s != 15,
        static s => (s & 12) == 4,
        static s => (s & 12) == 8,
    ];

    public string Kernel => nameof(EventFrontEnd);

    public IReadOnlyList<KernelCase> Recorded =>
    [
        Make("recorded: nothing fires", 0, 1, 1, static _ => 0),
        Make("recorded: everything fires", 0, 2, 1, static _ => 15),
        Make("recorded: one channel of the first word, each combination", 0, 3, 16, static i =>
            i % (3 * Channels) == 9 ? i / (3 * Channels) : 0),
    ];

    public KernelCase Long => Make("long", 0, 4, EventFrontEndLayout.MostTokens, Spikes(new SeededRandom(1), 50));

    public int LongElements => Long.Expected[0].Cells / 2;

    public KernelCase Random(int seed)
    {
        var random = new SeededRandom((ulong)seed);
        int words = random.Between(1, 4);
        int tokens = random.Between(1, 4);
        return Make($"random {seed}", seed, words, tokens, Spikes(random, random.Between(5, 70)));
    }

    public void RunPlain(SimpleMemory memory, int member) => new EventFrontEnd().Run(memory);

    private static Func<int, int> Spikes(SeededRandom random, int percent)
        => _ => Enumerable.Range(0, 4).Sum(t => random.Between(0, 99) < percent ? 1 << t : 0);

    private static KernelCase Make(string name, int seed, int words, int tokens, Func<int, int> spikesOf)
    {
        int[][] spikes =
            [.. Enumerable.Range(0, tokens * words * Channels).Select(spikesOf).ToArray().Chunk(words * Channels)];
        int[] steps = [.. spikes.SelectMany(static token => _sets.SelectMany(set => Steps([.. token.Select(set)])))];
        int[] padded = (steps.Length / (Queues + 1)) % 2 == 0 ? steps : [.. steps, Idle, Idle, Idle, Idle, 0];
        var image = new CellImage(EventFrontEndLayout.SpikeCell);
        image.Set(EventFrontEndLayout.WordsCell, words);
        image.Set(EventFrontEndLayout.TokensCell, tokens);
        image.Add(
            from token in spikes
            from word in token.Chunk(Channels)
            from t in Enumerable.Range(0, 4)
            select word.Select((s, channel) => (uint)((s >> t) & 1) << channel).Aggregate((x, y) => x | y));
        image.Reserve(EventFrontEndLayout.StepCell - image.Reserve(0));
        int cells = padded.Length / (Queues + 1) * 2;
        image.Reserve(cells);
        return new KernelCase
        {
            Name = name,
            Seed = seed,
            Memory = image.ToArray(),
            Expected =
            [
                new ExpectedRegion(
                    new NamedTensor("steps", [padded.Length / (Queues + 1), Queues + 1], padded), EventFrontEndLayout.StepCell, cells,
                    Decode),
            ],
        };
    }

    // The rows of a set, step by step: one per slot, and whether the set ends.
    private static IEnumerable<int> Steps(bool[] isIn)
    {
        int lastWord = (isIn.Length / Channels) - 1;
        int[][] rows =
        [
            .. Enumerable.Range(0, Queues).Select(queue =>
            {
                int[] found = [.. Enumerable.Range(0, isIn.Length).Where(c => c % Queues == queue && isIn[c])
                    .Select(static c => c / Queues)];
                return found.Any(row => row / EventFrontEndLayout.ChannelsPerQueue == lastWord) ? found : [.. found, Idle];
            }),
        ];
        int steps = rows.Max(static r => r.Length);
        return Enumerable.Range(0, steps).SelectMany(step =>
            rows.Select(r => step < r.Length ? r[step] : Idle).Append(step == steps - 1 ? 1 : 0));
    }

    private static int[] Decode(uint[] cells) =>
    [
        .. cells.Chunk(2).SelectMany(static c => new[]
        {
            (int)(c[0] & Idle), (int)((c[0] >> 9) & Idle), (int)(c[0] >> 18), (int)(c[1] & Idle),
            (int)(c[1] >> EventFrontEndLayout.SetEndBit),
        }),
    ];
}
