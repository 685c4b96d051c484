using System.Text;

namespace Accel.Fuzzing.Generation;

/// <summary>Writes enums, structs and classes.</summary>
internal sealed class TypeWriter(ProgramParts parts)
{
    private readonly Dice _dice = parts.Dice;
    private readonly StringBuilder _text = new();

    /// <summary>The text of all types; the parts then know them.</summary>
    public string Write()
    {
        if (_dice.Has(Features.Enums))
        {
            for (int i = _dice.Between(1, 2); i > 0; i--)
            {
                Enumeration();
            }
        }

        if (_dice.Has(Features.Structs))
        {
            for (int i = _dice.Between(1, 2); i > 0; i--)
            {
                Type(false);
            }
        }

        if (_dice.Has(Features.Classes))
        {
            Type(true);
        }

        return _text.ToString();
    }

    private void Enumeration()
    {
        Scalar underlying = _dice.Pick(_dice.Types.Where(type => type != Scalar.Char).ToList());
        string name = _dice.Name("E");
        string[] members = ["A", "B", "C", "D"];
        Line($"public enum {name} : {underlying.Name} {{ A, B = {_dice.Between(2, 9)}, C = {_dice.Between(11, 60)}, D = {_dice.Between(61, 120)} }}");
        parts.Enums.Add(new Scalar(name, underlying.Bits, underlying.IsSigned) { Members = members });
    }

    private void Type(bool isClass)
    {
        string name = _dice.Name(isClass ? "C" : "S");
        List<Member> members = [.. Enumerable.Range(0, _dice.Between(1, 3)).Select(_ => Field())];
        ArraySlot? array = isClass && _dice.OneIn(2) ? new ArraySlot(_dice.Name("Data"), _dice.Type(), null, 1 << _dice.Between(1, 3)) : null;
        UserType type = new(name, isClass, members)
        {
            Array = array,
            HasAddition = !isClass && _dice.OneIn(2),
            Indexer = _dice.Has(Features.Indexers) && _dice.OneIn(2) ? array?.Element ?? members[0].Type : null,
        };
        Line($"public {(isClass ? "sealed class" : "struct")} {name}");
        Line("{");
        foreach (Member member in members)
        {
            Line($"public {member.Type.Name} {member.Name}{(member.IsVariable ? ";" : " { get; set; }")}");
        }

        if (array is not null)
        {
            Line($"public readonly {array.Element!.Name}[] {array.Text} = new {array.Element.Name}[{array.Length}];");
        }

        if (isClass)
        {
            Line($"public {name}() {{ }}");
        }

        Line($"public {name}({List(members, m => $"{m.Type.Name} a{m.Name}")}) {{ {string.Concat(members.Select(m => $"{m.Name} = a{m.Name}; "))}}}");
        if (type.HasAddition)
        {
            Line($"public static {name} operator +({name} x, {name} y) => new {name}({List(members, m => $"({m.Type.Name})(x.{m.Name} + y.{m.Name})")});");
        }

        if (type.Indexer is not null)
        {
            Indexer(type);
        }

        for (int i = _dice.Between(0, 2); i > 0; i--)
        {
            Method(type);
        }

        Line("}");
        parts.Types.Add(type);
    }

    // Into the array, or choosing among the members; setting an element may change something else as well.
    private void Indexer(UserType type)
    {
        string name = type.Indexer!.Name, index = _dice.Name("i");
        string also = _dice.OneIn(2) ? $"{type.Members[^1].Name} += ({type.Members[^1].Type.Name}){_dice.Between(1, 9)}; " : "";
        if (type.Array is { } array)
        {
            string element = $"{array.Text}[{index} & {array.Length - 1}]";
            Line(_dice.OneIn(2)
                ? $"public {name} this[int {index}] {{ get => {element}; set => {element} = value; }}"
                : $"public {name} this[int {index}] {{ get {{ if (({index} & 8) != 0) {{ return ({name})({element} + 1); }} return {element}; }} set {{ {also}{element} = value; }} }}");
            return;
        }

        Member other = type.Members[^1];
        string cast = other.Type == type.Indexer ? "" : $"({name})";
        string set = $"{other.Name} = ({other.Type.Name})value;";
        Line($"public {name} this[int {index}] {{ get => ({index} & 1) == 0 ? {type.Members[0].Name} : {cast}{other.Name}; set {{ {also}if ({index} > 2) {{ {type.Members[0].Name} = value; }} else {{ {set} }} }} }}");
    }

    private Member Field() => _dice.OneIn(3) ? new Member(_dice.Name("P"), _dice.Type(), false) : new Member(_dice.Name("F"), _dice.Type(), true);

    private void Method(UserType type)
    {
        Scope scope = new();
        scope.Slots.AddRange(type.Members.Select(member => new Slot(member.Name, member.Type, true, member.IsVariable)));
        if (type.Array is { } array)
        {
            scope.Arrays.Add(array);
        }

        (Method method, string text) = new MethodWriter(parts).Write(_dice.Name("M"), "public", scope, mayTakeMemory: false, mayNest: type.IsClass);
        type.Methods.Add(method);
        _text.Append(text);
    }

    private static string List(IEnumerable<Member> members, Func<Member, string> text) => string.Join(", ", members.Select(text));

    private void Line(string text) => _text.Append(text).Append('\n');
}
