using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>
/// References are values: an assignment binds a variable or field anew and copies nothing. Behind a reference to several objects
/// reads choose and writes are guarded.
/// </content>
internal sealed partial class FunctionTranslator
{
    private Selectors Selectors => field ??= new Selectors(_function);

    /// <summary>The method binds references of its caller anew, which only a caller that it is translated into can follow.</summary>
    private bool _rebinds;

    /// <summary>A length in the method is known where it is called, if anywhere.</summary>
    private bool _dependsOnCaller;

    /// <summary>The method replaces elements of its caller's arrays of objects.</summary>
    private bool _replaces;

    private void Bind(SlotPlace slot, Value value)
    {
        _rebinds |= slot.Ownership != Ownership.Own;
        if (slot.OnBind is { } obey)
        {
            Selectors.Targets(value).OfType<Place>().ToList().ForEach(obey);
        }

        _flow = Selectors.Bind(_flow, slot, value, _block, _place);
    }

    // What the reference stands for now; it stays that when the variable is set again.
    private Value LoadReference(SlotPlace slot)
    {
        switch (Current(slot))
        {
            case ReferenceValue { Target: ObjectPlace { Element: { } element } } when Selectors.IsVariable(element.Index):
                return new ReferenceValue(element.Layout.At(Keep(element.Index, "index")));
            case ChoiceValue choice when Selectors.IsVariable(choice.Selector):
                return new ChoiceValue(Keep(choice.Selector, "which"), [.. choice.Alternatives.Select(Kept)]);
            case { } value:
                return value;
            default:
                return NullValue.Instance;
        }
    }

    // One of several references, told by conditions: which object it is, is a number again.
    private Value LoadReference(ChoicePlace choice)
    {
        return Of(choice) switch
        {
            ChoiceValue { Selector: not VariableExpression } value =>
                new ChoiceValue(
                    Keep(value.Selector, "which"), [.. value.Alternatives.Select(item => item with { Target = Fixed(item.Target) })]),
            ReferenceValue value => new ReferenceValue(Fixed(value.Target)!),
            var value => value,
        };

        Value Of(Place place) => place is ChoicePlace { Condition: var condition } inner
            ? Selectors.Either(condition, Of(inner.WhenTrue), Of(inner.WhenFalse))
            : LoadReference((SlotPlace)place);

        Place? Fixed(Place? target) => target is ObjectPlace { Element: { Index: not (VariableExpression or ConstantExpression) } element }
            ? element.Layout.At(Keep(element.Index, "index"))
            : target;
    }

    // What a reference stands for now. That of an object which does not exist yet on some way is read there too, and is zero until then.
    private Value? Current(SlotPlace slot)
    {
        Value? value = _flow[slot];
        if (slot.Initial is null && !_flow.Made.Contains(slot))
        {
            _cleared.UnionWith(Selectors.VariablesOf(value));
        }

        return value;
    }

    private Alternative Kept(Alternative item) => item.Target is ObjectPlace { Element: { } element } && Selectors.IsVariable(element.Index)
        ? item with { Target = element.Layout.At(Keep(element.Index, "index")) }
        : item;

    // The object behind a reference.
    private Place Target(Place place, IOperation operation) => place switch
    {
        SlotPlace slot => Behind(LoadReference(slot), operation),
        ChoicePlace choice when Parts(choice).All(part => part is SlotPlace) => Behind(LoadReference(choice), operation),
        ChoicePlace choice when Reached(choice, operation) is { } reached => reached,
        PropertyPlace property => Behind(Get(property), operation),
        _ => place,
    };

    private Place? Reached(ChoicePlace choice, IOperation operation)
    {
        (Place? first, Place? second) = (Reached(choice.WhenTrue, operation), Reached(choice.WhenFalse, operation));
        return first is null ? second : second is null ? first : new ChoicePlace(choice.Condition, first, second);
    }

    private Place? Reached(Place place, IOperation operation) => place switch
    {
        SlotPlace slot => LoadReference(slot) is var value && value is NullValue ? null : Behind(value, operation),
        ChoicePlace choice => Reached(choice, operation),
        _ => place,
    };

    // Through null C# throws, so what is used is an object.
    private static Place Behind(Value value, IOperation operation)
    {
        switch (value)
        {
            case ReferenceValue known:
                return known.Target;
            case ChoiceValue choice:
                List<Alternative> objects = [.. choice.Alternatives.Where(item => item.Target is not null)];
                Value reference = objects is [{ Target: { } only }] ? new ReferenceValue(only) : new ChoiceValue(choice.Selector, objects);
                return objects.Take(objects.Count - 1).Reverse().Aggregate(
                    objects[^1].Target!,
                    (other, item) => new ChoicePlace(Is(choice, item.Number), item.Target!, other) { Reference = reference });
            default:
                throw new Refusal(
                    DiagnosticDescriptors.NullReference, operation, $"{operation.Syntax} is used before it is set to an object");
        }
    }

