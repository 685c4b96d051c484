using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// Gives each of the tasks of a network that read one block RAM, which none of them writes, an array of its own of the same content: of a
/// table, or of what has been filled before the tasks start. What stores to the first one stores to all.
/// </summary>
internal sealed class CopyReadArrays : IPass
{
    /// <inheritdoc/>
    public string Name => "copy-read-arrays";

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        Dictionary<ArrayVariable, List<ArrayVariable>> copies = [];
        foreach (var function in program.Functions)
        {
            new Separator(array => program.Arrays.Contains(array) ? program.Arrays : function.Arrays, copies).Run(function.Body);
        }

        if (copies.Count == 0)
        {
            return;
        }

        foreach (var function in program.Functions)
        {
            function.Rewrite(body => new StoreToAll(function, copies).Rewrite(body));
        }
    }

    /// <summary>Lets tasks read copies.</summary>
    /// <param name="declarations">Where an array is declared.</param>
    /// <param name="copies">Of an array, what the second, third, ... of the tasks that read it together read instead.</param>
    private sealed class Separator(Func<ArrayVariable, List<ArrayVariable>> declarations,
        Dictionary<ArrayVariable, List<ArrayVariable>> copies)
    {
        public void Run(Block block) => Separate(block, new HashSet<ArrayVariable>());

        // Others that run at the same time use those that are busy.
        private void Separate(Block block, IReadOnlySet<ArrayVariable> busy)
        {
            foreach (var statement in block.Statements)
            {
                if (statement is ParallelStatement { IsNetwork: true } network)
                {
                    Separate(network, busy);
                    var uses = network.Blocks.ConvertAll(static task => Footprint.Of(task).Arrays.ToHashSet());
                    foreach (var (task, own) in network.Blocks.Zip(uses))
                    {
                        Separate(task, uses.Where(u => u != own).SelectMany(static u => u).Concat(busy).ToHashSet());
                    }
                }
                else
                {
                    foreach (var inner in IrWalk.Blocks(statement))
                    {
                        Separate(inner, busy);
                    }
                }
            }
        }

        private void Separate(ParallelStatement network, IReadOnlySet<ArrayVariable> busy)
        {
            List<Footprint> tasks = network.Blocks.ConvertAll(Footprint.Of);
            var rewriters = tasks.ConvertAll(static _ => new IrRewriter());
            foreach (var array in tasks.SelectMany(static t => t.Arrays).Distinct().ToList())
            {
                if (ArrayShape.IsSynchronous(array) && !tasks.Exists(t => t.Writes(array)))
                {
                    List<int> others = [.. Enumerable.Range(0, tasks.Count).Where(task => tasks[task].Uses(array)).Skip(1)];
                    foreach (var (task, copy) in others.Zip(CopiesOf(array, others.Count, busy)))
                    {
                        rewriters[task].Arrays[array] = copy;
                    }
                }
            }

            for (int task = 0; task < tasks.Count; task++)
            {
                Replace(network.Blocks, task, rewriters[task]);
            }
        }

        // A method that is built once belongs to the task's state machine.
        private static void Replace(List<Block> tasks, int task, IrRewriter rewriter)
        {
            if (rewriter.Arrays.Count > 0)
            {
                foreach (var method in IrWalk.All(tasks[task]).OfType<RunStatement>().Select(static r => r.Method).Distinct().ToList())
                {
                    method.Body = rewriter.Rewrite(method.Body);
                }

                tasks[task] = rewriter.Rewrite(tasks[task]);
            }
        }

        private List<ArrayVariable> CopiesOf(ArrayVariable array, int count, IReadOnlySet<ArrayVariable> busy)
        {
            var made = copies.GetValueOrDefault(array) ?? [];
            while (made.Count(c => !busy.Contains(c)) < count)
            {
                var copy = array.Copy();
                copy.CopyOf = array.CopyOf ?? array;
                declarations(array).Add(copy);
                made.Add(copy);
                copies[array] = made;
            }

            return [.. made.Where(c => !busy.Contains(c)).Take(count)];
        }
    }

    private sealed class StoreToAll(Function function, IReadOnlyDictionary<ArrayVariable, List<ArrayVariable>> copies) : HoistingRewriter
    {
        protected override void Simple(Statement statement, List<Statement> to)
        {
            if (statement is not ArrayStoreStatement store || !copies.ContainsKey(store.Array))
            {
                base.Simple(statement, to);
                return;
            }

            var index = Hold(function, Rewrite(store.Index), "index");
            var value = Hold(function, Rewrite(store.Value), "value");
            foreach (var array in AllOf(store.Array))
            {
                to.Add(new ArrayStoreStatement(array, index, value, store.Source));
            }
        }

        private IEnumerable<ArrayVariable> AllOf(ArrayVariable array)
            => copies.TryGetValue(array, out var others) ? others.SelectMany(AllOf).Prepend(array) : [array];
    }
}
