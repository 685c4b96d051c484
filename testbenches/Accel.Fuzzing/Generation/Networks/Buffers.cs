namespace Accel.Fuzzing.Generation.Networks;

/// <summary>Arrays between the tasks of a network: handed over with a token, and read or written at two places in an iteration.</summary>
internal sealed class Buffers(Network network, ElementLoops loops)
{
    private readonly Dice _dice = network.Dice;

    /// <summary>Two or three buffers that one task fills while another one empties those that it was given.</summary>
    public void HandOver(Channel from)
    {
        int[] lengths = [.. Enumerable.Range(1, 8).Where(length => from.Count!.Factor % length == 0)];
        int length = _dice.Pick(lengths), count = _dice.Between(2, 3);
        ElementCount rounds = from.Count!.Over(length), each = new(length, null, length);
        Scalar type = _dice.Type();
        string buffers = _dice.Name("buffers");
        string made = string.Join(", ", Enumerable.Repeat(FormattableString.Invariant($"new {type.Name}[{length}]"), count));
        network.Declarations.Append($"{type.Name}[][] {buffers} = {{ {made} }};\n");
        StreamElement token = StreamElement.Of(Scalar.Int);
        Channel full = network.Make(token, null, count, 0), free = network.Make(token, null, count, count);
        for (int i = 0; i < count; i++)
        {
            network.Declarations.Append(FormattableString.Invariant($"{free.Name}.Write({i});\n"));
        }

        Channel to = network.Add(network.Element(false), from.Count, from.Most, from.IsForked);
        (string, string) array = ($"{type.Name}[][]", buffers);
        network.Start(
            body =>
            {
                body.Begin(1);
                Rounds(body, rounds, free, full, own => loops.Counted(body, each, (index, isFree) =>
                {
                    loops.Read(body, from);
                    loops.Work(body, isFree);
                    body.Line($"{buffers}[{own}][{index}] = {body.Expressions.Exactly(type, 2).Text};");
                }));
            },
            [from, free, full],
            null,
            array);
        network.Start(
            body => Rounds(body, rounds, full, free, own => loops.Counted(body, each, (index, isFree) =>
            {
                string value = _dice.Name("v");
                body.Line($"{type.Name} {value} = {buffers}[{own}][{index}];");
                body.Scope.Slots.Add(new Slot(value, type));
                loops.Work(body, isFree);
                body.Line($"{to.Name}.Write({to.Element.Value(body, "false")});");
            })),
            [free, full, to],
            null,
            array);
    }

    /// <summary>Two reads of a table in block RAM for each element, or a read and a write, or two writes.</summary>
    public void Table(Channel from)
    {
        Channel to = network.Add(network.Element(false), from.Count, from.Most, from.IsForked);
        (Scalar type, int length) = (_dice.Type(), 1 << _dice.Between(2, 6));
        (string table, string index) = (_dice.Name("table"), _dice.Name("i"));
        network.Start(
            body =>
            {
                body.Annotate($"[Memory(\"{table}\", MemoryKind.Block)]");
                body.Begin(1);
                body.Line(FormattableString.Invariant($"{type.Name}[] {table} = new {type.Name}[{length}];"));
                body.Line(FormattableString.Invariant($"for (int {index} = 0; {index} < {length}; {index}++)"));
                body.Line($"{{ {table}[{index}] = ({type.Name})({index} * {_dice.Between(1, 99)}); }}");
                loops.Counted(body, from.Count!, (counter, isFree) =>
                {
                    loops.Read(body, from);
                    string Place() => _dice.Next(3) switch
                    {
                        0 => FormattableString.Invariant($"{table}[({counter} + {_dice.Next(length)}) & {length - 1}]"),
                        1 => FormattableString.Invariant($"{table}[({counter} * 2 + {_dice.Next(2)}) & {length - 1}]"),
                        _ => FormattableString.Invariant($"{table}[(int)({body.Expressions.NonConstant(1).Text}) & {length - 1}]"),
                    };
                    int kind = _dice.Next(4);
                    Access(body, type, Place(), kind == 3);
                    loops.Work(body, isFree);
                    Access(body, type, Place(), kind >= 2);
                    if (_dice.OneIn(3))
                    {
                        Access(body, type, Place(), _dice.OneIn(2));
                    }

                    body.Line($"{to.Name}.Write({to.Element.Value(body, "false")});");
                });
            },
            [from, to]);
    }

    private void Access(Body body, Scalar type, string place, bool isWrite)
    {
        if (isWrite)
        {
            string value = body.Expressions.Exactly(type, 2).Text;
            body.Line(_dice.OneIn(4) ? $"if ({body.Booleans.Boolean(1).Text}) {{ {place} = {value}; }}" : $"{place} = {value};");
            return;
        }

        string name = _dice.Name("v");
        body.Line($"{type.Name} {name} = {place};");
        body.Scope.Slots.Add(new Slot(name, type));
    }

    // Each time with the buffer whose number comes next, which is sent on behind the last access.
    private void Rounds(Body body, ElementCount rounds, Channel taken, Channel given, Action<string> write) => loops.Counted(
        body,
        rounds,
        (_, _) =>
        {
            string own = _dice.Name("own");
            body.Line($"int {own} = {taken.Name}.Read();");
            write(own);
            body.Line($"{given.Name}.Write({own});");
        },
        holdsLoops: true);
}
