using System.Text;

namespace Accel.ToolRunners;

/// <summary>Collects lines, keeping the beginning and the end when there are too many.</summary>
internal sealed class BoundedText(int maximumCharacters)
{
    private readonly StringBuilder _head = new();
    private readonly Queue<string> _tail = new();
    private int _tailCharacters;
    private bool _dropped;
    private long _lines;

    /// <summary>Lines that were added so far.</summary>
    public long Lines => Volatile.Read(ref _lines);

    public void Add(string line)
    {
        Interlocked.Increment(ref _lines);
        int half = maximumCharacters / 2;
        if (_tail.Count == 0 && _head.Length + line.Length < half)
        {
            _head.Append(line).Append('\n');
            return;
        }

        string kept = line.Length > half ? line[..half] : line;
        _tail.Enqueue(kept);
        _tailCharacters += kept.Length + 1;
        while (_tailCharacters > half && _tail.Count > 1)
        {
            _tailCharacters -= _tail.Dequeue().Length + 1;
            _dropped = true;
        }
    }

    public override string ToString()
        => _head + (_dropped ? "[...]\n" : "") + string.Concat(_tail.Select(l => l + "\n"));
}
