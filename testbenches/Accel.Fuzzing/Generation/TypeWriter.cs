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

        if (_dice.Has(Features.References))
        {
            Holders();
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

    // A small class that may be an element; one that refers to it and to an array; sometimes a struct that does, and one more level.
    private void Holders()
    {
        Type(true, mayOwnArray: false);
        for (int i = _dice.Between(1, 2); i > 0; i--)
        {
            Type(!_dice.OneIn(3), [.. Enumerable.Range(0, _dice.Between(1, 2)).Select(_ => Reference())], false);
        }
    }

    private ReferenceField Reference() => _dice.OneIn(3)
        ? new ReferenceField(_dice.Name("A"), null, new ArraySlot("", _dice.Type(), null, 1 << _dice.Between(1, 2)))
        : new ReferenceField(_dice.Name("R"), _dice.Pick(parts.Types));

    private void Type(bool isClass, IReadOnlyList<ReferenceField>? references = null, bool mayOwnArray = true)
    {
        string name = _dice.Name(isClass ? "C" : "S");
        List<Member> members = [.. Enumerable.Range(0, _dice.Between(1, 3)).Select(_ => Field())];
        ArraySlot? array = isClass && mayOwnArray && _dice.OneIn(2)
            ? new ArraySlot(_dice.Name("Data"), _dice.Type(), null, 1 << _dice.Between(1, 3)) : null;
        UserType type = new(name, isClass, members)
        {
            Array = array,
            References = references ?? [],
            Deconstruction = _dice.Has(Features.Deconstruction) && _dice.OneIn(2)
                ? [.. Enumerable.Range(0, _dice.Between(2, 3)).Select(_ => _dice.Type())]
                : [],
            HasAddition = !isClass && _dice.OneIn(2),
            Indexer = _dice.Has(Features.Indexers) && _dice.OneIn(2) ? array?.Element ?? members[0].Type : null,
        };
        Line($"public {(isClass ? "sealed class" : "struct")} {name}");
        Line("{");
        foreach (Member member in members)
        {
            Line(member.HasEffects ? Effects(member)
                : $"public {member.Type.Name} {member.Name}{(member.IsVariable ? ";" : " { get; set; }")}");
        }

        if (array is not null)
        {
            Line($"public readonly {array.Element!.Name}[] {array.Text} = new {array.Element.Name}[{array.Length}];");
        }

        foreach (ReferenceField field in type.References)
        {
            Line($"public {TypeOf(field)} {field.Name}{(isClass ? $" = {Made(field)}" : "")};");
        }

        if (isClass)
        {
            Line($"public {name}() {{ }}");
        }

        string made = isClass ? "" : string.Concat(type.References.Select(field => $"{field.Name} = {Made(field)}; "));
        Line($"public {name}({List(members, m => $"{m.Type.Name} a{m.Name}")}) {{ {made}{string.Concat(members.Select(m =>
            $"{m.Name} = a{m.Name}; "))}}}");
        if (type.Deconstruction.Count > 0)
        {
            Deconstruct(type);
        }

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

    private static string TypeOf(ReferenceField field) => field.Array is { } array ? $"{array.Element!.Name}[]" : field.Object!.Name;

    // What a field refers to from the beginning.
    private static string Made(ReferenceField field) => field switch
    {
        { Array: { } array } => $"new {array.Element!.Name}[{array.Length}]",
        { Object.IsClass: true } => $"new {field.Object.Name}()",
        _ => $"new {field.Object!.Name}({List(field.Object.Members, member => $"({member.Type.Name})1")})",
    };

    // Reading it changes what is read next, setting it is not just storing.
    private string Effects(Member member)
    {
        (string type, string field) = (member.Type.Name, $"_{member.Name}");
        string get = $"{field} = ({type})({field} + {_dice.Between(1, 9)}); return {field};";
        string set = $"{field} = ({type})(value ^ ({type}){_dice.Between(1, 9)});";
        return $"private {type} {field}; public {type} {member.Name} {{ get {{ {get} }} set {{ {set} }} }}";
    }

    private void Deconstruct(UserType type)
    {
        List<string> names = [.. type.Deconstruction.Select(_ => _dice.Name("a"))];
        string list = string.Join(", ", names.Zip(type.Deconstruction, (name, item) => $"out {item.Name} {name}"));
        string values = string.Concat(names.Zip(type.Deconstruction, (name, item) =>
            $"{name} = ({item.Name}){_dice.Pick(type.Members).Name}; "));
        string effect = _dice.OneIn(2) ? $"{type.Members[0].Name}++; " : "";
        Line($"public void Deconstruct({list}) {{ {values}{effect}}}");
    }

    private Member Field()
    {
        if (_dice.Has(Features.Places) && _dice.OneIn(4))
        {
            return new Member(_dice.Name("P"), _dice.Type(), false, true);
        }

        return _dice.OneIn(3) ? new Member(_dice.Name("P"), _dice.Type(), false) : new Member(_dice.Name("F"), _dice.Type(), true);
    }

    private void Method(UserType type)
    {
        Scope scope = new();
        scope.AddMembers("", type);

        (Method method, string text) = new MethodWriter(parts).Write(_dice.Name("M"), "public", scope, mayTakeMemory: false, mayNest: type.IsClass);
        type.Methods.Add(method);
        _text.Append(text);
    }

    private static string List(IEnumerable<Member> members, Func<Member, string> text) => string.Join(", ", members.Select(text));

    private void Line(string text) => _text.Append(text).Append('\n');
}
