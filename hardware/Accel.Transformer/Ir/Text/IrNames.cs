using System.Globalization;
using Accel.Rtl;

namespace Accel.Transformer.Ir.Text;

/// <summary>What things are called in one text: equal names are told apart by a number behind an apostrophe, files of C# have
/// numbers.</summary>
/// <param name="withSources">Places in C# are written.</param>
internal sealed class IrNames(bool withSources)
{
    private readonly Dictionary<object, string> _names = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<LoopStatement, string> _loops = [];
    private readonly List<string> _files = [];

    /// <summary>The files that places are in, by number.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>A variable, or a method.</summary>
    public string Of(Variable variable) => Of(variable, variable.Name);

    /// <summary>An array.</summary>
    public string Of(ArrayVariable array) => Of(array, array.Name);

    /// <summary>A stream.</summary>
    public string Of(StreamVariable stream) => Of(stream, stream.Name);

    /// <summary>A method that is built once.</summary>
    public string Of(SharedMethod method) => Of(method, method.Name);

    /// <summary>A function.</summary>
    public string Of(Function function) => Of(function, function.Name);

    /// <summary>A loop: numbered as they are met.</summary>
    public string Of(LoopStatement loop)
    {
        if (!_loops.TryGetValue(loop, out string? name))
        {
            name = string.Create(CultureInfo.InvariantCulture, $"L{_loops.Count}");
            _loops.Add(loop, name);
        }

        return name;
    }

    /// <summary>A place behind what comes from it; empty where it is not known or not asked for.</summary>
    /// <param name="mark">What stands in front.</param>
    /// <param name="source">The place.</param>
    public string Place(string mark, SourceLocation? source)
    {
        if (!withSources || source is null)
        {
            return "";
        }

        int file = _files.IndexOf(source.File);
        if (file < 0)
        {
            file = _files.Count;
            _files.Add(source.File);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{mark}{file}:{source.Line}");
    }

    private string Of(object item, string wanted)
    {
        if (!_names.TryGetValue(item, out string? name))
        {
            string word = IrWords.Name(wanted);
            name = word;
            for (int number = 2; !_taken.Add(name); number++)
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{word}'{number}");
            }

            _names.Add(item, name);
        }

        return name;
    }
}
