using Accel.Rtl;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Ir;

/// <summary>
/// A statement of the structured IR. Statements are executed in order; expressions in one statement read the state before it.
/// </summary>
public abstract class Statement(SourceLocation? source)
{
    /// <summary>The line of C# it came from.</summary>
    public SourceLocation? Source { get; } = source;
}

/// <summary>A list of statements.</summary>
public sealed class Block
{
    /// <summary>The statements in order.</summary>
    public List<Statement> Statements { get; } = [];
}

/// <summary>Sets a variable; the value has the variable's type.</summary>
public sealed class AssignStatement(Variable target, Expression value, SourceLocation? source) : Statement(source)
{
    /// <summary>What is set.</summary>
    public Variable Target { get; set; } = target;

    /// <summary>To what.</summary>
    public Expression Value { get; set; } = value;
}

/// <summary>Sets an array's element; the value has the element's type.</summary>
public sealed class ArrayStoreStatement(ArrayVariable array, Expression index, Expression value, SourceLocation? source) : Statement(source)
{
    /// <summary>The array.</summary>
    public ArrayVariable Array { get; set; } = array;

    /// <summary>Which element.</summary>
    public Expression Index { get; set; } = index;

    /// <summary>To what.</summary>
    public Expression Value { get; set; } = value;
}

/// <summary>Sets all elements of a non-persistent array to zero: what <c>new T[n]</c> means where it stands. Removed where every element is
/// provably written before it is read.</summary>
public sealed class ArrayClearStatement(ArrayVariable array, SourceLocation? source) : Statement(source)
{
    /// <summary>The array.</summary>
    public ArrayVariable Array { get; set; } = array;
}

/// <summary>Reads a cell of SimpleMemory into a variable of type u32.</summary>
public sealed class MemoryReadStatement(Variable target, Expression cell, SourceLocation? source) : Statement(source)
{
    /// <summary>Receives the cell.</summary>
    public Variable Target { get; set; } = target;

    /// <summary>Cell index.</summary>
    public Expression Cell { get; set; } = cell;
}

/// <summary>Writes a u32 to a cell of SimpleMemory.</summary>
public sealed class MemoryWriteStatement(Expression cell, Expression value, SourceLocation? source) : Statement(source)
{
    /// <summary>Cell index.</summary>
    public Expression Cell { get; set; } = cell;

    /// <summary>What is written.</summary>
    public Expression Value { get; set; } = value;
}

/// <summary>Calls a function. Arguments correspond to the function's parameters one by one.</summary>
public sealed class CallStatement(Function callee, IReadOnlyList<Argument> arguments, Variable? result, SourceLocation? source) : Statement(source)
{
    /// <summary>What is called.</summary>
    public Function Callee { get; } = callee;

    /// <summary>One a parameter.</summary>
    public IReadOnlyList<Argument> Arguments { get; set; } = arguments;

    /// <summary>Receives the result, if any.</summary>
    public Variable? Result { get; set; } = result;

    /// <summary>
    /// The [AdditionOnly] method, translated in the middle of the caller, that the call stands in; null in one that demands nothing.
    /// </summary>
    public string? AdditionOnlyIn { get; init; }
}

/// <summary>Runs the one body that a shared method has, and goes on when it is done.</summary>
public sealed class RunStatement(SharedMethod method, SourceLocation? source) : Statement(source)
{
    /// <summary>What is run; one of the function's.</summary>
    public SharedMethod Method { get; } = method;
}

/// <summary>An argument of a call.</summary>
public abstract record Argument;

/// <summary>By value.</summary>
public sealed record ValueArgument(Expression Value) : Argument;

/// <summary>ref, out or a field of an object passed along: the callee's parameter is another name of the variable.</summary>
public sealed record ReferenceArgument(Variable Variable) : Argument;

/// <summary>An array (always by reference).</summary>
public sealed record ArrayArgument(ArrayVariable Array) : Argument;

/// <summary>Executes one of two blocks.</summary>
public sealed class IfStatement(Expression condition, SourceLocation? source) : Statement(source)
{
    /// <summary>bool.</summary>
    public Expression Condition { get; set; } = condition;

    /// <summary>When 1.</summary>
    public Block Then { get; set; } = new();

    /// <summary>When 0; may be empty.</summary>
    public Block Else { get; set; } = new();
}

/// <summary>
/// Every loop of C#. Each iteration: <see cref="Header"/> (statements needed to compute the condition), then, unless
/// <see cref="TestsAtEnd"/>, leave when <see cref="Condition"/> is 0; <see cref="Body"/>; <see cref="Step"/> (continue jumps here);
/// for do-while, Header and Condition are evaluated after Step. The initialiser of a for loop stands before the loop.
/// </summary>
public sealed class LoopStatement(SourceLocation? source) : Statement(source)
{
    /// <summary>The variable that directives name (the first one declared or assigned in a for's initialiser), or null.</summary>
    public Variable? Counter { get; set; }

