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

        _frame.Symbols[local] = _frame.Renamed.Contains(local) ? Movable(place) : place;
        _frame.AliasBlocks[local] = _block;
    }

    // An element whose index is in a variable: the name may become that of another element of the array.
    private Place Movable(Place place)
    {
        Expression? index = place switch
        {
            ElementPlace element => element.Index,
            ObjectPlace { Element: { } element } => element.Index,
            _ => null,
        };
        if (index is null)
        {
            return place;
        }

        Variable at = NewVariable("index", index.Type);
        Assign(at, index);
        return At(place, new VariableExpression(at));
    }

    private static Place At(Place place, Expression index) => place switch
    {
        ElementPlace element => new ElementPlace(element.Array, index),
        ObjectPlace { Element: { } element } item when element.Layout.At(index) is ObjectPlace moved =>
            new ObjectPlace(item.Type, moved.Fields) { Element = moved.Element, Ownership = item.Ownership, Origin = item.Origin },
        _ => place,
    };

    // r = ref x: where the names meet again it is one place, or an element of one array.
    private Value RenameAlias(ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is not ILocalReferenceOperation { Local: var local }
            || _frame.Symbols.GetValueOrDefault(local) is not { } place)
        {
            throw new Refusal(DiagnosticDescriptors.ReferenceLocal, assignment, assignment.Target.Syntax.ToString());
        }

        Place next = Settled(EvaluatePlace(assignment.Value));
        switch (place, next)
        {
            case (ElementPlace { Index: VariableExpression at } old, ElementPlace other) when old.Array == other.Array:
                Assign(at.Variable, IrBuild.Convert(at.Type, other.Index));
                break;
            case (ObjectPlace { Element: { Index: VariableExpression at } old }, ObjectPlace { Element: { } other })
                when ReferenceEquals(old.Layout, other.Layout):
                Assign(at.Variable, IrBuild.Convert(at.Type, other.Index));
                break;
            case (_, not (PropertyPlace or ConstantPlace)) when _frame.AliasBlocks.GetValueOrDefault(local) == _block:
                _frame.Symbols[local] = Movable(next);
                break;
            default:
                throw new Refusal(DiagnosticDescriptors.ReferenceLocal, assignment, assignment.Target.Syntax.ToString());
        }

        return Value.Nothing;
    }

    private void CheckLocal(ITypeSymbol type)
    {
        if (KnownTypes.Scalar(type) is null && !KnownTypes.IsSimpleMemory(type))
        {
            CheckType(type);
        }
    }
}
