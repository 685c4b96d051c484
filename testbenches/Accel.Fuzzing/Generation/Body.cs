using System.Text;

namespace Accel.Fuzzing.Generation;

/// <summary>
/// The statements of one method, and what those that write them share. Every loop ends by construction, every index is masked or known to
/// be inside, no divisor is 0 or -1, and the statements that a call may execute stay below a bound.
/// </summary>
internal sealed class Body
{
    public const int MostDepth = 4;

    private readonly StringBuilder _text = new();
    private readonly List<string> _attributes = [];

    /// <summary>Begins a body.</summary>
    /// <param name="parts">What the rest of the program offers.</param>
    /// <param name="scope">Parameters and fields.</param>
    /// <param name="result">The type that the method returns, or null.</param>
    /// <param name="statements">About how many statements to write.</param>
    public Body(ProgramParts parts, Scope scope, Scalar? result, int statements)
    {
        (Parts, Dice, Scope, Result, StatementsLeft) = (parts, parts.Dice, scope, result, statements);
        (Statements, Assignments, Declarations, Loops, Switches) = (new(this), new(this), new(this), new(this), new(this));
        (Expressions, Booleans, Indices, Calls, MemoryAccesses) = (new(this), new(this), new(this), new(this), new(this));
        (Vectors, TaskStarts) = (new(this), new(this));
        (References, ReferenceLoops, ObjectArrays, OperandOrder, Overlaps) = (new(this), new(this), new(this), new(this), new(this));
        (Tuples, EffectIndices, Newer) = (new(this), new(this), new(this));
    }

    public Dice Dice { get; }

    public ProgramParts Parts { get; }

    /// <summary>The type that the method returns, or null.</summary>
    public Scalar? Result { get; }

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
    public int Cost { get; set; }

    /// <summary>How often what is written now may be executed.</summary>
    public int Trips { get; set; } = 1;

    /// <summary>About how many statements are still to be written.</summary>
    public int StatementsLeft { get; set; }

    /// <summary>Whether what is written now is part of a task.</summary>
    public bool IsInTask { get; set; }

    /// <summary>How many choices and loops are around what is written now.</summary>
    public int Nesting { get; set; }

    /// <summary>Whether a statement before may have left the method.</summary>
    public bool MayHaveLeft { get; set; }

    /// <summary>Whether what is written now is executed once in each call.</summary>
    public bool IsCertain => Nesting == 0 && !MayHaveLeft;

    /// <summary>Whether the method may set a reference anew that its caller sees.</summary>
    public bool Rebinds { get; set; }

    /// <summary>Whether operands are to call methods that set references anew.</summary>
    public bool OperandsRebind { get; set; }

    /// <summary>What can be named where text is added now.</summary>
    public Scope Scope { get; set; }

    /// <summary>Attributes that go in front of the method.</summary>
    public string Attributes => string.Concat(_attributes.Select(attribute => attribute + "\n"));

    /// <summary>What has been written.</summary>
    public string Text => _text.ToString();

    public Statements Statements { get; }

    public Assignments Assignments { get; }

    public Declarations Declarations { get; }

    public Loops Loops { get; }

    public Switches Switches { get; }

    public Expressions Expressions { get; }

    public Booleans Booleans { get; }

    public Indices Indices { get; }

    public Calls Calls { get; }

    public MemoryAccesses MemoryAccesses { get; }

    public Vectors Vectors { get; }

    public TaskStarts TaskStarts { get; }

    public Tuples Tuples { get; }

    public EffectIndices EffectIndices { get; }

    public Newer Newer { get; }

    public References References { get; }

    public ReferenceLoops ReferenceLoops { get; }

    public ObjectArrays ObjectArrays { get; }

    public OperandOrder OperandOrder { get; }

    public Overlaps Overlaps { get; }

    /// <summary>Declares some variables, so that there is something to calculate with.</summary>
    public void Begin(int variables)
    {
        for (int i = 0; i < variables; i++)
        {
            Assignments.Declare();
        }

        if (Dice.Has(Features.Arrays) && IsEntry)
        {
            for (int i = Dice.Next(3); i > 0; i--)
            {
                Declarations.Array();
            }
        }

        if (Dice.Has(Features.References))
        {
            for (int i = Math.Min(Parts.Types.Count, 3); i > 0; i--)
            {
                Declarations.Object();
            }
        }
    }

    /// <summary>Writes statements until the count given is used up.</summary>
    public void Write()
    {
        while (StatementsLeft > 0)
        {
            Statements.Write(0, null);
        }
    }

    /// <summary>Writes the last return of a method with a result.</summary>
    public void Return() => Line($"return {Expressions.Assignable(Result!, 2)};");

    public void Line(string text) => _text.Append(text).Append('\n');

    /// <summary>Adds lines that are complete.</summary>
    public void Append(string lines) => _text.Append(lines);

    /// <summary>Adds an attribute to the method.</summary>
    public void Annotate(string attribute) => _attributes.Add(attribute);
}
