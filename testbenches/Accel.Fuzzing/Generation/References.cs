namespace Accel.Fuzzing.Generation;

/// <summary>References, and structs as a whole: set to something new, to another one, chosen, compared.</summary>
internal sealed class References(Body body)
{
    private readonly Dice _dice = body.Dice;

    /// <summary>
    /// Whether references may be set anew here: where it is certain to happen, the compiler has no reason to refuse it; elsewhere it may,
    /// so that only some programs do it.
    /// </summary>
    public bool MayRebind => _dice.Has(Features.References) && !body.IsInTask && (body.IsCertain || _dice.Has(Features.ReferenceChoices));

    /// <summary>Sets a reference, or a struct, anew.</summary>
    /// <returns>False where there is none.</returns>
    public bool Rebind()
    {
        List<ObjectSlot> objects = Variables();
        List<ArraySlot> arrays = ArrayVariables();
        if (objects.Count + arrays.Count == 0)
        {
            return false;
        }

        if (objects.Count == 0 || (arrays.Count > 0 && _dice.OneIn(3)))
        {
            ArraySlot array = _dice.Pick(arrays);
            body.Line($"{array.Text} = {Array(array)};");
        }
        else
        {
            ObjectSlot item = _dice.Pick(objects);
            body.Line($"{item.Text} = {Object(item.Type)};");
        }

        return true;
    }

    /// <summary>Declares another name of an object or an array.</summary>
    /// <returns>False where there is none.</returns>
    public bool Alias()
    {
        List<ObjectSlot> objects = [.. body.Scope.Objects.Where(item => item.Type.IsNullByDefault)];
        List<ArraySlot> arrays = [.. Numbers().Where(array => !array.IsParameter)];
        if (body.IsInTask || objects.Count + arrays.Count == 0)
        {
            return false;
        }

        string name = _dice.Name("r");
        if (objects.Count == 0 || (arrays.Count > 0 && _dice.OneIn(3)))
        {
            ArraySlot array = _dice.Pick(arrays);
            body.Line($"{array.Element!.Name}[] {name} = {array.Text};");
            body.Scope.Arrays.Add(array with { Text = name, CanRebind = true, CanCapture = true });
            return true;
        }

        ObjectSlot item = _dice.Pick(objects);
        body.Line($"{item.Type.Name} {name} = {item.Text};");
        body.Scope.Add(new ObjectSlot(name, item.Type, true, true));
        return true;
    }

    /// <summary>Objects that may be set anew here; it is then noted that the method does it.</summary>
    public List<ObjectSlot> Variables()
    {
        List<ObjectSlot> found = [.. body.Scope.Objects.Where(item => item.CanRebind && (MayRebind || !item.Type.IsNullByDefault))];
        body.Rebinds |= found.Exists(item => item.Type.IsNullByDefault);
        return found;
    }

    /// <summary>Array variables that may be set anew here; it is then noted that the method does it.</summary>
    public List<ArraySlot> ArrayVariables()
    {
        List<ArraySlot> found = MayRebind ? [.. Numbers().Where(array => array.CanRebind)] : [];
        body.Rebinds |= found.Count > 0;
        return found;
    }

    /// <summary>An object or struct: new, another one, a choice of two.</summary>
    public string Object(UserType type)
    {
        List<ObjectSlot> others = [.. body.Scope.Objects.Where(item => item.Type == type)];
        List<ArraySlot> arrays = [.. body.Scope.Arrays.Where(array => array.Object == type && _dice.Has(Features.ReferenceChoices))];
        List<string> makers = [.. body.Parts.Factories.Where(item => item.Type == type).Select(item => item.Name)];
        return _dice.Next(6) switch
        {
            0 or 1 when others.Count > 0 => _dice.Pick(others).Text,
            2 when others.Count > 0 && (!type.IsNullByDefault || _dice.Has(Features.ReferenceChoices)) =>
                $"{body.Booleans.Boolean(1).Text} ? {_dice.Pick(others).Text} : {(_dice.OneIn(3) ? New(type) : _dice.Pick(others).Text)}",
            3 when arrays.Count > 0 && _dice.Pick(arrays) is var array => $"{array.Text}[{body.Indices.Index(array.Length)}]",
            3 or 4 when makers.Count > 0 => $"{_dice.Pick(makers)}({body.Expressions.Assignable(Scalar.Int, 1)})",
            _ => New(type),
        };
    }

    /// <summary>An expression that makes an object or a struct.</summary>
    public string New(UserType type)
    {
        if ((type.IsClass || !type.IsNullByDefault) && _dice.OneIn(3))
        {
            IEnumerable<Member> some = type.Members.Take(_dice.Between(1, type.Members.Count));
            string values = string.Join(", ", some.Select(member => $"{member.Name} = {body.Expressions.Assignable(member.Type, 1)}"));
            return $"new {type.Name} {{ {values} }}";
        }

        return $"new {type.Name}({string.Join(", ", type.Members.Select(member => body.Expressions.Assignable(member.Type, 1)))})";
    }

    /// <summary>An array of the same elements and at least the same length: new, another one, a choice of two.</summary>
    public string Array(ArraySlot array)
    {
        List<ArraySlot> others = [.. body.Scope.Arrays.Where(item => IsLike(item, array))];
        Scalar type = array.Element!;
        return _dice.Next(6) switch
        {
            0 or 1 when others.Count > 0 => _dice.Pick(others).Text,
            2 when others.Count > 0 && _dice.Has(Features.ReferenceChoices) =>
                $"{body.Booleans.Boolean(1).Text} ? {_dice.Pick(others).Text} : {_dice.Pick(others).Text}",
            3 when array.Length <= 4 =>
                $"new {type.Name}[] {{ {string.Join(", ", Enumerable.Range(0, array.Length).Select(_ => body.Expressions.Assignable(type, 1)))} }}",
            _ => $"new {type.Name}[{array.Length}]",
        };
    }

    // Arrays of numbers, about which no attribute says anything.
    private IEnumerable<ArraySlot> Numbers() => body.Scope.Arrays.Where(array =>
        array is { CanWrite: true, Promise: null, Element: not null });

    // Another array that may take its place: of exactly the length where all is known about it, or where that is a parameter.
    private static bool IsLike(ArraySlot other, ArraySlot array) =>
        other is { CanWrite: true, Promise: null } && other.Element == array.Element && array.Element is not null
        && (array.IsParameter ? other.Length >= array.Length : !other.IsParameter && other.Length == array.Length);

    /// <summary>Whether two references are the same; null where there are no two.</summary>
    public Code? Same()
    {
        List<(string, string)> pairs =
        [
            .. Pairs(body.Scope.Objects.Where(item => item.Type.IsClass), item => item.Type.Name, item => item.Text),
            .. Pairs(Numbers(), array => array.Element!.Name, array => array.Text),
        ];
        if (pairs.Count == 0)
        {
            return null;
        }

        (string one, string other) = _dice.Pick(pairs);
        return Booleans.Bool(_dice.OneIn(3) ? $"ReferenceEquals({one}, {other})" : $"({one} {_dice.Pick("==", "!=")} {other})");
    }

    private static IEnumerable<(string, string)> Pairs<T>(IEnumerable<T> items, Func<T, string> type, Func<T, string> text) =>
        from same in items.GroupBy(type) from one in same from other in same where text(one) != text(other) select (text(one), text(other));
}
