namespace Accel.Shell.Tests.Reference;

/// <summary>COBS as docs/protocol.md describes it, without an eye on the hardware.</summary>
public static class ReferenceCobs
{
    /// <summary>Encodes, and appends the 00.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> bytes)
    {
        List<byte> line = [];
        List<byte> block = [];
        foreach (byte b in (byte[])[.. bytes, 0])
        {
            if (b != 0)
                block.Add(b);
            if (b == 0 || block.Count == 254)
            {
                line.AddRange([(byte)(block.Count + 1), .. block]);
                block.Clear();
            }
        }

        return [.. line, 0];
    }

    /// <summary>Decodes what lies before a 00; null when it is broken.</summary>
    public static byte[]? Decode(ReadOnlySpan<byte> line)
    {
        List<byte> bytes = [];
        while (line.Length > 0)
        {
            int code = line[0];
            if (code == 0 || line.Length < code)
                return null;
            bytes.AddRange(line[1..code]);
            line = line[code..];
            if (code != 255 && line.Length > 0)
                bytes.Add(0);
        }

        return [.. bytes];
    }
}
