using Accel.Rtl.Simulation.Activity;
using Accel.Rtl.Simulation.Words;

namespace Accel.Rtl.Simulation.Machine;

/// <summary>
/// The order in which the words of a block are evaluated: depth first from each stored word, so that values are used soon after they are
/// made.
/// </summary>
internal static class BlockOrder
{
    public static List<Word> Of(Block block, ActivityPlan plan)
    {
        var inside = block.Words.ToHashSet();
        var order = new List<Word>(inside.Count);
        var visited = new HashSet<Word>();
        foreach (var root in block.Words.Where(plan.IsStored))
        {
            var stack = new Stack<(Word Word, bool Entered)>([(root, false)]);
            while (stack.TryPop(out var top))
            {
                if (top.Entered)
                {
                    order.Add(top.Word);
                    continue;
                }

                if (!visited.Add(top.Word))
                    continue;
                stack.Push((top.Word, true));
                foreach (var operand in top.Word.Operands.Where(o => inside.Contains(o) && !visited.Contains(o)))
                    stack.Push((operand, false));
            }
        }

        return order;
    }
}
