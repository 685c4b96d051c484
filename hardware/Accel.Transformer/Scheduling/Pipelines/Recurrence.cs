using System.Globalization;
using Accel.Rtl;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling.Pipelines;

/// <summary>Says which way around the loop takes longer than the interval, with its lines.</summary>
internal static class Recurrence
{
    /// <summary>A variable whose next value comes too late.</summary>
    public static PipelineRefusal Of(PipelineSlice slice, Variable variable, int interval)
    {
        var value = slice.Writes.First(w => w.Variable == variable).Value;
        return new PipelineRefusal(
            $"the next value of {variable.Name} takes more than {Cycles(interval)} from the last one{Lines(value, variable)}", value.Source ?? variable.Source);
    }

    /// <summary>An array that is read or written too early.</summary>
    public static PipelineRefusal Of(Dependence dependence, int interval)
    {
        string what = dependence.From switch
        {
            StoreEffect store => $"what is stored to {store.Array.Name}",
            LoadEffect load => $"the load from {load.Result.Array!.Name}",
            _ => "the order of requests to SimpleMemory",
        };
        string known = dependence.Distance == 1 ? "the next iteration, as far as its indices tell," : $"the iteration {dependence.Distance} later";
        return new PipelineRefusal(
            $"{what}{At(dependence.From.Source)} is needed by {known}{At(dependence.To.Source)} and takes more than {Cycles(interval * dependence.Distance)}",
            dependence.From.Source);
    }

    /// <summary>The lines of the operators between an iteration's start, or a variable, and a value.</summary>
    public static string Lines(Node value, Variable? from = null)
    {
        HashSet<Node> seen = [];
        SortedSet<int> lines = [];
        Visit(value);
        return lines.Count == 0 ? "" : $" (line{(lines.Count == 1 ? "" : "s")} {string.Join(", ", lines.Take(8))}{(lines.Count > 8 ? ", ..." : "")})";

        // True when the variable is reached; without one every way counts.
        bool Visit(Node node)
        {
            Stack<(Node Node, bool IsDone)> open = new([(node, false)]);
            HashSet<Node> reaching = [];
            while (open.TryPop(out var top))
            {
                if (top.IsDone)
                {
                    if (from is null || top.Node.Operands.Any(reaching.Contains) || (top.Node.Kind == NodeKind.Variable && top.Node.Variable == from))
                    {
                        reaching.Add(top.Node);
                        if (top.Node.Source is { Line: > 0 } source && top.Node.Operands.Length > 0)
                        {
                            lines.Add(source.Line);
                        }
                    }
                }
                else if (seen.Add(top.Node))
                {
                    open.Push((top.Node, true));
                    foreach (var operand in top.Node.Operands)
                    {
                        open.Push((operand, false));
                    }
                }
            }

            return reaching.Contains(node);
        }
    }

    private static string Cycles(int count) => count == 1 ? "one cycle" : string.Create(CultureInfo.InvariantCulture, $"{count} cycles");

    private static string At(SourceLocation? source) => source is { Line: > 0 } ? string.Create(CultureInfo.InvariantCulture, $" in line {source.Line}") : "";
}
