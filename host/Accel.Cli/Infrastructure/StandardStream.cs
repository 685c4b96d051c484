using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Accel.Cli;

/// <summary>
/// Standard output or error, without a buffer. The runtime's own stream hides that a pipe's reader went away, so that a long command would
/// go on for nobody; and it cannot be made at all over a descriptor that is closed.
/// </summary>
internal sealed partial class StandardStream : Stream
{
    private const int Interrupted = 4, BrokenPipe = 32;

    private readonly int _descriptor;

    private StandardStream(int descriptor) => _descriptor = descriptor;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Standard output.</summary>
    internal static Stream Output => OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new StandardStream(1);

    /// <summary>Standard error.</summary>
    internal static Stream Error => OperatingSystem.IsWindows() ? Console.OpenStandardError() : new StandardStream(2);

    /// <inheritdoc/>
    /// <exception cref="OutputException">The reader went away, or there is no room.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int count = (int)Write(_descriptor, buffer, (nuint)buffer.Length);
            int error = count < 0 ? Marshal.GetLastPInvokeError() : 0;
            if (count < 0 && error != Interrupted)
            {
                string why = new Win32Exception(error).Message;
                throw new OutputException($"standard output cannot be written: {why}", "check where it leads, and that there is room")
                {
                    IsClosed = error == BrokenPipe,
                };
            }

            buffer = buffer[Math.Max(count, 0)..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, ReadOnlySpan<byte> buffer, nuint count);
}
