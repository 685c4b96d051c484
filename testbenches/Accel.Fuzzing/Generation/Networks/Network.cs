using System.Text;
using System.Text.RegularExpressions;

namespace Accel.Fuzzing.Generation.Networks;

/// <summary>A network as it is written: its streams, the tasks' methods, their starts, and what is done with their results.</summary>
internal sealed class Network(ProgramParts parts, NetworkShape shape, IReadOnlyList<StreamElement> elements)
{
    /// <summary>Cells from here on belong to a task each.</summary>
    public const int FirstOwnCell = ProgramParts.Cells;

    /// <summary>Cells of one task.</summary>
    public const int OwnCells = 8;

    /// <summary>Cells from here on take results.</summary>
    public const int FirstResult = FirstOwnCell + (OwnCells * MostTasks);

    /// <summary>Cells that a program has.</summary>
    public const int Cells = FirstResult + ResultCells;

    private const int MostTasks = 10;
    private const int ResultCells = 64;
    private const int MostPlaces = 40;

    private readonly Dice _dice = parts.Dice;
    private int _tasks, _results;

    public ProgramParts Parts => parts;

    public Dice Dice => _dice;

    public NetworkShape Shape => shape;

    /// <summary>Methods of the kernel.</summary>
    public StringBuilder Members { get; } = new();

    /// <summary>Declarations of the streams and arrays.</summary>
    public StringBuilder Declarations { get; } = new();

    /// <summary>Starts of the tasks.</summary>
    public StringBuilder Starts { get; } = new();

    /// <summary>What the caller does while the tasks run.</summary>
    public StringBuilder Beside { get; } = new();

    /// <summary>Statements behind the wait for all tasks.</summary>
    public StringBuilder Results { get; } = new();

    /// <summary>Attributes of the entry point.</summary>
    public StringBuilder Attributes { get; } = new();

    /// <summary>Streams that nobody reads yet.</summary>
    public List<Channel> Open { get; } = [];

    /// <summary>Names of the tasks.</summary>
    public List<string> Tasks { get; } = [];

    /// <summary>Whether another task has room.</summary>
    public bool HasRoom => _tasks < MostTasks - 2;

    /// <summary>What the tasks see of the block that starts them: nothing of it is written while they run.</summary>
    public Scope Outer { get; } = new();

    /// <summary>The first of the cells that are the next task's.</summary>
    public int OwnCell => FirstOwnCell + (OwnCells * _tasks);

    /// <summary>A stream that nobody reads yet.</summary>
    /// <param name="element">What it carries.</param>
    /// <param name="count">How many; null where the last element says so.</param>
    /// <param name="most">Elements at most.</param>
    /// <param name="isForked">Another stream comes from the same task, or what its elements come from was forked.</param>
    public Channel Add(StreamElement element, ElementCount? count, int most, bool isForked)
    {
        Channel made = Make(element, count, most, isForked && !shape.MayDeadlock ? most + 1 : 0, isForked);
        Open.Add(made);
        return made;
    }

    /// <summary>A stream between two tasks that the caller of this makes.</summary>
    public Channel Make(StreamElement element, ElementCount? count, int most, int leastPlaces, bool isForked = true)
    {
        string name = _dice.Name("s");
        int places = Math.Max(leastPlaces, Places(most));
        Declarations.Append(FormattableString.Invariant($"var {name} = new Stream<{element.Type}>({places});\n"));
        if (_dice.Has(Features.MemoryKinds) && _dice.OneIn(4))
        {
            Attributes.Append($"[Memory(\"{name}\", MemoryKind.{_dice.Pick("Block", "Distributed", "Registers")})]\n");
        }

        return new Channel(name, element, count, most, isForked);
    }

    /// <summary>Takes a stream that nobody reads yet.</summary>
    public Channel Take()
    {
        Channel taken = _dice.Pick(Open);
        Open.Remove(taken);
        return taken;
    }

    /// <summary>What a stream may carry; with a field that says that it is the last one, or without.</summary>
    public StreamElement Element(bool hasEnd) =>
        _dice.Pick(elements.Where(element => element.End >= 0 == hasEnd).ToList());

