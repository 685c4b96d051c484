namespace Accel.Fuzzing.Generation;

/// <summary>Arrays whose elements are objects, or structs that refer to objects: no element is ever null.</summary>
internal sealed class ObjectArrays(Body body)
{
    private readonly Dice _dice = body.Dice;

    /// <summary>Declares an array.</summary>
    /// <returns>False where no type can be its element.</returns>
    public bool Declare()
    {
        List<UserType> types = [.. body.Parts.Types.Where(type => type.CanBeElement)];
        if (types.Count == 0 || body.IsInTask || body.Nesting > 1)
        {
            return false;
        }

        UserType type = _dice.Pick(types);
        (string name, int length) = (_dice.Name("e"), _dice.Between(1, 4));
        body.Line($"{type.Name}[] {name} = new {type.Name}[{length}];");
        for (int i = 0; i < length; i++)
        {
            body.Line($"{name}[{i}] = {body.References.New(type)};");
        }

        body.Scope.Arrays.Add(new ArraySlot(name, null, type, length));
        for (int i = 0; i < length; i++)
        {
            body.Scope.Add(new ObjectSlot($"{name}[{i}]", type, true, true));
        }

        return true;
    }

    /// <summary>Makes two elements one object, or exchanges them.</summary>
    /// <returns>False where there is no array.</returns>
    public bool Move()
    {
        List<ArraySlot> arrays = [.. body.Scope.Arrays.Where(array => array is { CanWrite: true, Object.IsNullByDefault: true })];
        if (arrays.Count == 0 || !body.References.MayRebind || !_dice.Has(Features.ReferenceChoices))
        {
            return false;
        }

        ArraySlot array = _dice.Pick(arrays);
        string one = $"{array.Text}[{Place(array)}]", other = $"{array.Text}[{Place(array)}]";
        string kept = _dice.Name("r");
        body.Line(_dice.Next(3) switch
        {
            0 => $"{one} = {other};",
            1 => $"({one}, {other}) = ({other}, {one});",
            _ => $"{{ {array.Object!.Name} {kept} = {one}; {one} = {other}; {other} = {kept}; }}",
        });
        return true;
    }

    // Without effects: it stands twice.
    private string Place(ArraySlot array) => body.Scope.Counters.Where(item => item.Minimum >= 0 && item.Maximum < array.Length).ToList()
        is { Count: > 0 } counters && _dice.OneIn(2) ? _dice.Pick(counters).Text : $"{_dice.Next(array.Length)}";
}
