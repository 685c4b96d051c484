using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Accel.Transformer.Frontend.Translation;

/// <summary>An argument as far as the callee's translation depends on it.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Place">For references and by-reference arguments: what the caller gives. Null for scalars and structs by value.</param>
internal sealed record ShapeArgument(IParameterSymbol Parameter, Place? Place);

/// <summary>A call as far as the callee's translation depends on it: which arrays, of which lengths.</summary>
/// <param name="Method">The callee.</param>
/// <param name="This">The receiver of an instance method, or null.</param>
/// <param name="Arguments">One a parameter, in order of the parameters.</param>
internal sealed record CallShape(IMethodSymbol Method, Place? This, IReadOnlyList<ShapeArgument> Arguments)
{
    /// <summary>Distinguishes shapes of one method.</summary>
    public string Lengths
    {
        get
        {
            StringBuilder text = new();
            Describe(This, text);
            foreach (ShapeArgument argument in Arguments)
            {
                Describe(argument.Place, text);
            }

            return text.ToString();
        }
    }

    private static void Describe(Place? place, StringBuilder text)
    {
        switch (place)
        {
            case ArrayPlace array:
                _ = text.Append(CultureInfo.InvariantCulture, $",{array.Length}");
                break;
            case ObjectPlace item:
                foreach (Place field in item.Fields.Values)
                {
                    Describe(field, text);
                }

                break;
            case SlotPlace slot:
                Describe(slot.Target, text);
                break;
        }
    }
}
