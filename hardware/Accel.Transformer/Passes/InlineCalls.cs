using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>Replaces every call by a copy of the callee, but for methods that are to be built once.</summary>
internal sealed class InlineCalls : IPass
{
    /// <inheritdoc/>
    public string Name => "inline-calls";

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        foreach (var function in program.Functions)
        {
            if (IsRecursive(function))
            {
                context.Report(DiagnosticDescriptors.Recursion, function.Source, function.Name, "");
            }
        }

        if (!context.Diagnostics.IsEmpty)
        {
            return;
        }

        // Callees stand before callers, so that what is copied has no calls any more but of shared methods.
        foreach (var function in program.Functions)
        {
            function.Body = new Inliner(function).Rewrite(function.Body);
        }

        program.Functions.RemoveAll(f => !program.EntryPoints.Contains(f) && !f.IsShared);
    }

    private static bool IsRecursive(Function function)
    {
        HashSet<Function> seen = [];
        Stack<Function> open = new([function]);
        while (open.TryPop(out var caller))
        {
            foreach (var callee in IrWalk.All(caller.Body).OfType<CallStatement>().Select(c => c.Callee))
            {
                if (callee == function)
                {
                    return true;
                }

                if (seen.Add(callee))
                {
                    open.Push(callee);
                }
            }
        }

        return false;
    }

    private sealed class Inliner(Function caller) : DemandingRewriter(caller.IsAdditionOnly ? caller.Name : null)
    {
        protected override void Rewrite(Statement statement, List<Statement> to)
        {
            if (statement is CallStatement { Callee.IsShared: false } call)
            {
                CalleeCopier.Inline(call, call.Callee.Body, caller, Rewrite, Demand(call.AdditionOnlyIn), to);
            }
            else
            {
                base.Rewrite(statement, to);
            }
        }
    }
}
