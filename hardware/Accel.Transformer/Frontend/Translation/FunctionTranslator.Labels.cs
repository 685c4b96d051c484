using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>goto: C# lets it name labels of the blocks around it alone, so it leaves what stands before the label, or repeats what stands
/// behind it.</content>
internal sealed partial class FunctionTranslator
{
    private void TranslateInOrder(IReadOnlyList<IOperation> statements)
    {
        List<int> labels =
            [.. Enumerable.Range(0, statements.Count).Where(i => LabelAt(statements, i) is { } label && IsNamed(statements, label))];
        if (labels.Count == 0)
        {
            statements.ToList().ForEach(TranslateStatement);
            return;
        }

        // The last one that is jumped to from before it, unless what stands behind it goes back to before it: that repeats both.
        int at = labels.FindLast(i => IsNamed(statements.Take(i), LabelAt(statements, i)!)
            && !labels.Exists(earlier => earlier < i && IsNamed(statements.Skip(i), LabelAt(statements, earlier)!)));
        at = at > 0 ? at : labels[0];
        ILabelSymbol target = LabelAt(statements, at)!;
        IReadOnlyList<IOperation> before = [.. statements.Take(at)];
        if (IsNamed(before, target))
        {
            // Left in the middle, as by a break.
            LoopStatement once = new(_place);
            _jumps[target] = new Jump(once, false);
            Once(once, () => TranslateInOrder(before));
        }
        else
        {
            TranslateInOrder(before);
        }

        IReadOnlyList<IOperation> rest = [.. statements.Skip(at + 1)];
        rest = ((ILabeledOperation)statements[at]).Operation is { } labelled ? [labelled, .. rest] : rest;
        if (IsNamed(rest, target))
        {
            Repeat(rest, target);
        }
        else
        {
            TranslateInOrder(rest);
        }
    }

    // A loop that goes on only where a goto says so.
    private void Repeat(IReadOnlyList<IOperation> statements, ILabelSymbol label)
    {
        LoopStatement again = new(_place) { Condition = IrBuild.Constant(true) };
        _jumps[label] = new Jump(again, true);
        Emit(again);
        Within(again, () => Iterate(
            again,
            () => { },
            () =>
            {
                TranslateInOrder(statements);
                if (!_flow.IsDead)
                {
                    Leave(again, isContinue: false);
                }
            },
            () => { }));
    }

    private static ILabelSymbol? LabelAt(IReadOnlyList<IOperation> statements, int index)
        => (statements[index] as ILabeledOperation)?.Label;

    private static bool IsNamed(IEnumerable<IOperation> statements, ILabelSymbol label) => statements
        .SelectMany(static statement => statement.DescendantsAndSelf())
        .Any(inner => inner is IBranchOperation { BranchKind: BranchKind.GoTo } branch
            && SymbolEqualityComparer.Default.Equals(branch.Target, label));
}
