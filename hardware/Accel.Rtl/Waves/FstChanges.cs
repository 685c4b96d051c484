namespace Accel.Rtl.Waves;

/// <summary>The changes of one block: a table of times, and for each variable a chain of (distance in that table, value).</summary>
internal sealed class FstChanges(IReadOnlyList<int> widthsBits) : IDisposable
{
    private readonly MemoryStream?[] _chains = new MemoryStream?[widthsBits.Count];
    private readonly int[] _lastTime = new int[widthsBits.Count];
    private readonly MemoryStream _times = new();
    private long _time;

    /// <summary>Number of times in the table.</summary>
    public int TimeCount { get; private set; }

    public long FirstTime { get; private set; }

    /// <summary>Bytes held.</summary>
    public long Bytes { get; private set; }

    public bool IsEmpty => TimeCount == 0;

    /// <summary>The times as distances, the first from 0.</summary>
    public byte[] Times => _times.ToArray();

    /// <summary>The chain of a variable, or null when it did not change.</summary>
    public byte[]? Chain(int variable) => _chains[variable]?.ToArray();

    public void Time(long time)
    {
        if (TimeCount == 0)
            FirstTime = time;
        _times.WriteVarint((ulong)(time - _time));
        _time = time;
        TimeCount++;
    }

    /// <summary>A change at the last time; the value's most significant bit is the top bit of the first byte.</summary>
    public void Add(int variable, ReadOnlySpan<byte> value)
    {
        var chain = _chains[variable] ??= new MemoryStream();
        long before = chain.Length;
        ulong distance = (ulong)(TimeCount - 1 - _lastTime[variable]);
        _lastTime[variable] = TimeCount - 1;
        if (widthsBits[variable] == 1)
        {
            chain.WriteVarint(distance << 2 | (ulong)(value[0] >> 7) << 1);
        }
        else
        {
            chain.WriteVarint(distance << 1);
            chain.Write(value);
        }

        Bytes += chain.Length - before;
    }

    public void Dispose() => _times.Dispose();

    public void Clear()
    {
        Array.Clear(_chains);
        Array.Clear(_lastTime);
        _times.SetLength(0);
        (_time, TimeCount, Bytes) = (0, 0, 0);
    }
}
