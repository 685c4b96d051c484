using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>Whether a pipelined loop has more accesses of an array in an iteration than one port takes.</summary>
internal static class PortDemand
{
    /// <summary>Loads, or stores, of one array; of a banked one as many as it has banks are taken to share no port.</summary>
    public static bool IsOverOnePort(KernelProgram program, ArrayVariable array)
        => program.Functions.SelectMany(static f => IrWalk.All(f.Body)).OfType<LoopStatement>()
            .Where(static l => l.InitiationInterval is not null).Any(loop => IsOver(loop, array));

    private static bool IsOver(LoopStatement loop, ArrayVariable array)
    {
        List<Statement> iteration = [.. IrWalk.Blocks(loop).SelectMany(static b => b.Statements)];
        int ports = array.Banks * Math.Max(1, loop.InitiationInterval!.Value);
        return Accesses(iteration, s => Loads(s, array)).Count > ports || Accesses(iteration, s => Stores(s, array)).Count > ports;
    }

    // The indices of an iteration that goes where there are most of them, each once.
    private static List<Expression> Accesses(IEnumerable<Statement> statements, Func<Statement, IEnumerable<Expression>> own)
    {
        List<Expression> found = [];
        foreach (var statement in statements)
        {
            Add(found, own(statement));
            if (statement is IfStatement choice)
            {
                Add(found, Longer(Accesses(choice.Then.Statements, own), Accesses(choice.Else.Statements, own)));
            }
            else
            {
                Add(found, IrWalk.Blocks(statement).SelectMany(inside => Accesses(inside.Statements, own)));
            }
        }

        return found;
    }

    private static IEnumerable<Expression> Stores(Statement statement, ArrayVariable array)
        => statement is ArrayStoreStatement store && store.Array == array ? [store.Index] : [];

    private static IEnumerable<Expression> Loads(Statement statement, ArrayVariable array)
        => IrWalk.Expressions(statement).SelectMany(e => Loads(e, array));

    private static List<Expression> Loads(Expression expression, ArrayVariable array)
    {
        List<Expression> found = [];
        if (expression is SelectExpression choice)
        {
            Add(found, Loads(choice.Condition, array));
            Add(found, Longer(Loads(choice.WhenTrue, array), Loads(choice.WhenFalse, array)));
            return found;
        }

        if (expression is ArrayLoadExpression load && load.Array == array)
        {
            found.Add(load.Index);
        }

        Add(found, IrWalk.Parts(expression).SelectMany(part => Loads(part, array)));
        return found;
    }

    private static List<Expression> Longer(List<Expression> one, List<Expression> other) => one.Count >= other.Count ? one : other;

    private static void Add(List<Expression> to, IEnumerable<Expression> indices)
        => to.AddRange(indices.ToList().Where(index => !to.Exists(o => TwinExpressions.AreSame(o, index))));
}
