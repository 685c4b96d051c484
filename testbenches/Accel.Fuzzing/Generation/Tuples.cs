namespace Accel.Fuzzing.Generation;

/// <summary>
/// Tuples that are taken apart. C# evaluates the targets' objects and indices first, then the values, then it assigns from left to right.
/// </summary>
internal sealed class Tuples(Body body)
{
    private readonly Dice _dice = body.Dice;

    /// <summary>Writes a statement.</summary>
    /// <returns>False where it would have nothing to assign to.</returns>
    public bool Write() => _dice.Next(8) switch
    {
        0 or 1 => Exchange(),
        2 => ByVariable(),
        3 => ByMethod(),
        4 => _dice.OneIn(2) ? Chain() : ForEach(),
        _ => Assign(),
    };

    /// <summary>Takes an object with a Deconstruct method apart.</summary>
    public bool Deconstruct()
    {
        List<ObjectSlot> objects = [.. body.Scope.Objects.Where(item => item.CanWrite && item.Type.Deconstruction.Count > 0)];
        if (objects.Count == 0)
        {
            return false;
        }

        ObjectSlot item = _dice.Pick(objects);
        Take(item.Type.Deconstruction, item.Text);
        return true;
    }

    // Any targets, nested, with a value each.
    private bool Assign()
    {
        List<Target> targets = [.. Enumerable.Range(0, _dice.Between(2, 3)).Select(_ => Any())];
        List<string> left = [.. targets.Select(target => target.Text)], right = [.. targets.Select(target => target.Value())];
        if (_dice.OneIn(3))
        {
            Target inner = Any();
            (left[^1], right[^1]) = _dice.OneIn(2)
                ? ($"({left[^1]}, {inner.Text})", $"({right[^1]}, {inner.Value()})")
                : ($"({inner.Text}, {left[^1]})", $"({inner.Value()}, {right[^1]})");
            targets.Add(inner);
        }

        body.Line($"({string.Join(", ", left)}) = ({string.Join(", ", right)});");
        Declare(targets);
        return true;
    }

    // Elements, fields of elements and references change places.
    private bool Exchange()
    {
        List<ArraySlot> arrays = [.. body.Scope.Arrays.Where(array => array is { CanWrite: true, Promise: null })];
        List<List<ObjectSlot>> groups =
            [.. body.References.Variables().GroupBy(item => item.Type).Select(same => same.ToList()).Where(same => same.Count > 1)];
        if (groups.Count > 0 && (arrays.Count == 0 || _dice.OneIn(2)))
        {
            List<ObjectSlot> same = _dice.Pick(groups);
            return Swap(_dice.Pick(same).Text, _dice.Pick(same).Text, "", "");
        }

        if (arrays.Count == 0)
        {
            return false;
        }

        ArraySlot array = _dice.Pick(arrays);
        string Index() => _dice.OneIn(3) ? body.EffectIndices.Index(array.Length) : body.Indices.Index(array.Length);
        if (array.Object is not { } type)
        {
            return Swap($"{array.Text}[{Index()}]", $"{array.Text}[{Index()}]", "", "");
        }

        (Member first, Member second) = (_dice.Pick(type.Members), _dice.Pick(type.Members));
        string index = body.Indices.Index(array.Length);
        (string toFirst, string toSecond) = first.Type == second.Type ? ("", "") : ($"({first.Type.Name})", $"({second.Type.Name})");
        string other = _dice.OneIn(2) ? index : Index();
        return Swap($"{array.Text}[{index}].{first.Name}", $"{array.Text}[{other}].{second.Name}", toFirst, toSecond);
    }

    private bool Swap(string first, string second, string toFirst, string toSecond)
    {
        body.Line($"({first}, {second}) = ({toFirst}{second}, {toSecond}{first});");
        return true;
    }

    // The tuple is a variable, with the types of what was put into it.
    private bool ByVariable()
    {
        List<Scalar> types = [.. Enumerable.Range(0, _dice.Between(2, 3)).Select(_ => _dice.Type())];
        string name = _dice.Name("u");
        body.Line($"var {name} = ({string.Join(", ", types.Select(type => body.Expressions.Exactly(type, 1).Text))});");
        Take(types, name);
        return true;
    }

    private bool ByMethod()
    {
        List<TupleMethod> methods = [.. body.Parts.TupleMethods.Where(item => body.Cost + (item.Cost * body.Trips) <= body.MostCost)];
        if (methods.Count == 0)
        {
            return Assign();
        }

        TupleMethod method = _dice.Pick(methods);
        body.Cost += method.Cost * body.Trips;
        Take(method.Types, $"{method.Name}({body.Expressions.Assignable(method.Parameter, 2)})");
        return true;
    }

