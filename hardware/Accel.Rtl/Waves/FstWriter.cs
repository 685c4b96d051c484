using System.Numerics;
using Accel.Rtl.Simulation;

namespace Accel.Rtl.Waves;

/// <summary>
/// Writes waves in the Fast Signal Trace format of GTKWave, which Surfer reads too: a tenth of a VCD's size and less. The format is that of
/// GTKWave's fstapi.h, version 3.3; its documentation is "Fast Signal Trace (FST) Format" in the GTKWave user's guide.
/// </summary>
public sealed class FstWriter : WaveWriter
{
    /// <summary>Changes are held in memory up to this size, and written as a block then.</summary>
    private const int BlockBytes = 8 << 20;

    private readonly Stream _stream;
    private readonly int _blockBytes;
    private readonly FstChanges _changes;
    private readonly byte[][] _values;
    private byte[][] _valuesAtBlockStart;
    private long? _firstTime;
    private long _time;
    private int _blocks;

    /// <summary>Begins a file.</summary>
    /// <param name="simulator">What is watched.</param>
    /// <param name="stream">Gets the bytes; it must be seekable, and is closed with this.</param>
    /// <param name="select">Chooses signals of the simulator's module by name; without it all ports, registers and other named
    /// signals.</param>
    public FstWriter(ISimulator simulator, Stream stream, Func<string, Signal, bool>? select = null)
        : this(simulator, stream, select, BlockBytes)
    {
    }

    internal FstWriter(ISimulator simulator, Stream stream, Func<string, Signal, bool>? select, int blockBytes)
        : base(simulator, select)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek)
            throw new ArgumentException("an FST file is completed at its start: the stream must be seekable", nameof(stream));
        (_stream, _blockBytes) = (stream, blockBytes);
        _changes = new FstChanges(WidthsBits);
        _values = [.. WidthsBits.Select(w => new byte[(w + 7) / 8])];
        _valuesAtBlockStart = Snapshot();
        WriteHeader();
    }

    private protected override void Time(long timeNs)
    {
        if (_changes.Bytes > _blockBytes)
            EndBlock();
        _firstTime ??= timeNs;
        _time = timeNs;
        _changes.Time(timeNs);
    }

    private protected override void Change(int variable, BigInteger value)
    {
        byte[] bytes = _values[variable];
        value.TryWriteBytes(bytes, out int written, isUnsigned: true, isBigEndian: true);

        // Numbers come without leading zeros; a value begins with its most significant bit at the top of the first byte.
        bytes.AsSpan(0, written).CopyTo(bytes.AsSpan(bytes.Length - written));
        bytes.AsSpan(0, bytes.Length - written).Clear();
        FstEncoding.AlignLeft(bytes, WidthsBits[variable]);
        _changes.Add(variable, bytes);
    }

    private protected override void Finish()
    {
        EndBlock();
        FstBlocks.WriteGeometry(_stream, WidthsBits);
        var (scopes, hierarchy) = FstBlocks.Hierarchy(Root);
        FstBlocks.WriteHierarchy(_stream, hierarchy);
        _stream.Position = 0;
        WriteHeader(scopes);
        _changes.Dispose();
        _stream.Dispose();
    }

    private void WriteHeader(int scopes = 0)
        => FstBlocks.WriteHeader(_stream, new FstHeader(_firstTime ?? 0, _time, scopes, WidthsBits.Count, _blocks));

    private void EndBlock()
    {
        if (_changes.IsEmpty)
            return;
        FstBlocks.WriteChanges(_stream, _changes, WidthsBits, _valuesAtBlockStart, _time);
        _blocks++;
        _changes.Clear();
        _valuesAtBlockStart = Snapshot();
    }

    private byte[][] Snapshot() => [.. _values.Select(v => v.ToArray())];
}
