using Accel.Rtl;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Frontend.Translation;

/// <summary>A task while its body is translated, or what starts it.</summary>
/// <param name="Parent">What starts it; null outside of all tasks.</param>
/// <param name="Loops">The loops around its start.</param>
/// <param name="Source">Where it is started.</param>
internal sealed record TaskScope(TaskScope? Parent, IReadOnlyList<LoopStatement> Loops, SourceLocation? Source)
{
    /// <summary>It uses a stream that is made outside of it.</summary>
    public bool IsJoined { get; set; }
}

/// <summary>A task that is started.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="IsJoined">Streams join it to others.</param>
internal sealed record StartedTask(TaskName Name, bool IsJoined);

/// <summary>A task is waited for. Stands among the statements until the front end has formed networks.</summary>
/// <param name="tasks">How many are named; null for all of an array.</param>
/// <param name="source">Where.</param>
internal sealed class TaskWait(int? tasks, SourceLocation? source) : Statement(source)
{
    /// <summary>How many are named; null for all of an array.</summary>
    public int? Tasks { get; } = tasks;
}

/// <summary>A stream: an end is used by one task only.</summary>
internal sealed class StreamPlace(StreamVariable stream, Microsoft.CodeAnalysis.ITypeSymbol elementType, TaskScope scope,
    IReadOnlyList<LoopStatement> loops) : Place
{
    public StreamVariable Stream { get; } = stream;

    public Microsoft.CodeAnalysis.ITypeSymbol ElementType { get; } = elementType;

    /// <summary>The task that makes it.</summary>
    public TaskScope Scope { get; } = scope;

    /// <summary>The loops around its making.</summary>
    public IReadOnlyList<LoopStatement> Loops { get; } = loops;

    public TaskScope? Reader { get; set; }

    public TaskScope? Writer { get; set; }
}
