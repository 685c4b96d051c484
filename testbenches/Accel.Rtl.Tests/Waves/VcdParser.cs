using System.Globalization;
using System.Numerics;

namespace Accel.Rtl.Tests.Waves;

/// <summary>Reads a Value Change Dump: names with their scopes, and the value of each at a time.</summary>
internal sealed class VcdParser
{
    private readonly Dictionary<string, string> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(long Time, BigInteger Value)>> _changes = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => _codes.Keys.Order(StringComparer.Ordinal);

    public static VcdParser Parse(string text)
    {
        var parser = new VcdParser();
        var scopes = new Stack<string>();
        long time = 0;
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = line.Split(' ');
            switch (words[0])
            {
                case "$scope":
                    scopes.Push(words[2]);
                    break;
                case "$upscope":
                    scopes.Pop();
                    break;
                case "$var":
                    parser._codes.Add(string.Join('.', scopes.Reverse().Append(words[4])), words[3]);
                    break;
                case var w when w[0] == '#':
                    time = long.Parse(w[1..], CultureInfo.InvariantCulture);
                    break;
                case var w when w[0] == 'b':
                    parser.Change(words[1], time, w[1..].Aggregate(BigInteger.Zero, (value, c) => value * 2 + (c - '0')));
                    break;
                case var w when w[0] is '0' or '1':
                    parser.Change(w[1..], time, w[0] - '0');
                    break;
            }
        }

        return parser;
    }

    public BigInteger Value(string name, long time) => _changes[_codes[name]].Last(c => c.Time <= time).Value;

    private void Change(string code, long time, BigInteger value)
    {
        if (!_changes.TryGetValue(code, out var changes))
            _changes.Add(code, changes = []);
        changes.Add((time, value));
    }
}