    // The value of a tuple's assignment is a tuple of the targets' types.
    private bool Chain()
    {
        if (Place(_ => true) is not { } first || Place(_ => true) is not { } second)
        {
            return Assign();
        }

        List<Target> inner = [For(first, first.Type), For(second, second.Type)];
        List<Target> outer = [.. inner.Select(target => For(target.Type!))];
        string values = string.Join(", ", inner.Select(target => target.Value()));
        body.Line($"{Left(outer)} = {Left(inner)} = ({values});");
        Declare(outer);
        return true;
    }

    // The elements of an array of tuples, each taken apart.
    private bool ForEach()
    {
        (Scalar first, Scalar second, int length) = (_dice.Type(), _dice.Type(), _dice.Between(1, 3));
        if (body.Cost + (length * 2 * body.Trips) > body.MostCost)
        {
            return Assign();
        }

        (string left, string right) = (_dice.Name("e"), _dice.Name("e"));
        string values = string.Join(", ", Enumerable.Range(0, length).Select(_ => $"({Value(first)}, {Value(second)})"));
        body.Cost += length * 2 * body.Trips;
        body.Line($"foreach (var ({left}, {right}) in new ({first.Name}, {second.Name})[] {{ {values} }})");
        body.Line("{");
        body.Nesting++;
        body.Scope.Nested(() =>
        {
            body.Scope.Slots.AddRange([new Slot(left, first, false, false), new Slot(right, second, false, false)]);
            body.Assignments.Assign(2);
        });
        body.Nesting--;
        body.Line("}");
        return true;
    }

    private void Take(IEnumerable<Scalar> types, string value)
    {
        List<Target> targets = [.. types.Select(For)];
        body.Line($"{Left(targets)} = {value};");
        Declare(targets);
    }

    private static string Left(IEnumerable<Target> targets) => $"({string.Join(", ", targets.Select(target => target.Text))})";

    private void Declare(IEnumerable<Target> targets) =>
        body.Scope.Slots.AddRange(targets.Select(target => target.Declared).OfType<Slot>());

    private Target Any()
    {
        if (_dice.OneIn(4) && body.References.Variables() is { Count: > 0 } objects)
        {
            ObjectSlot item = _dice.Pick(objects);
            return new Target(item.Text, null, () => body.References.Object(item.Type));
        }

        if (_dice.OneIn(6) && body.References.ArrayVariables() is { Count: > 0 } arrays)
        {
            ArraySlot array = _dice.Pick(arrays);
            return new Target(array.Text, null, () => body.References.Array(array));
        }

        return Number();
    }

    private Target Number() => Place(_ => true) is { } slot ? For(slot, slot.Type) : New(_dice.Type());

    // A place that takes a value of this type without a cast.
    private Target For(Scalar type)
    {
        if (Place(slot => type.Widens(slot.Type)) is { } slot)
        {
            return For(slot, slot.Type);
        }

        return _dice.OneIn(4) ? new Target("_", type, () => Value(type)) : New(type);
    }

    private Target For(Slot slot, Scalar type) => new(slot.Text, type, () => Value(type));

    private Target New(Scalar type)
    {
        string name = _dice.Name("v");
        return new Target($"{type.Name} {name}", type, () => Value(type), new Slot(name, type));
    }

    private string Value(Scalar type) => body.Expressions.Assignable(type, 1);

    // A variable, property, element or indexer; mostly with an effect in the index.
    private Slot? Place(Func<Slot, bool> fits)
    {
        List<ArraySlot> arrays = [.. body.Scope.Arrays.Where(array => array is { CanWrite: true, Promise: null })];
        if (arrays.Count > 0 && _dice.OneIn(2)
            && body.EffectIndices.Element(_dice.Pick(arrays)) is { Type.IsNumber: true } element && fits(element))
        {
            return element;
        }

        if (_dice.OneIn(3) && body.Indices.Indexed() is { } indexed && fits(indexed))
        {
            return indexed;
        }

        List<Slot> slots =
            [.. body.Scope.Slots.Where(slot => slot is { CanWrite: true, Promise: null, Type.IsNumber: true } && fits(slot))];
        return slots.Count == 0 ? null : _dice.Pick(slots);
    }

    // Where a value goes, and an expression for it.
    private sealed record Target(string Text, Scalar? Type, Func<string> Value, Slot? Declared = null);
}
