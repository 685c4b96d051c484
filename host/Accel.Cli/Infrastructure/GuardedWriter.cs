using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Accel.Cli;

/// <summary>
/// What a command writes on its way out: control characters of whatever text it is handed become visible, and talk that cannot be written
/// is dropped, since the last reporter must not fail; data that cannot be written is an <see cref="OutputException"/>.
/// </summary>
/// <param name="inner">Where it goes.</param>
/// <param name="isTalk">Whether it may be lost.</param>
/// <param name="escapes">Off for a writer that draws with control sequences of its own.</param>
internal sealed class GuardedWriter(TextWriter inner, bool isTalk, bool escapes) : TextWriter(inner.FormatProvider)
{
    private readonly Lock _lock = new();
    private bool _isLost;

    public override Encoding Encoding => inner.Encoding;

    [AllowNull]
    public override string NewLine
    {
        get => inner.NewLine;
        set => inner.NewLine = value;
    }

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void WriteLine() => Write(inner.NewLine);

    public override void WriteLine(string? value) => Write(value + inner.NewLine);

    public override void Write(ReadOnlySpan<char> buffer)
    {
        string text = buffer.ToString();
        Guard(escapes ? PlainText.Lines(text) : text, static (writer, text) => writer.Write(text));
    }

    public override void Flush() => Guard("", static (writer, _) => writer.Flush());

    private void Guard(string text, Action<TextWriter, string> write)
    {
        try
        {
            lock (_lock)
            {
                if (!_isLost)
                {
                    write(inner, text);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OutputException)
        {
            _isLost = isTalk;
            if (!isTalk)
            {
                throw e as OutputException ?? new OutputException($"standard output cannot be written: {e.Message}",
                    "check where it leads, and that there is room", e);
            }
        }
    }
}
