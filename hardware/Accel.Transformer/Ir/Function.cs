using Accel.Rtl;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Ir;

/// <summary>A parameter: exactly one of the two is set.</summary>
/// <param name="Variable">A value, or (when <paramref name="IsReference"/>) another name of the caller's variable.</param>
/// <param name="Array">An array of the caller.</param>
/// <param name="IsReference">ref, out or in.</param>
public sealed record Parameter(Variable? Variable, ArrayVariable? Array, bool IsReference);

/// <summary>A method as structured IR. The SimpleMemory parameter is implicit: there is one memory.</summary>
public sealed class Function(string name, SourceLocation? source)
{
    /// <summary>Qualified C# name.</summary>
    public string Name { get; } = name;

    /// <summary>Where it is declared.</summary>
    public SourceLocation? Source { get; } = source;

    /// <summary>
    /// Parameters in order, without the SimpleMemory; <c>this</c> of an instance method is scalarised into its fields in front.
    /// </summary>
    public List<Parameter> Parameters { get; } = [];

    /// <summary>Local variables (parameters excluded).</summary>
    public List<Variable> Variables { get; } = [];

    /// <summary>Local arrays (parameters excluded).</summary>
    public List<ArrayVariable> Arrays { get; } = [];

    /// <summary>Streams that its tasks are joined by.</summary>
    public List<StreamVariable> Streams { get; } = [];

    /// <summary>Type of the result, or null.</summary>
    public IrType? ResultType { get; set; }

    /// <summary>The code.</summary>
    public Block Body { get; set; } = new();

    /// <summary>[MethodImpl(NoInlining)] asks for it: built once and run from wherever it is called, where that is possible.</summary>
    public bool IsShared { get; set; }

    /// <summary>The methods that are built once for this function; a method stands before those that run it.</summary>
    public List<SharedMethod> Shared { get; } = [];

    /// <summary>How many invocations of it can wait for another one, if it may call itself.</summary>
    public int? RecursionDepth { get; set; }

    /// <summary>
    /// [AdditionOnly] on the method or its class: demanded of it and of what it calls. Inlining passes it on to the expressions.
    /// </summary>
    public bool IsAdditionOnly { get; set; }

    /// <summary>
    /// Rewrites the body and that of every shared method, each by itself: what is known where a method is run says nothing about
    /// other places. Shared methods that nothing runs any more go away.
    /// </summary>
    /// <param name="rewrite">Block to block. It may add shared methods: copies of the ones below the block.</param>
    internal void Rewrite(Func<Block, Block> rewrite)
    {
        Body = rewrite(Body);
        HashSet<SharedMethod> done = [];
        while (Shared.FindLast(method => !done.Contains(method)) is { } next)
        {
            _ = done.Add(next);
            next.Body = rewrite(next.Body);
        }

        if (Shared.Count > 0)
        {
            var run = IrWalk.All(Body).OfType<RunStatement>().Select(statement => statement.Method).ToHashSet();
            _ = Shared.RemoveAll(method => !run.Contains(method));
        }
    }
}

/// <summary>One kernel class: its entry points and all functions they reach.</summary>
public sealed class KernelProgram(string name)
{
    /// <summary>The class's name, which becomes the entity's.</summary>
    public string Name { get; } = name;

    /// <summary>Entry points in order of declaration; the member number of the hardware interface is the index.</summary>
    public List<Function> EntryPoints { get; } = [];

    /// <summary>All functions reached, entry points included, callees before callers.</summary>
    public List<Function> Functions { get; } = [];

    /// <summary>Persistent and constant arrays that belong to the class and not to a method.</summary>
    public List<ArrayVariable> Arrays { get; } = [];
}