    private static Expression Is(ChoiceValue choice, int number) =>
        IrBuild.Binary(BinaryOperator.Equal, choice.Selector, IrBuild.Constant(IrType.Int32, number));

    // A part of whichever object it is.
    private static Place Part(Place owner, Func<Place, Place> part) => owner is ChoicePlace choice
        ? new ChoicePlace(choice.Condition, Part(choice.WhenTrue, part), Part(choice.WhenFalse, part))
        : part(owner);

    private static Expression Length(Place array, IOperation operation) => array switch
    {
        ArrayPlace known => IrBuild.Constant(IrType.Int32, known.Length),
        ListPlace list => IrBuild.Constant(IrType.Int32, list.Items.Count),
        ChoicePlace choice when Length(choice.WhenTrue, operation) is var first && Length(choice.WhenFalse, operation) is var second =>
            first == second ? first : IrBuild.Select(choice.Condition, first, second),
        _ => throw new Refusal(DiagnosticDescriptors.UnsupportedExpression, operation, Describe(operation)),
    };

    // x == null, x is null, and the like.
    private Expression IsNull(IOperation reference)
    {
        switch (Evaluate(reference))
        {
            case NullValue:
                return IrBuild.Constant(true);
            case StructValue nullable:
                return IrBuild.Not(Lifted(nullable).HasValue);
            case ChoiceValue choice:
                return IsNull(choice);
            case ReferenceValue { Target: ObjectPlace { Element: { } element } }:
                program.Lists.Want(element.Layout);
                throw new Refusal(
                    DiagnosticDescriptors.NullReference,
                    reference,
                    $"whether the element {reference.Syntax} is null is not known to hardware");
            default:
                return IrBuild.Constant(false);
        }
    }

    private static Expression IsNull(ChoiceValue choice) => choice.Alternatives.FirstOrDefault(item => item.Target is null) is { } nothing
        ? Is(choice, nothing.Number)
        : IrBuild.Constant(false);

    // x ?? y of references.
    private Value EvaluateCoalesce(ICoalesceOperation coalesce)
    {
        Value value = Evaluate(coalesce.Value);
        if (value is not ChoiceValue choice)
        {
            return value is NullValue ? Evaluate(coalesce.WhenNull) : value;
        }

        List<Alternative> objects = [.. choice.Alternatives.Where(item => item.Target is not null)];
        Value known = objects is [{ Target: { } only }] ? new ReferenceValue(only) : new ChoiceValue(choice.Selector, objects);
        return Choose(IsNull(choice), () => Evaluate(coalesce.WhenNull), () => known);
    }

    // x ??= y of references.
    private Value EvaluateCoalesce(ICoalesceAssignmentOperation coalesce)
    {
        Place place = EvaluateTarget(coalesce.Target);
        switch (Load(place))
        {
            case NullValue:
                Store(place, While(place, () => Evaluate(coalesce.Value)));
                break;
            case ChoiceValue choice:
                EmitFork(IsNull(choice), () => Store(place, While(place, () => Evaluate(coalesce.Value))), () => { });
                break;
        }

        return Load(place);
    }

    private Expression AreSame(IReadOnlyList<IOperation> operands)
    {
        List<Value> references = EvaluateInOrder(operands.Select(Unwrapped));
        return AreSame(references[0], references[1]);
    }

    // Whether two references stand for one object.
    private Expression AreSame(Value left, Value right)
    {
        Expression result = IrBuild.Constant(false);
        foreach (Place? first in Selectors.Targets(left))
        {
            foreach (Place? second in Selectors.Targets(right))
            {
                result = IrBuild.Or(result, IrBuild.And(
                    IrBuild.And(Stands(left, first), Stands(right, second)), AreSame(first, second)));
            }
        }

        return result;

        Expression Stands(Value value, Place? target) =>
            value is ChoiceValue choice ? Is(choice, Selectors.Number(target)) : IrBuild.Constant(true);
    }

    private static Expression AreSame(Place? left, Place? right) =>
        left is ObjectPlace { Element: { } first } && right is ObjectPlace { Element: { } second }
        && ReferenceEquals(first.Layout, second.Layout)
            ? Selectors.AreEqual(first.Index, second.Index)
            : IrBuild.Constant(Selectors.AreSame(left, right));

    // The references that a value consists of, in variables of a name for each path: two branches leave theirs in the same ones.
    private void BindParts(Value value, Dictionary<string, SlotPlace> slots, string path)
    {
        switch (value)
        {
            case ReferenceValue or ChoiceValue or NullValue:
                if (!slots.TryGetValue(path, out SlotPlace? slot))
                {
                    slot = new SlotPlace("choice") { IsTransient = true };
                    slots.Add(path, slot);
                }

                Bind(slot, value);
                break;
            case StructValue fields:
                foreach ((ISymbol key, Value field) in fields.Fields)
                {
                    BindParts(field, slots, $"{path}.{key.Name}");
                }

                break;
        }
    }
}
