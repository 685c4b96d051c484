using System.Globalization;
using Accel.Transformer.Budgets;
using Accel.Transformer.Ir;
using Accel.Transformer.Ir.Text;
using Accel.Transformer.Passes;

namespace Accel.Transformer;

/// <summary>
/// The passes of the compiler, in order: its architecture. The invariants of the IR are checked before the first and after each of them.
/// </summary>
internal static class Pipeline
{
    /// <summary>From what the front end makes to what can be scheduled.</summary>
    public static IReadOnlyList<IPass> Passes { get; } =
    [
        // First: what calls itself cannot be copied into its caller.
        new LowerRecursion(),
        // Every later pass looks at one function without calls.
        new InlineCalls(),
        // After inlining, which shows the indices in methods; before handovers, which concern whole arrays.
        new SplitArrays(),
        // After inlining, so that accesses in methods are seen beside the streams that their callers use; before everything that moves
        // accesses or makes other storage of arrays.
        new ProveHandovers(),
        // After inlining, which shows from where a method that is built once is called; before everything that is told by it what a method
        // changes.
        new ShareCalls(),
        // After inlining, because early returns of callees become jumps out of loops that run once.
        new StraightenJumps(),
        // After straightening, which needs no flag for most jumps; before constants, which make flags of loops that always end so go away.
        new FlagJumps(),
        // After straightening, because fewer jumps mean that more is known; before unrolling, which needs constant bounds.
        new PropagateConstants(),
        // After constants, which show that an inner loop is entered for certain; before unrolling, which would copy it.
        new FlattenLoops(),
        // Before everything that looks at indices: they become constants in the copies.
        new UnrollLoops(),
        // After unrolling, whose copies jump out of loops that run once.
        new StraightenJumps("straighten-copies"),
        // After unrolling, because only then every index may be a constant.
        new ReplaceArrays(),
        // After arrays became variables: their elements may hold constants.
        new PropagateConstants("propagate-element-constants"),
        // After constants, which are what it looks for, and after small arrays became variables, which know more; before clears are
        // removed.
        new FindTables(),
        // Before banking, because the proof that a loop writes every element looks at whole arrays.
        new RemoveArrayClears(),
        // After clears are removed, because the proof looks at whole arrays and what is cleared is not merged; before banking, which the
        // condition is no matter of.
        new MergeHandedArrays(),
        // After the arrays that stay memories are known, and after constants in indices, from which banks are told.
        new BankArrays(),
        // After banking: all banks are cleared in one loop.
        new ExpandArrayClears(),
        // After unrolling and flattening, which look for conditions where they stand in C#; before divisions, which may stand in one.
        new LeadWithReads(),
        // After banking, which makes arrays that are small enough for LUTs, and after clears are loops, which then clear all copies at
        // once.
        new CopyReadArrays(),
        // After everything that tells data apart by constant indices and banks: tasks that share nothing are found.
        new GatherTasks(),
        // After tasks are gathered, which then have processes of their own; before divisions, which stay in the loop they stand in.
        new OverlapLoops(),
        // After all folding, which may turn a divisor or a factor into a constant; before divisions become loops.
        new CheckAdditionOnly(),
        // Before widths, which its registers profit from as well.
        new LowerDivisions(),
        // Behind all that changes values: the types it makes fit the values exactly, and other passes would only hide that.
        new NarrowWidths(),
        // After widths, which decide how many blocks there are.
        new JoinReadArrays(),
    ];

    /// <summary>Runs the passes; false when a pass reported something or the user asked to stop.</summary>
    /// <exception cref="CompilerDefectException">A pass failed or broke an invariant.</exception>
    public static bool Run(KernelProgram program, PassContext context) => Run(program, context, Passes);

    /// <summary>Runs some passes.</summary>
    /// <exception cref="CompilerDefectException">A pass failed or broke an invariant.</exception>
    internal static bool Run(KernelProgram program, PassContext context, IReadOnlyList<IPass> passes)
    {
        int first = First(passes, context.Options.Start?.After);
        StorageBudget.Check(program);
        OperationBudget.CheckCalls(program);
        OperationBudget.Check(program, "the front end");
        if (first == 0)
        {
            Dump(program, context, 0, KernelCompiler.FrontEndName);
        }

        Check(program, KernelCompiler.FrontEndName);
        for (int i = first; i < passes.Count; i++)
        {
            var pass = passes[i];
            CompilerDefectException.Guard(pass.Name, () => pass.Run(program, context));
            if (!context.Diagnostics.IsEmpty)
            {
                return false;
            }

            StorageBudget.Check(program);
            OperationBudget.Check(program, pass.Name);

            Dump(program, context, i + 1, pass.Name);
            Check(program, pass.Name);
            if (pass.Name == context.Options.StopAfter)
            {
                return false;
            }
        }

        return true;
    }

    // The pass behind one of that name.
    private static int First(IReadOnlyList<IPass> passes, string? after)
    {
        if (after is null or KernelCompiler.FrontEndName)
        {
            return 0;
        }

        int last = passes.Select(static p => p.Name).ToList().IndexOf(after);
        return last >= 0 ? last + 1
            : throw new ArgumentException(
                $"there is no pass {after}; there are {string.Join(", ", passes.Select(static p => p.Name))}", nameof(after));
    }

    private static void Check(KernelProgram program, string pass)
    {
        var violations = IrInvariants.Check(program);
        if (violations.Count > 0)
        {
            throw new CompilerDefectException(pass, null, "broken invariant: " + string.Join("; ", violations.Take(3)));
        }
    }

    private static void Dump(KernelProgram program, PassContext context, int number, string name)
    {
        if (context.Options.DumpIrDirectory is { } directory)
        {
            Directory.CreateDirectory(directory);
            string file = System.IO.Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{number:00}-{name}.ir"));
            string temporary = $"{file}.{Guid.NewGuid():N}.tmp";
            try
            {
                // Whole or not at all.
                File.WriteAllText(temporary, IrPrinter.Print(program, withSources: true));
                File.Move(temporary, file, overwrite: true);
            }
            finally
            {
                File.Delete(temporary);
            }
        }
    }
}
