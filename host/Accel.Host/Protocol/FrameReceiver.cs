namespace Accel.Host.Protocol;

/// <summary>
/// Finds frames in the bytes of a line, in whatever pieces they come. What is too long is dropped while it comes: memory is bounded.
/// </summary>
/// <param name="largestPayloadBytes">Of a frame that may come.</param>
internal sealed class FrameReceiver(int largestPayloadBytes)
{
    private readonly byte[] _line = new byte[FrameCodec.MostLineBytes(largestPayloadBytes) - 1];
    private int _length;
    private bool _tooLong;

    /// <summary>Takes bytes up to the end of the next frame.</summary>
    /// <param name="bytes">What came; afterwards what is behind the frame, or nothing.</param>
    /// <returns>The frame, whole or broken; null when its end has not come yet.</returns>
    internal ReceivedFrame? Take(ref ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int end = bytes.IndexOf((byte)0);
            Keep(end < 0 ? bytes : bytes[..end]);
            bytes = end < 0 ? [] : bytes[(end + 1)..];

            // Two 00 in a row are nothing.
            if (end >= 0 && (_length > 0 || _tooLong))
            {
                var frame = _tooLong ? FrameCodec.Broken(FrameDefect.TooLong) : FrameCodec.Decode(_line.AsSpan(0, _length));
                Forget();
                return frame;
            }
        }

        return null;
    }

    /// <summary>Drops what came of a frame.</summary>
    internal void Forget() => (_length, _tooLong) = (0, false);

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        _tooLong |= bytes.Length > _line.Length - _length;
        if (!_tooLong)
        {
            bytes.CopyTo(_line.AsSpan(_length));
            _length += bytes.Length;
        }
    }
}
