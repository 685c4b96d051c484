using Accel.Rtl;
using Accel.Rtl.Simulation;
using Accel.Transformer.Reports;

namespace Accel.Generation;

/// <summary>How full a stream was while a kernel ran.</summary>
/// <param name="Stream">Its name in the source.</param>
/// <param name="Line">The line where it is made, or null.</param>
/// <param name="Places">Elements that there is room for.</param>
/// <param name="MostElements">Most elements at the end of a cycle.</param>
/// <param name="MeanElements">Elements in the mean over all cycles.</param>
/// <param name="CyclesFull">Cycles in which nothing could be written.</param>
/// <param name="CyclesEmpty">Cycles in which nothing was there.</param>
public sealed record StreamUse(string Stream, int? Line, int Places, int MostElements, double MeanElements, long CyclesFull,
    long CyclesEmpty);

/// <summary>Counts the elements of a kernel's streams, cycle by cycle.</summary>
public sealed class StreamOccupancy
{
    private readonly ISimulator _simulator;
    private readonly List<Counted> _streams = [];
    private long _cycles;

    /// <summary>Prepares a simulation.</summary>
    /// <param name="simulator">The simulation of the kernel's module.</param>
    /// <param name="streams">What the kernel's report says of them.</param>
    public StreamOccupancy(ISimulator simulator, IEnumerable<StreamReport> streams)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        ArgumentNullException.ThrowIfNull(streams);
        _simulator = simulator;
        HashSet<RegisterSignal> taken = [];
        foreach (var stream in streams)
        {
            // Streams of one name are told apart by their lines.
            if (simulator.Module.Signals.OfType<RegisterSignal>()
                .FirstOrDefault(r => r.NameHint == stream.Name + "_count" && r.Source?.Line == stream.Line && !taken.Contains(r)) is
                    { } count)
            {
                taken.Add(count);
                _streams.Add(new Counted(stream, count));
            }
        }
    }

    /// <summary>By stream, in the order of the source.</summary>
    public IReadOnlyList<StreamUse> Uses =>
    [
        .. _streams.Select(s => new StreamUse(
            s.Stream.Name, s.Stream.Line, s.Stream.Places, s.Most, Math.Round(s.Sum / (double)Math.Max(_cycles, 1), 2), s.Full, s.Empty)),
    ];

    /// <summary>Looks at a cycle; before its edge.</summary>
    public void Sample()
    {
        _cycles++;
        foreach (var stream in _streams)
        {
            int elements = (int)_simulator.Peek(stream.Count);
            stream.Most = Math.Max(stream.Most, elements);
            stream.Sum += elements;
            stream.Full += elements == stream.Stream.Places ? 1 : 0;
            stream.Empty += elements == 0 ? 1 : 0;
        }
    }

    private sealed class Counted(StreamReport stream, RegisterSignal count)
    {
        public StreamReport Stream { get; } = stream;

        public RegisterSignal Count { get; } = count;

        public int Most { get; set; }

        public long Sum { get; set; }

        public long Full { get; set; }

        public long Empty { get; set; }
    }
}