    /// <summary>Statements needed by the condition; usually empty.</summary>
    public Block Header { get; set; } = new();

    /// <summary>bool; constant 1 for an endless loop.</summary>
    public Expression Condition { get; set; } = new ConstantExpression(IrType.Bool, 1);

    /// <summary>do-while.</summary>
    public bool TestsAtEnd { get; set; }

    /// <summary>The body.</summary>
    public Block Body { get; set; } = new();

    /// <summary>The incrementors of a for.</summary>
    public Block Step { get; set; } = new();

    /// <summary>[Unroll]: 1 = no, 0 = fully, else the factor.</summary>
    public int UnrollFactor { get; set; } = 1;

    /// <summary>Its iterations only start tasks that are waited for behind it: they are to run together.</summary>
    public bool StartsTasks { get; set; }

    /// <summary>
    /// Number of iterations, where it is known and no jump leaves early; set by the unrolling pass, and by passes that make loops.
    /// </summary>
    public int? TripCount { get; set; }

    /// <summary>The counter grows by the same amount in every iteration and never wraps around; set by the unrolling pass.</summary>
    public bool CountsSteadily { get; set; }

    /// <summary>Conditions that are true whenever an iteration starts: those that <see cref="Condition"/> does not say, as a pass has put
    /// something else in its place. They say something of variables only that are read elsewhere, too.</summary>
    public List<Expression> Holds { get; } = [];

    /// <summary>Notes that a condition is true whenever an iteration starts; not one that is constant, or that later passes put statements
    /// in front of.</summary>
    public void Hold(Expression condition)
    {
        if (IrWalk.Variables(condition).Any() && !IrWalk.All(condition).Any(static e => e is ArrayLoadExpression
            or BinaryExpression { Operator: BinaryOperator.Divide or BinaryOperator.Remainder }))
        {
            Holds.Add(condition);
        }
    }

    /// <summary>A pipelined loop before this one that it has to wait for, and what both use; null where there is none.</summary>
    public (LoopStatement Loop, string Shared)? Behind { get; set; }

    /// <summary>
    /// [Pipeline]: requested initiation interval, 0 for the smallest that there is; null when the loop is not to be pipelined.
    /// </summary>
    public int? InitiationInterval { get; set; }
}

/// <summary>
/// Blocks that may run at the same time, and are all done when the statement is. Running them one after the other is always right: none
/// writes what another one reads or writes, at most one uses SimpleMemory, and no jump leaves a block. A single block is a task that
/// has not found company yet. A network, whose blocks are joined by streams, is the exception: its blocks have to run at the same time,
/// since one waits for another one in the middle.
/// </summary>
public sealed class ParallelStatement(SourceLocation? source) : Statement(source)
{
    /// <summary>The blocks.</summary>
    public List<Block> Blocks { get; } = [];

    /// <summary>Of a network: what the tasks are called, and where they are started, by block. Null where no streams join the
    /// blocks.</summary>
    public IReadOnlyList<TaskName>? Names { get; init; }

    /// <summary>Arrays that several blocks mention and only one of them uses, as was proved: which one, depends on a variable that none
    /// sets.</summary>
    public IReadOnlyList<ArrayVariable> Apart { get; init; } = [];

    /// <summary>Its blocks are pipelined loops, which the compiler has put beside each other.</summary>
    public bool IsOfLoops { get; init; }

    /// <summary>Streams join the blocks.</summary>
    public bool IsNetwork => Names is not null;
}

/// <summary>A task of a network.</summary>
/// <param name="Name">Its method, or that around it.</param>
/// <param name="Source">Where it is started.</param>
public sealed record TaskName(string Name, SourceLocation? Source);

/// <summary>Leaves a loop.</summary>
public sealed class BreakStatement(LoopStatement loop, SourceLocation? source) : Statement(source)
{
    /// <summary>Which loop (it encloses the statement).</summary>
    public LoopStatement Loop { get; set; } = loop;
}

/// <summary>Goes on with a loop's step.</summary>
public sealed class ContinueStatement(LoopStatement loop, SourceLocation? source) : Statement(source)
{
    /// <summary>Which loop (it encloses the statement).</summary>
    public LoopStatement Loop { get; set; } = loop;
}

/// <summary>Leaves the function.</summary>
public sealed class ReturnStatement(Expression? value, SourceLocation? source) : Statement(source)
{
    /// <summary>The result, or null.</summary>
    public Expression? Value { get; set; } = value;
}
