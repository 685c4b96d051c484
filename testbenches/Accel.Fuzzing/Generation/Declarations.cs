namespace Accel.Fuzzing.Generation;

/// <summary>Declarations of arrays and objects.</summary>
internal sealed class Declarations(Body body)
{
    private readonly Dice _dice = body.Dice;
    private readonly ProgramParts _parts = body.Parts;

    public void Array()
    {
        string name = _dice.Name("t");
        if (_parts.Types.Where(type => !type.IsNullByDefault).ToList() is { Count: > 0 } structs && _dice.OneIn(5))
        {
            UserType item = _dice.Pick(structs);
            int count = _dice.Between(1, 6);
            body.Line($"{item.Name}[] {name} = new {item.Name}[{count}];");
            body.Scope.Arrays.Add(new ArraySlot(name, null, item, count));
            return;
        }

        Scalar type = _dice.Type();
        if (_dice.Next(5) == 0)
        {
            int short_ = _dice.Between(1, 5);
            string values = string.Join(", ", Enumerable.Range(0, short_).Select(_ => body.Expressions.Assignable(type, 1)));
            body.Line(_dice.OneIn(2) ? $"{type.Name}[] {name} = {{ {values} }};"
                : $"{type.Name}[] {name} = new {type.Name}[] {{ {values} }};");
            body.Scope.Arrays.Add(new ArraySlot(name, type, null, short_, CanRebind: true));
            return;
        }

        int length = _dice.OneIn(2) ? 1 << _dice.Between(1, 5) : _dice.Between(1, 20);
        Promised? promise = body.IsInTask ? null : body.Assignments.Promise(name, type, true);
        body.Line($"{type.Name}[] {name} = new {type.Name}[{length}];");
        bool isNamed = !body.IsInTask && ArrayAttributes(name, length);
        body.Scope.Arrays.Add(new ArraySlot(name, type, null, length, true, promise, CanRebind: promise is null && !isNamed));

        if (_dice.OneIn(3))
        {
            body.Cost += length * body.Trips;
            string index = _dice.Name("i");
            string fill = promise is null ? $"({type.Name})({index} * {_dice.Between(1, 9)} + {_dice.Next(9)})" : promise.Keep(type, index);
            body.Line($"for (int {index} = 0; {index} < {name}.Length; {index}++) {{ {name}[{index}] = {fill}; }}");
        }
    }

    // An attribute that names the array, or none.
    private bool ArrayAttributes(string name, int length)
    {
        if (_dice.Has(Features.MemoryKinds) && _dice.OneIn(3))
        {
            body.Annotate($"[Memory(\"{name}\", MemoryKind.{_dice.Pick("Block", "Registers", "Distributed")})]");
            return true;
        }

        if (_dice.Has(Features.Banks) && length >= 4 && _dice.OneIn(2))
        {
            body.Annotate($"[Banked(\"{name}\", Banks = {_dice.Pick(2, 4)})]");
            return true;
        }

        return false;
    }

    public void Object()
    {
        UserType type = _dice.Pick(_parts.Types);
        string name = _dice.Name(type.IsClass ? "o" : "s");
        List<ObjectSlot> same = [.. body.Scope.Objects.Where(item => item.Type == type && !type.IsClass)];
        if (same.Count > 0 && _dice.OneIn(2))
        {
            // A copy of a struct, or the sum of two.
            string other = _dice.Pick(same).Text;
            body.Line(type.HasAddition && _dice.OneIn(2)
                ? $"{type.Name} {name} = {other} + {_dice.Pick(same).Text};" : $"{type.Name} {name} = {other};");
        }
        else if ((type.IsClass || !type.IsNullByDefault) && _dice.OneIn(3))
        {
            string values = string.Join(", ", type.Members.Take(_dice.Between(1, type.Members.Count))
                .Select(member => $"{member.Name} = {body.Expressions.Assignable(member.Type, 1)}"));
            body.Line($"{type.Name} {name} = new {type.Name} {{ {values} }};");
        }
        else
        {
            string values = string.Join(", ", type.Members.Select(member => body.Expressions.Assignable(member.Type, 2)));
            body.Line($"{type.Name} {name} = new {type.Name}({values});");
        }

        body.Scope.Add(new ObjectSlot(name, type, true, true));
    }
}
