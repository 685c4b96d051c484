using Accel.Transformer.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Portability;

/// <summary>
/// Which rule an operation meets: what is not on the list of Hastlayer's constructs is <see cref="PortabilityRules.OtherConstruct"/>.
/// </summary>
internal static class OperationRules
{
    private static readonly string[] SimdMethods = ["AddVectors", "SubtractVectors", "MultiplyVectors", "DivideVectors"];

    /// <summary>The rule, or null where Hastlayer takes it.</summary>
    public static PortabilityRule? Of(IOperation operation) => operation switch
    {
        IFieldReferenceOperation { Field: { ContainingType.IsTupleType: false } field } => EntryClassRules.OfField(field),
        IObjectCreationOperation creation when KnownTypes.IsStream(creation.Type) => PortabilityRules.Stream,
        ITupleOperation or IDeconstructionAssignmentOperation or ITupleBinaryOperation => PortabilityRules.Tuple,
        IIsPatternOperation { Pattern: var pattern } => IsChoiceOfConstants(pattern) ? null : PortabilityRules.Pattern,
        IPatternCaseClauseOperation => PortabilityRules.Pattern,
        IPatternOperation or IPropertySubpatternOperation => null,
        ISwitchExpressionOperation => PortabilityRules.SwitchExpression,
        ISwitchExpressionArmOperation => null,
        IForEachLoopOperation => PortabilityRules.ForEach,
        IArrayCreationOperation { DimensionSizes.Length: > 1 } or IArrayElementReferenceOperation { Indices.Length: > 1 } =>
            PortabilityRules.Dimensions,
        IBranchOperation { BranchKind: BranchKind.GoTo } => PortabilityRules.OtherConstruct,
        IInvocationOperation call => OfCall(call),
        IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } => PortabilityRules.LocalFunction,
        IMethodReferenceOperation => PortabilityRules.TaskMethod,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.UnsignedRightShift } => PortabilityRules.UnsignedShift,
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.UnsignedRightShift } => PortabilityRules.UnsignedShift,
        IBranchOperation { BranchKind: BranchKind.Continue } jump => IsInFor(jump) ? null : PortabilityRules.Continue,
        IVariableDeclaratorOperation { Symbol.Type: var type } when IsGeneric(type) => PortabilityRules.Generic,
        IVariableDeclaratorOperation { Symbol.Type: var type } when HoldsReferenceInStruct(type) => PortabilityRules.ReferenceInStruct,
        IPropertyReferenceOperation property when KnownTypes.IsHardwareClock(property.Property.ContainingType) => PortabilityRules.Clock,
        IPropertyReferenceOperation { Property.IsIndexer: true } => PortabilityRules.OtherConstruct,
        IArgumentOperation { Parameter.RefKind: RefKind.In or RefKind.RefReadOnlyParameter } => PortabilityRules.OtherConstruct,
        _ => IsKnown(operation) ? null : PortabilityRules.OtherConstruct,
    };

    // x is 0 or 1, as in its recursive sample.
    private static bool IsChoiceOfConstants(IPatternOperation pattern) => pattern is IConstantPatternOperation
        || (pattern is IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } choice
            && IsChoiceOfConstants(choice.LeftPattern) && IsChoiceOfConstants(choice.RightPattern));

    private static PortabilityRule? OfCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (KnownTypes.IsSimpleMemory(method.ContainingType))
        {
            return IsInTask(call) ? PortabilityRules.MemoryInTask : null;
        }

        if (method.IsGenericMethod && !method.DeclaringSyntaxReferences.IsEmpty)
        {
            return PortabilityRules.Generic;
        }

        // Whoever makes the stream hears of it.
        if (KnownTypes.IsStream(method.ContainingType))
        {
            return null;
        }

        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return PortabilityRules.LocalFunction;
        }

        // What a constructor calls first, mostly that of object.
        if (method.MethodKind == MethodKind.Constructor)
        {
            return null;
        }

        return KnownTypes.Owner(method) switch
        {
            "System.Threading.Tasks.TaskFactory" => method.Name == "StartNew" && call.Arguments.Length == 2 ? null : PortabilityRules.TaskMethod,
            "System.Threading.Tasks.Task" => method.Name is "WhenAll" or "Wait" or "FromResult" ? null : PortabilityRules.TaskMethod,
            "System.Array" when method.Name == "Copy" => method.Parameters.Length == 3 ? null : PortabilityRules.CopyWithStarts,
            "Hast.Common.Numerics.SimdOperations" when SimdMethods.Contains(method.Name) => null,
            _ => method.DeclaringSyntaxReferences.IsEmpty ? PortabilityRules.FrameworkMethod : null,
        };
    }

    // Of one's own, and what C# has for missing numbers and parts of arrays.
    private static bool IsGeneric(ITypeSymbol type) => type is INamedTypeSymbol { IsGenericType: true, IsTupleType: false } named
        && (!named.DeclaringSyntaxReferences.IsEmpty || KnownTypes.NullableOf(type) is not null || KnownTypes.SpanOf(type) is not null);

    private static bool IsInTask(IOperation operation) => Outer(operation).Any(outer => outer is IAnonymousFunctionOperation);

    // The decompiler that Hastlayer reads through ends the body of a for loop with its step, so a continue becomes an if there.
    private static bool IsInFor(IBranchOperation jump) => Outer(jump).OfType<ILoopOperation>().First() is IForLoopOperation;

    private static IEnumerable<IOperation> Outer(IOperation operation)
    {
        for (IOperation? outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            yield return outer;
        }
    }

    private static bool HoldsReferenceInStruct(ITypeSymbol type) => type is INamedTypeSymbol { TypeKind: TypeKind.Struct, IsTupleType: false, SpecialType: SpecialType.None }
        && type.GetMembers().OfType<IFieldSymbol>().Any(field => !field.IsStatic && field.Type.IsReferenceType && !KnownTypes.IsSimpleMemory(field.Type));

    private static bool IsKnown(IOperation operation) => operation is
        IMethodBodyOperation or IConstructorBodyOperation or IBlockOperation or IExpressionStatementOperation or IVariableDeclarationGroupOperation
        or IVariableDeclarationOperation or IVariableDeclaratorOperation or IVariableInitializerOperation or IConditionalOperation or IForLoopOperation
        or IWhileLoopOperation or ISwitchOperation or ISwitchCaseOperation or ISingleValueCaseClauseOperation or IDefaultCaseClauseOperation
        or IBranchOperation { BranchKind: BranchKind.Break } or IReturnOperation { Kind: OperationKind.Return } or IEmptyOperation or IThrowOperation
        or ILabeledOperation or ILiteralOperation or IParenthesizedOperation or ILocalReferenceOperation or IParameterReferenceOperation
        or IFieldReferenceOperation or IArrayElementReferenceOperation or IInstanceReferenceOperation or IPropertyReferenceOperation or IBinaryOperation
        or IUnaryOperation or IConversionOperation or IDefaultValueOperation or ISimpleAssignmentOperation or ICompoundAssignmentOperation
        or IIncrementOrDecrementOperation or IArgumentOperation or IObjectCreationOperation or IObjectOrCollectionInitializerOperation
        or IMemberInitializerOperation or IArrayCreationOperation or IArrayInitializerOperation or IDelegateCreationOperation
        or IAnonymousFunctionOperation or IDeclarationExpressionOperation or IDiscardOperation;
}
