using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>Variables that one assignment in the text sets: what that says of them holds wherever they are used.</summary>
internal sealed class Definitions
{
    private readonly Dictionary<Variable, AssignStatement> _only = [];
    private readonly Dictionary<Variable, KnownBits> _bits = [];

    /// <summary>Of a function.</summary>
    public Definitions(Function function)
    {
        var set = IrWalk.All(function.Body).SelectMany(s => IrWalk.Targets(s).Select(target => (target, s)))
            .ToLookup(p => p.target, p => p.s);
        foreach (var setters in set.Where(g => g.Count() == 1 && !function.Parameters.Exists(p => p.Variable == g.Key)))
        {
            if (setters.Single() is AssignStatement assign)
            {
                _only.Add(setters.Key, assign);
            }
        }
    }

    /// <summary>The one assignment; null where there is none, or more than one.</summary>
    public AssignStatement? Of(Variable variable) => _only.GetValueOrDefault(variable);

    /// <summary>What the bits of a value are, whenever it is computed.</summary>
    public KnownBits BitsOf(Expression value) => KnownBits.Of(value, BitsOf);

    private KnownBits BitsOf(Variable variable)
    {
        if (!_bits.TryGetValue(variable, out var bits))
        {
            // What depends on itself is not known.
            _bits[variable] = KnownBits.None;
            _bits[variable] = bits = Of(variable) is { } assign ? BitsOf(assign.Value) : KnownBits.None;
        }

        return bits;
    }
}
