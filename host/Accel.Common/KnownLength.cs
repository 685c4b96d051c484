namespace Accel;

/// <summary>The length of a stream, where it can be believed.</summary>
public static class KnownLength
{
    /// <summary>Its length in bytes; null where it has none, or says 0 as devices (<c>/dev/zero</c>) and files of <c>/proc</c> do, whatever
    /// can be read from them.</summary>
    public static long? Of(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.CanSeek && stream.Length is > 0 and var length ? length : null;
    }
}
