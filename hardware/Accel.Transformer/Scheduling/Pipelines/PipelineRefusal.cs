using Accel.Rtl;

namespace Accel.Transformer.Scheduling.Pipelines;

/// <summary>Why a loop cannot be pipelined as asked: a whole clause, and where the cause is.</summary>
internal sealed class PipelineRefusal(string reason, SourceLocation? place) : Exception(reason)
{
    /// <summary>The line of the cause.</summary>
    public SourceLocation? Place { get; } = place;

    /// <summary>True when all that is too late is whether another iteration follows.</summary>
    public bool IsOfCondition { get; init; }
}
