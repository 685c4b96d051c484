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
}
