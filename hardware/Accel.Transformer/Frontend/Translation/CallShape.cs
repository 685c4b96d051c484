using System.Globalization;
using System.Text;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;

namespace Accel.Transformer.Frontend.Translation;

/// <summary>An argument as far as the callee's translation depends on it.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Place">For references and by-reference arguments: what the caller gives. Null for scalars and structs by value.</param>
internal sealed record ShapeArgument(IParameterSymbol Parameter, Place? Place);

/// <summary>A call as far as the callee's translation depends on it: which arrays, of which lengths, and what is given twice.</summary>
/// <param name="Method">The callee.</param>
/// <param name="This">The receiver of an instance method, or null.</param>
/// <param name="Arguments">One a parameter, in order of the parameters.</param>
internal sealed record CallShape(IMethodSymbol Method, Place? This, IReadOnlyList<ShapeArgument> Arguments)
{
    /// <summary>Nobody calls it.</summary>
    public bool IsEntryPoint { get; init; }

    /// <summary>Distinguishes shapes of one method.</summary>
    public string Lengths
    {
        get
        {
            StringBuilder text = new();
            Dictionary<object, int> seen = [];
            Describe(This, text, seen);
            foreach (ShapeArgument argument in Arguments)
            {
                Describe(argument.Place, text, seen);
            }

            return text.ToString();
        }
    }

    private static void Describe(Place? place, StringBuilder text, Dictionary<object, int> seen)
    {
        switch (place)
        {
            case ArrayPlace array:
                _ = text.Append(CultureInfo.InvariantCulture, $",{array.Length}");
                foreach (ArrayVariable part in array.Layout.Arrays)
                {
                    DescribeTwin(part, text, seen);
                }

                break;
            case VariablePlace variable:
                DescribeTwin(variable.Variable, text, seen);
                break;
            case ObjectPlace item:
                foreach (Place field in item.Fields.Values)
                {
                    Describe(field, text, seen);
                }

                break;
            case SlotPlace { Initial: ReferenceValue { Target: var target } }:
                Describe(target, text, seen);
                break;
        }
    }

    // What the caller gives a second time: the same as the one of that number.
    private static void DescribeTwin(object storage, StringBuilder text, Dictionary<object, int> seen)
    {
        if (!seen.TryAdd(storage, seen.Count))
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"={seen[storage]}");
        }
    }
}
