using System.Text;

namespace Accel.Fuzzing.Generation;

/// <summary>
/// Writes the statements of one method. Every loop ends by construction, every index is masked or known to be inside, no divisor is 0 or -1, and
/// the statements that a call may execute stay below a bound.
/// </summary>
internal sealed partial class Body
{
    private const int MostDepth = 4;

    private readonly Dice _dice;
    private readonly ProgramParts _parts;
    private readonly StringBuilder _text = new();
    private readonly List<string> _attributes = [];
    private readonly Scalar? _result;
    private Scope _scope;
    private int _trips = 1;
    private int _unrolled = 1;
    private int _statements;
    private bool _inTask;

    /// <summary>Begins a body.</summary>
    /// <param name="parts">What the rest of the program offers.</param>
    /// <param name="scope">Parameters and fields.</param>
    /// <param name="result">The type that the method returns, or null.</param>
    /// <param name="statements">About how many statements to write.</param>
    public Body(ProgramParts parts, Scope scope, Scalar? result, int statements) =>
        (_parts, _dice, _scope, _result, _statements) = (parts, parts.Dice, scope, result, statements);

    /// <summary>Name of the SimpleMemory here, or null where there is none.</summary>
    public string? Memory { get; init; }

    /// <summary>An entry point: tasks may be started, nothing is captured.</summary>
    public bool IsEntry { get; init; }

    /// <summary>Whether methods of the kernel's object may be called without an object.</summary>
    public bool IsInstance { get; init; }

    /// <summary>Whether local functions may be declared.</summary>
    public bool MayNest { get; init; }

    /// <summary>Bound of the statements that one execution may take.</summary>
    public int MostCost { get; init; } = 400;

    /// <summary>Statements that one execution may take.</summary>
    public int Cost { get; private set; }

    /// <summary>Attributes that go in front of the method.</summary>
    public string Attributes => string.Concat(_attributes.Select(attribute => attribute + "\n"));

    /// <summary>What has been written.</summary>
    public string Text => _text.ToString();

    public Scope Scope => _scope;

    /// <summary>Declares some variables, so that there is something to calculate with.</summary>
    public void Begin(int variables)
    {
        for (int i = 0; i < variables; i++)
        {
            Declare();
        }

        if (_dice.Has(Features.Arrays) && IsEntry)
        {
            for (int i = _dice.Next(3); i > 0; i--)
            {
                DeclareArray();
            }
        }
    }

    /// <summary>Writes statements until the count given is used up.</summary>
    public void Statements()
    {
        while (_statements > 0)
        {
            Statement(0, null);
        }
    }

    /// <summary>Writes the last return of a method with a result.</summary>
    public void Return() => Line($"return {Assignable(_result!, 2)};");

    public void Line(string text) => _text.Append(text).Append('\n');

    // A block in braces.
    private void Block(int depth, LoopContext? loop, int most = 4)
    {
        Line("{");
        _scope.Nested(() =>
        {
            int count = _dice.Between(1, most);
            do
            {
                Statement(_statements > 0 ? depth : MostDepth, loop);
            }
            while (--count > 0 && _statements > 0);
        });
        Line("}");
    }

    // What jumps are allowed, and inside which loop.
    private sealed record LoopContext(bool CanBreak, bool CanContinue);
}
