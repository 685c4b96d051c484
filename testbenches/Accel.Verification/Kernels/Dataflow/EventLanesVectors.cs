using Accel.Golden.Generation;
using Accel.Kernels;
using Accel.Models;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>
/// Vectors of the event lanes: tokens of four timesteps of spikes, split into the seven sets of temporal sharing. Expected is what each
/// timestep's sum is by definition, without any sharing.
/// </summary>
internal sealed class EventLanesVectors : IDataflowVectors
{
    private const int Lanes = EventLanesLayout.Lanes;
    private const int LargestWeight = 60;
    private const int LongRows = 32;

    public string Kernel => nameof(EventLanes);

    public IReadOnlyList<KernelCase> Recorded =>
    [
        Make("recorded: each set by itself", 0, 3, [[15, 0, 0, 0, 3], [0, 12, 0, 0], [1, 2, 4, 8], [6, 9, 11, 13, 14, 5, 10, 7], []]),
        Make("recorded: nothing fires", 0, 2, [[], []]),
    ];

    public KernelCase Long => Make("long", 0, LongRows, Tokens(new SeededRandom(1), LongRows, 19, 18));

    public int LongElements => (int)Long.Memory[EventLanesLayout.StepsCell];

    public KernelCase Random(int seed)
    {
        var random = new SeededRandom((ulong)seed);
        int rows = random.Between(2, 6);
        return Make($"random {seed}", seed, rows, Tokens(random, rows, random.Between(1, 3), random.Between(10, 90)));
    }

    public void RunPlain(SimpleMemory memory, int member) => new EventLanes().Run(memory);

    // A token: by input, its spikes in timestep t as bit t. Half of the spikes stay set in the next timestep.
    private static int[][] Tokens(SeededRandom random, int rows, int count, int percent)
    {
        bool Chance(int of) => random.Between(0, 99) < of;
        return
        [
            .. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, (rows - 1) * EventLanesLayout.Slots).Select(_ =>
            {
                int spikes = 0;
                for (int t = 0, before = 0; t < 4; t++)
                {
                    before = Chance(before == 1 ? 50 : percent) ? 1 : 0;
                    spikes |= before << t;
                }

                return spikes;
            }).ToArray()),
        ];
    }

    // Row 0 of each bank is of zeros, for slots that have nothing to add: input i is row 1 + i / 4.
    private static KernelCase Make(string name, int seed, int rows, int[][] tokens)
    {
        var random = new SeededRandom((ulong)seed + 77);
        int[] weights = [.. Enumerable.Range(0, rows * EventLanesLayout.Slots * Lanes)
            .Select(i => i < EventLanesLayout.Slots * Lanes ? 0 : random.Between(-LargestWeight, LargestWeight))];
        var program = new LaneProgram(EventLanesLayout.StepsPerReadout, idleRow: 0);
        foreach (int[] token in tokens)
        {
            Share(program, token);
        }

        program.Finish();
        int[] sums =
        [
            .. from token in tokens
               from t in Enumerable.Range(0, 4)
               from lane in Enumerable.Range(0, Lanes)
               select token.Select((spikes, i) => ((spikes >> t) & 1) * weights[((i + EventLanesLayout.Slots) * Lanes) + lane]).Sum(),
        ];
        var image = new CellImage(EventLanesLayout.StepCell);
        image.Set(EventLanesLayout.RowsCell, rows);
        image.Set(EventLanesLayout.StepsCell, program.Steps);
        image.Set(EventLanesLayout.SavesCell, program.Saves);
        image.Add(program.Cells());
        image.Reserve(EventLanesLayout.WeightCell - image.Reserve(0));
        image.Add(weights.Chunk(4).Select(static w => (uint)((byte)w[0] | ((byte)w[1] << 8) | ((byte)w[2] << 16) | ((byte)w[3] << 24))));
        var expected = new NamedTensor("sums", [tokens.Length, 4, Lanes], sums);
        return new KernelCase
        {
            Name = name,
            Seed = seed,
            Memory = image.ToArray(),
            Expected =
            [
                new ExpectedRegion(expected, EventLanesLayout.ResultCell, sums.Length / 2, static cells =>
                    [.. cells.SelectMany(static c => new[] { (short)c, (int)(short)(c >> 16) })]),
            ],
        };
    }

    // What several timesteps have in common is added once, and kept.
    private static void Share(LaneProgram program, int[] token)
    {
        IEnumerable<int> Of(Func<int, bool> isIn) =>
            Enumerable.Range(0, token.Length).Where(i => isIn(token[i])).Select(static i => i + EventLanesLayout.Slots);
        program.Add(Of(static s => s == 15), 0, LaneStepLayout.KeepsSecondBit);
        program.Add(Of(static s => (s & 3) == 3 && s != 15), 1, LaneStepLayout.KeepsFirstBit);
        program.Add(Of(static s => (s & 3) == 1), 1, LaneStepLayout.SavesBit);
        program.Add(Of(static s => (s & 3) == 2), 2, LaneStepLayout.SavesBit);
        program.Add(Of(static s => (s & 12) == 12 && s != 15), 3, LaneStepLayout.KeepsFirstBit);
        program.Add(Of(static s => (s & 12) == 4), 1, LaneStepLayout.SavesBit);
        program.Add(Of(static s => (s & 12) == 8), 2, LaneStepLayout.SavesBit);
    }
}
