using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Declarations of local variables.</content>
internal sealed partial class FunctionTranslator
{
    private Place DeclareLocal(ILocalSymbol local)
    {
        if (local.IsRef)
        {
            throw new Refusal(DiagnosticDescriptors.ReferenceLocal, _place!, local.Name);
        }

        Place place = NewPlace(local.Type, local.Name);
        ForEachVariable(place, variable => _frame.Variables.Add((variable.Name, variable)));
        _frame.Symbols[local] = place;
        _locals.AddRange(Slots(place));
        return place;
    }

    private void Declare(IVariableDeclaratorOperation declarator)
    {
        ILocalSymbol local = declarator.Symbol;
        if (local.IsConst)
        {
            _ = _frame.Constants.Add(local.Name);
            return;
        }

        IOperation? initial = Frame.InitialOf(declarator);
        if (initial is null)
        {
            _ = DeclareLocal(local);
            return;
        }

        if (local.IsRef)
        {
            DeclareAlias(local, initial, declarator);
            return;
        }

        if (initial.Type is not null)
        {
            CheckLocal(local.Type);
        }

        // A struct is constructed in its variable, which nobody sees before.
        if (initial is IObjectCreationOperation { Type: { IsValueType: true, IsTupleType: false } } creation
            && HasOwnConstruction(creation))
        {
            _ = EvaluateCreation(creation, () => (ObjectPlace)DeclareLocal(local));
            return;
        }

        Value value = Evaluate(initial, local.Name);
        if (value is ScalarValue { Expression: ConstantExpression constant } && !_frame.Written.Contains(local))
        {
            _ = _frame.Constants.Add(local.Name);
            _frame.Symbols[local] = new ConstantPlace(constant);
            return;
        }

        Store(DeclareLocal(local), value);
    }

    // ref int r = ref x: another name of a place, which stays that one.
    private void DeclareAlias(ILocalSymbol local, IOperation value, IOperation operation)
    {
        Place place = Settled(EvaluatePlace(value));
        if (place is PropertyPlace or ConstantPlace)
        {
            throw new Refusal(DiagnosticDescriptors.ReferenceLocal, operation, local.Name);
        }

        _frame.Symbols[local] = place;
    }

    private void CheckLocal(ITypeSymbol type)
    {
        if (KnownTypes.Scalar(type) is null && !KnownTypes.IsSimpleMemory(type))
        {
            CheckType(type);
        }
    }
}
