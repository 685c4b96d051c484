using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <summary>
/// Variables that C# does not let a method of a struct change: the method runs on a copy (C# specification, 12.8.2.2 and 12.8.9.2: what
/// names a read-only field outside of a constructor is a value, no variable). The variable of a foreach is not one of them.
/// </summary>
internal static class ReadOnlyVariables
{
    /// <summary>Whether a call on it works on a copy, so that the variable stays as it is.</summary>
    /// <param name="instance">What the method is called on.</param>
    /// <param name="caller">The method in which the call stands.</param>
    public static bool IsReadOnly(IOperation instance, ISymbol? caller) => instance switch
    {
        IParameterReferenceOperation parameter => parameter.Parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter,
        ILocalReferenceOperation local => local.Local.RefKind == RefKind.In,
        IInstanceReferenceOperation { Type.IsValueType: true } => caller is IMethodSymbol { IsReadOnly: true },
        IFieldReferenceOperation { Field.IsReadOnly: true } field => !MaySet(field, caller),
        IFieldReferenceOperation { Instance: { Type.IsValueType: true } owner } => IsReadOnly(owner, caller),
        _ => false,
    };

    // A constructor, and a property that is set while its object is made, set read-only fields of their own object.
    private static bool MaySet(IFieldReferenceOperation field, ISymbol? caller) =>
        caller is IMethodSymbol method
        && (method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor || method.IsInitOnly)
        && method.IsStatic == field.Field.IsStatic
        && field.Instance is null or IInstanceReferenceOperation
        && SymbolEqualityComparer.Default.Equals(method.ContainingType, field.Field.ContainingType);
}
