using System.IO.Compression;
using System.Text;

namespace Accel.Rtl.Waves;

/// <summary>What the first block of an FST file tells about the whole.</summary>
internal sealed record FstHeader(long FirstTime, long LastTime, int Scopes, int Variables, int Blocks);

/// <summary>The blocks of an FST file. Each begins with its kind and its length; numbers of 8 bytes are big-endian.</summary>
internal static class FstBlocks
{
    private const byte Header = 0, ValueChanges = 1, Geometry = 3, HierarchyGzip = 4;
    private const byte Scope = 254, UpScope = 255, Module = 0, Wire = 16, ImplicitDirection = 0, VhdlFile = 1;
    private const int HeaderBytes = 329, VersionBytes = 128, DateBytes = 119;
    private const sbyte Nanoseconds = -9;

    /// <summary>Chains up to this size are not worth compressing.</summary>
    private const int ShortChain = 32;

    public static void WriteHeader(Stream stream, FstHeader header)
    {
        stream.WriteByte(Header);
        stream.WriteUInt64(HeaderBytes);
        stream.WriteUInt64((ulong)header.FirstTime);
        stream.WriteUInt64((ulong)header.LastTime);
        stream.Write(BitConverter.GetBytes(Math.E));
        stream.WriteUInt64(0);
        stream.WriteUInt64((ulong)header.Scopes);
        stream.WriteUInt64((ulong)header.Variables);
        stream.WriteUInt64((ulong)header.Variables);
        stream.WriteUInt64((ulong)header.Blocks);
        stream.WriteByte(unchecked((byte)Nanoseconds));
        byte[] version = new byte[VersionBytes];
        Encoding.ASCII.GetBytes("Accel", version);
        stream.Write(version);
        stream.Write(new byte[DateBytes]);
        stream.WriteByte(VhdlFile);
        stream.WriteUInt64(0);
    }

    /// <summary>A block of value changes: the values at its start, a chain a variable, where the chains are, the times.</summary>
    public static void WriteChanges(Stream stream, FstChanges changes, IReadOnlyList<int> widthsBits, byte[][] valuesAtStart, long lastTime)
    {
        using var body = new MemoryStream();
        body.WriteUInt64((ulong)changes.FirstTime);
        body.WriteUInt64((ulong)lastTime);
        body.WriteUInt64((ulong)changes.Bytes);
        byte[] frame = Characters(widthsBits, valuesAtStart);
        byte[] packedFrame = FstEncoding.Compress(frame);
        body.WriteVarint((ulong)frame.Length);
        body.WriteVarint((ulong)packedFrame.Length);
        body.WriteVarint((ulong)widthsBits.Count);
        body.Write(packedFrame);
        body.WriteVarint((ulong)widthsBits.Count);
        long chains = body.Position;
        body.WriteByte((byte)'Z');
        var places = new long[widthsBits.Count];
        for (int i = 0; i < places.Length; i++)
        {
            if (changes.Chain(i) is not { } chain)
                continue;
            places[i] = body.Position - chains;
            byte[] packed = chain.Length > ShortChain ? FstEncoding.Compress(chain) : chain;
            body.WriteVarint(packed == chain ? 0 : (ulong)chain.Length);
            body.Write(packed);
        }

        long index = body.Position;
        WriteIndex(body, places);
        body.WriteUInt64((ulong)(body.Position - index));
        byte[] times = changes.Times;
        byte[] packedTimes = FstEncoding.Compress(times);
        body.Write(packedTimes);
        body.WriteUInt64((ulong)times.Length);
        body.WriteUInt64((ulong)packedTimes.Length);
        body.WriteUInt64((ulong)changes.TimeCount);
        Write(stream, ValueChanges, body);
    }

    /// <summary>The width of each variable.</summary>
    public static void WriteGeometry(Stream stream, IReadOnlyList<int> widthsBits)
    {
        using var widths = new MemoryStream();
        foreach (int width in widthsBits)
            widths.WriteVarint((ulong)width);
        using var body = new MemoryStream();
        body.WriteUInt64((ulong)widths.Length);
        body.WriteUInt64((ulong)widthsBits.Count);
        body.Write(FstEncoding.Compress(widths.ToArray()));
        Write(stream, Geometry, body);
    }

    /// <summary>The tree of scopes and variables; readers number the variables in this order.</summary>
    public static (int Scopes, byte[] Bytes) Hierarchy(WaveScope root)
    {
        using var bytes = new MemoryStream();
        return (WriteScope(bytes, root), bytes.ToArray());
    }

    public static void WriteHierarchy(Stream stream, byte[] hierarchy)
    {
        using var body = new MemoryStream();
        body.WriteUInt64((ulong)hierarchy.Length);
        using (var gzip = new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(hierarchy);
        Write(stream, HierarchyGzip, body);
    }

    private static int WriteScope(Stream stream, WaveScope scope)
    {
        stream.WriteByte(Scope);
        stream.WriteByte(Module);
        WriteText(stream, scope.Name);
        WriteText(stream, "");
        foreach (var variable in scope.Variables)
        {
            stream.WriteByte(Wire);
            stream.WriteByte(ImplicitDirection);
            WriteText(stream, variable.WidthBits > 1 ? $"{variable.Name} [{variable.WidthBits - 1}:0]" : variable.Name);
            stream.WriteVarint((ulong)variable.WidthBits);
            stream.WriteVarint(0);
        }

        int scopes = 1;
        foreach (var child in scope.Children.Values)
            scopes += WriteScope(stream, child);
        stream.WriteByte(UpScope);
        return scopes;
    }

    private static void WriteText(Stream stream, string text)
    {
        stream.Write(Encoding.ASCII.GetBytes(text));
        stream.WriteByte(0);
    }

    /// <summary>For each variable the distance of its chain from the last one's, or how many have none.</summary>
    private static void WriteIndex(Stream stream, long[] places)
    {
        long last = 0;
        ulong without = 0;
        foreach (long place in places)
        {
            if (place == 0)
            {
                without++;
                continue;
            }

            if (without > 0)
                stream.WriteVarint(without << 1);
            stream.WriteVarint((ulong)(place - last) << 1 | 1);
            (last, without) = (place, 0);
        }

        if (without > 0)
            stream.WriteVarint(without << 1);
    }

    /// <summary>A character a bit, of all variables one after the other.</summary>
    private static byte[] Characters(IReadOnlyList<int> widthsBits, byte[][] values)
    {
        byte[] characters = new byte[widthsBits.Sum()];
        int next = 0;
        for (int i = 0; i < values.Length; i++)
        {
            for (int bit = 0; bit < widthsBits[i]; bit++)
                characters[next++] = (byte)('0' + (values[i][bit / 8] >> (7 - bit % 8) & 1));
        }

        return characters;
    }

    private static void Write(Stream stream, byte kind, MemoryStream body)
    {
        stream.WriteByte(kind);
        stream.WriteUInt64((ulong)body.Length + sizeof(ulong));
        body.WriteTo(stream);
    }
}