    /// <summary>A number of elements.</summary>
    public ElementCount Count()
    {
        (string Name, int Most)[] bounds = [.. Outer.Counters.Select(bound => (bound.Text, bound.Maximum))];
        if (bounds.Length > 0 && _dice.OneIn(2))
        {
            (string name, int most) = _dice.Pick(bounds);
            return new ElementCount(2, name, most * 2);
        }

        int count = 2 * _dice.Between(1, 12);
        return new ElementCount(count, null, count);
    }

    /// <summary>Adds a task.</summary>
    /// <param name="task">Writes its body: given names of its own for the streams and the memory, where it has a method of its own.</param>
    /// <param name="streams">The streams that it uses.</param>
    /// <param name="result">What it returns; null for nothing.</param>
    /// <param name="arrays">Arrays that it uses and the others do not, or do not at the same time: type and name.</param>
    /// <returns>The task's name.</returns>
    public string Start(Action<Body> task, IReadOnlyList<Channel> streams, Scalar? result = null, params (string, string)[] arrays)
    {
        string name = FormattableString.Invariant($"task{_tasks++}");
        // A task that no stream joins comes before the others where both use SimpleMemory, and they may not tell.
        string? memory = shape.UsesMemory && streams.Count > 0 ? "memory" : null;
        Body body = new(parts, Outer.ReadOnly(), null, 0) { Memory = memory, IsInTask = true, MostCost = 300 };
        task(body);
        string way = _dice.Pick("Task.Run", "Task.Run", "Task.Factory.StartNew");
        if (_dice.OneIn(3))
        {
            // In place: what it captures nobody writes while it runs.
            Attributes.Append(body.Attributes);
            Starts.Append($"var {name} = {way}(() =>\n{{\n{body.Text}}});\n");
        }
        else
        {
            string method = _dice.Name("Do");
            (string Type, string Name)[] parameters =
            [
                .. shape.UsesMemory ? [("SimpleMemory", "memory")] : ((string, string)[])[],
                .. Outer.Arrays.Select(array => ($"{array.Element!.Name}[]", array.Text)),
                .. arrays,
                .. Outer.Counters.Select(bound => ("int", bound.Text)),
                .. streams.Select(stream => ($"Stream<{stream.Element.Type}>", stream.Name)),
            ];
            parameters = [.. parameters.Where(parameter => Regex.IsMatch(body.Text, $@"\b{parameter.Name}\b"))];
            string list = string.Join(", ", parameters.Select(parameter => $"{parameter.Type} {parameter.Name}"));
            Members.Append($"{body.Attributes}private static {result?.Name ?? "void"} {method}({list})\n{{\n{body.Text}}}\n");
            Starts.Append($"var {name} = {way}(() => {method}({string.Join(", ", parameters.Select(parameter => parameter.Name))}));\n");
        }

        Tasks.Add(name);
        return name;
    }

    /// <summary>A number becomes visible when all tasks have ended.</summary>
    public void Keep(string value) => Results.Append(FormattableString.Invariant($"memory.WriteInt32({NextResult()}, (int)({value}));\n"));

    /// <summary>An array becomes visible when all tasks have ended.</summary>
    public void Keep(ArraySlot array)
    {
        string index = _dice.Name("i");
        string cell = FormattableString.Invariant($"{FirstResult} + (({index} + {_results}) & {ResultCells - 1})");
        Results.Append(FormattableString.Invariant($"for (int {index} = 0; {index} < {array.Length}; {index}++)\n"));
        Results.Append(FormattableString.Invariant($"{{ memory.WriteInt32({cell}, (int){array.Text}[{index}]); }}\n"));
        _results += array.Length;
    }

    private int NextResult() => FirstResult + (_results++ & (ResultCells - 1));

    private int Places(int most) => _dice.Next(8) switch
    {
        0 or 1 => 1,
        2 or 3 => 2,
        4 => 3,
        5 => _dice.Between(4, MostPlaces),
        6 => most + 1,
        _ => _dice.OneIn(6) ? 600 : _dice.Between(1, 9),
    };
}
