namespace Accel.Fuzzing.Generation;

/// <content>Arrays and objects.</content>
internal sealed partial class Body
{
    private void DeclareArray()
    {
        string name = _dice.Name("t");
        if (_parts.Types.Where(type => !type.IsClass).ToList() is { Count: > 0 } structs && _dice.OneIn(5))
        {
            UserType item = _dice.Pick(structs);
            int count = _dice.Between(1, 6);
            Line($"{item.Name}[] {name} = new {item.Name}[{count}];");
            _scope.Arrays.Add(new ArraySlot(name, null, item, count));
            return;
        }

        Scalar type = _dice.Type();
        if (_dice.Next(5) == 0)
        {
            int short_ = _dice.Between(1, 5);
            string values = string.Join(", ", Enumerable.Range(0, short_).Select(_ => Assignable(type, 1)));
            Line(_dice.OneIn(2) ? $"{type.Name}[] {name} = {{ {values} }};" : $"{type.Name}[] {name} = new {type.Name}[] {{ {values} }};");
            _scope.Arrays.Add(new ArraySlot(name, type, null, short_));
            return;
        }

        int length = _dice.OneIn(2) ? 1 << _dice.Between(1, 5) : _dice.Between(1, 20);
        Promised? promise = _inTask ? null : Promise(name, type, true);
        Line($"{type.Name}[] {name} = new {type.Name}[{length}];");
        _scope.Arrays.Add(new ArraySlot(name, type, null, length, true, promise));
        if (!_inTask)
        {
            ArrayAttributes(name, length);
        }

        if (_dice.OneIn(3))
        {
            Cost += length * _trips;
            string index = _dice.Name("i");
            string fill = promise is null ? $"({type.Name})({index} * {_dice.Between(1, 9)} + {_dice.Next(9)})" : promise.Keep(type, index);
            Line($"for (int {index} = 0; {index} < {name}.Length; {index}++) {{ {name}[{index}] = {fill}; }}");
        }
    }

    private void ArrayAttributes(string name, int length)
    {
        if (_dice.Has(Features.MemoryKinds) && _dice.OneIn(3))
        {
            _attributes.Add($"[Memory(\"{name}\", MemoryKind.{_dice.Pick("Block", "Registers", "Distributed")})]");
        }
        else if (_dice.Has(Features.Banks) && length >= 4 && _dice.OneIn(2))
        {
            _attributes.Add($"[Banked(\"{name}\", Banks = {_dice.Pick(2, 4)})]");
        }
    }

    private void DeclareObject()
    {
        UserType type = _dice.Pick(_parts.Types);
        string name = _dice.Name(type.IsClass ? "o" : "s");
        List<ObjectSlot> same = [.. _scope.Objects.Where(item => item.Type == type && !type.IsClass)];
        if (same.Count > 0 && _dice.OneIn(2))
        {
            // A copy of a struct, or the sum of two.
            string other = _dice.Pick(same).Text;
            Line(type.HasAddition && _dice.OneIn(2) ? $"{type.Name} {name} = {other} + {_dice.Pick(same).Text};" : $"{type.Name} {name} = {other};");
        }
        else if (_dice.OneIn(3))
        {
            string values = string.Join(", ", type.Members.Take(_dice.Between(1, type.Members.Count)).Select(member => $"{member.Name} = {Assignable(member.Type, 1)}"));
            Line($"{type.Name} {name} = new {type.Name} {{ {values} }};");
        }
        else
        {
            string values = string.Join(", ", type.Members.Select(member => Assignable(member.Type, 2)));
            Line($"{type.Name} {name} = new {type.Name}({values});");
        }

        ObjectSlot slot = new(name, type);
        _scope.Objects.Add(slot);
        _scope.Slots.AddRange(type.Members.Select(member => new Slot($"{name}.{member.Name}", member.Type, true, member.IsVariable)));
        if (type.Array is { } array)
        {
            _scope.Arrays.Add(array with { Text = $"{name}.{array.Text}" });
        }
    }
}
