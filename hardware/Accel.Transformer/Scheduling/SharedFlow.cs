using Accel.Rtl;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>
/// The blocks of a shared method among those of its state machine: every place that runs it leads to its entry, and a register with
/// the number of the place leads from its end to what stands behind the place. Both are states of their own.
/// </summary>
internal sealed class SharedFlow
{
    private readonly List<(FlowBlock From, FlowBlock Behind, SourceLocation? Source)> _places = [];
    private readonly FlowBlock _entry;

    /// <summary>Begins the method.</summary>
    public SharedFlow(SharedMethod method, FlowBlock entry)
    {
        (Method, _entry) = (method, entry);
        entry.IsRoot = true;
    }

    /// <summary>What is run.</summary>
    public SharedMethod Method { get; }

    /// <summary>Number of places that run it.</summary>
    public int Places => _places.Count;

    /// <summary>The last block of its body; null when it never ends.</summary>
    public FlowBlock? End { get; set; }

    /// <summary>Adds a place that runs it.</summary>
    /// <param name="from">The block that ends there.</param>
    /// <param name="behind">The block that follows.</param>
    /// <param name="source">Its line.</param>
    public void Add(FlowBlock from, FlowBlock behind, SourceLocation? source)
    {
        (from.Next, behind.IsRoot) = (_entry, true);
        behind.Source = source;
        _places.Add((from, behind, source));
    }

    /// <summary>Leads back from the end, when all places are known.</summary>
    /// <param name="make">Makes a block.</param>
    public void Connect(Func<FlowBlock> make)
    {
        if (_places.Count == 1)
        {
            End?.Next = _places[0].Behind;
            return;
        }

        string name = Method.Name[(Method.Name.LastIndexOf('.') + 1)..];
        var place = new Variable(name + "_place", new IrType(System.Numerics.BitOperations.Log2((uint)(_places.Count - 1)) + 1, false), Method.Source);
        for (int i = 0; i < _places.Count; i++)
        {
            _places[i].From.Statements.Add(new AssignStatement(place, IrBuild.Constant(place.Type, i), _places[i].Source));
        }

        if (End is not null)
        {
            Return(End, place, 0, _places.Count, make);
        }
    }

    private void Return(FlowBlock from, Variable place, int first, int count, Func<FlowBlock> make)
    {
        if (count == 1)
        {
            from.Next = _places[first].Behind;
            return;
        }

        int half = count / 2;
        var (low, high) = (make(), make());
        from.Source ??= Method.Source;
        (from.Condition, from.Next, from.Otherwise) = (
            IrBuild.Binary(BinaryOperator.LessThan, new VariableExpression(place), IrBuild.Constant(place.Type, first + half)), low, high);
        Return(low, place, first, half, make);
        Return(high, place, first + half, count - half, make);
    }
}
