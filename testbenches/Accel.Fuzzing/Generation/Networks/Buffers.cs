namespace Accel.Fuzzing.Generation.Networks;

/// <summary>Arrays between the tasks of a network: handed over with a token, and read or written at two places in an iteration.</summary>
internal sealed class Buffers(Network network, ElementLoops loops)
{
    private readonly Dice _dice = network.Dice;

    // Buffers with what is known of them where a task uses them.
    private sealed record Handed(string Name, Scalar Type, int Length, ElementCount Rounds, ElementCount Each)
    {
        public (string Type, string Name) Array => ($"{Type.Name}[][]", Name);

        public string At(string own, string index) => $"{Name}[{own}][{index}]";

        // The element that is as far from the end as another one is from the beginning.
        public string Opposite(string own, string index) => At(own, FormattableString.Invariant($"{Length - 1} - {index}"));
    }

    /// <summary>Two or three buffers that one task fills while another one empties those that it was given; a third one may change them
    /// in between. Each may read or write at two places in an iteration.</summary>
    public void HandOver(Channel from)
    {
        int[] lengths = [.. Enumerable.Range(1, 8).Where(length => from.Count!.Factor % length == 0)];
        int length = _dice.Pick(lengths), count = _dice.Between(2, 3);
        Scalar type = _dice.Type();
        Handed handed = new(_dice.Name("buffers"), type, length, from.Count!.Over(length), new(length, null, length));
        string made = string.Join(", ", Enumerable.Repeat(FormattableString.Invariant($"new {type.Name}[{length}]"), count));
        network.Declarations.Append($"{type.Name}[][] {handed.Name} = {{ {made} }};\n");
        if (_dice.Has(Features.MemoryKinds) && _dice.OneIn(2))
        {
            network.Attributes.Append($"[Memory(\"{handed.Name}\", MemoryKind.Block)]\n");
        }

        StreamElement token = StreamElement.Of(Scalar.Int);
        Channel full = network.Make(token, null, count, 0), free = network.Make(token, null, count, count);
        for (int i = 0; i < count; i++)
        {
            network.Declarations.Append(FormattableString.Invariant($"{free.Name}.Write({i});\n"));
        }

        Channel to = network.Add(network.Element(false), from.Count, from.Most, from.IsForked);
        Fill(handed, from, free, full);
        if (_dice.OneIn(3))
        {
            Channel changed = network.Make(token, null, count, 0);
            Change(handed, full, changed);
            full = changed;
        }

        Empty(handed, full, free, to);
    }

    private void Fill(Handed handed, Channel from, Channel free, Channel full) => network.Start(
        body =>
        {
            body.Begin(1);
            Rounds(body, handed.Rounds, free, full, own => loops.Counted(body, handed.Each, (index, isFree) =>
            {
                loops.Read(body, from);
                loops.Work(body, isFree);
                if (_dice.OneIn(4))
                {
                    Access(body, handed.Type, handed.Opposite(own, index), _dice.OneIn(2));
                }

                body.Line($"{handed.At(own, index)} = {body.Expressions.Exactly(handed.Type, 2).Text};");
            }));
        },
        [from, free, full],
        null,
        handed.Array);

    private void Change(Handed handed, Channel from, Channel to) => network.Start(
        body =>
        {
            body.Begin(1);
            Rounds(body, handed.Rounds, from, to, own => loops.Counted(body, handed.Each, (index, isFree) =>
            {
                Access(body, handed.Type, handed.Opposite(own, index), false);
                loops.Work(body, isFree);
                Access(body, handed.Type, handed.At(own, index), true);
            }));
        },
        [from, to],
        null,
        handed.Array);

    private void Empty(Handed handed, Channel full, Channel free, Channel to) => network.Start(
        body => Rounds(body, handed.Rounds, full, free, own => loops.Counted(body, handed.Each, (index, isFree) =>
        {
            Access(body, handed.Type, handed.At(own, index), false);
            if (_dice.OneIn(3))
            {
                Access(body, handed.Type, handed.Opposite(own, index), false);
            }

            loops.Work(body, isFree);
            body.Line($"{to.Name}.Write({to.Element.Value(body, "false")});");
        })),
        [free, full, to],
        null,
        handed.Array);

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
                    int kind = _dice.Next(6);
                    Access(body, type, Place(), kind == 5);
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
