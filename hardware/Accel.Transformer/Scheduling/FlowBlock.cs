using Accel.Rtl;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling.Pipelines;

namespace Accel.Transformer.Scheduling;

/// <summary>Asks SimpleMemory for a cell; the answer is taken by a later <see cref="ReadResponse"/>, in order.</summary>
internal sealed class ReadRequest(Expression cell, SourceLocation? source) : Statement(source)
{
    /// <summary>Cell index.</summary>
    public Expression Cell { get; } = cell;
}

/// <summary>Takes the next answer of SimpleMemory.</summary>
internal sealed class ReadResponse(Variable target, SourceLocation? source) : Statement(source)
{
    /// <summary>Receives the cell.</summary>
    public Variable Target { get; } = target;
}

/// <summary>
/// A basic block: statements without jumps (small ifs included, which become choices), then a decision. A null successor is the
/// end of the entry point.
/// </summary>
internal sealed class FlowBlock(int id)
{
    /// <summary>Number, in order of creation.</summary>
    public int Id { get; } = id;

    /// <summary>What is done, in order.</summary>
    public List<Statement> Statements { get; } = [];

    /// <summary>Decides between the successors; null when there is one.</summary>
    public Expression? Condition { get; set; }

    /// <summary>Next when the condition is 1 or absent.</summary>
    public FlowBlock? Next { get; set; }

    /// <summary>Next when the condition is 0.</summary>
    public FlowBlock? Otherwise { get; set; }

    /// <summary>The loop whose body starts here.</summary>
    public LoopStatement? Loop { get; set; }

    /// <summary>The loop that this block stands for, when it is a pipeline; then there are no statements.</summary>
    public PipelinedLoop? Pipeline { get; set; }

    /// <summary>The line of the decision.</summary>
    public SourceLocation? Source { get; set; }

    /// <summary>
    /// Entries of the blocks that run at the same time, each as a process of its own: started on the way here and awaited here.
    /// </summary>
    public IReadOnlyList<FlowBlock> Started { get; init; } = [];

    /// <summary>The end of a process that another one waits for.</summary>
    public bool IsEnd { get; init; }

    /// <summary>The shared method that it is part of, or null.</summary>
    public SharedMethod? Shared { get; init; }

    /// <summary>Nothing happens here.</summary>
    public bool IsEmpty => Statements.Count == 0 && Condition is null && Started.Count == 0 && !IsEnd && Pipeline is null;

    /// <summary>Blocks that lead here.</summary>
    public List<FlowBlock> Predecessors { get; } = [];

    /// <summary>Starts a state of its own: it is not copied into the blocks that lead to it.</summary>
    public bool IsRoot { get; set; }

    /// <summary>Variables whose value on entry matters.</summary>
    public HashSet<Variable> LiveIn { get; } = [];

    /// <summary>The successors that exist.</summary>
    public IEnumerable<FlowBlock> Successors
    {
        get
        {
            if (Next is not null)
            {
                yield return Next;
            }

            if (Condition is not null && Otherwise is not null && Otherwise != Next)
            {
                yield return Otherwise;
            }
        }
    }
}
