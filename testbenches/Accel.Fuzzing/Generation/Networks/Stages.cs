namespace Accel.Fuzzing.Generation.Networks;

/// <summary>Tasks that make, change, spread and gather the elements of streams, and those that keep them.</summary>
internal sealed class Stages(Network network, ElementLoops loops)
{
    private readonly Dice _dice = network.Dice;

    /// <summary>A task that only writes.</summary>
    public void Source()
    {
        bool hasEnd = _dice.OneIn(4);
        ElementCount count = network.Count();
        Channel to = network.Add(network.Element(hasEnd), hasEnd ? null : count, count.Most + 1, false);
        network.Start(
            body =>
            {
                body.Begin(1);
                bool isShort = network.Shape.MayDeadlock && _dice.OneIn(5);
                loops.Counted(body, count, (index, isFree) =>
                {
                    loops.Work(body, isFree);
                    body.Line($"{(isShort ? $"if ({index} != 1) " : "")}{ElementLoops.Text(body, to, "false")}");
                });
                if (hasEnd)
                {
                    ElementLoops.Write(body, to, "true");
                }
            },
            [to]);
    }

    /// <summary>One element for each.</summary>
    public void Map(Channel from)
    {
        Channel to = network.Add(network.Element(from.Count is null), from.Count, from.Most, from.IsForked);
        network.Start(
            body =>
            {
                body.Begin(_dice.Between(1, 2));
                loops.Over(body, from, (last, isFree) =>
                {
                    loops.Work(body, isFree);
                    if (from.Count is not null && _dice.OneIn(4))
                    {
                        body.Line($"if ({body.Booleans.Boolean(1).Text}) {{ {ElementLoops.Text(body, to, last)} }}");
                        body.Line($"else {{ {ElementLoops.Text(body, to, last)} }}");
                        return;
                    }

                    ElementLoops.Write(body, to, last);
                });
            },
            [from, to]);
    }

    /// <summary>Some of the elements.</summary>
    public void Filter(Channel from)
    {
        Channel to = network.Add(network.Element(true), null, from.Most + 1, from.IsForked);
        network.Start(
            body =>
            {
                body.Begin(1);
                loops.Over(body, from, (last, isFree) =>
                {
                    loops.Work(body, isFree);
                    string also = from.Count is null ? $" && !{last}" : "";
                    body.Line($"if ({body.Booleans.Boolean(1).Text}{also}) {{ {ElementLoops.Text(body, to, "false")} }}");
                });
                ElementLoops.Write(body, to, "true");
            },
            [from, to]);
    }

    /// <summary>Two elements for each, or one for each two.</summary>
    public void ChangeRate(Channel from)
    {
        bool gathers = from.Count!.Factor % 2 == 0 && _dice.OneIn(2);
        ElementCount count = gathers ? from.Count.Over(2) : from.Count;
        ElementCount made = gathers ? count : count.Times(2);
        Channel to = network.Add(network.Element(false), made, made.Most, from.IsForked);
        network.Start(
            body =>
            {
                body.Begin(1);
                loops.Counted(body, count, (_, isFree) =>
                {
                    loops.Read(body, from);
                    loops.Work(body, isFree);
                    if (gathers)
                    {
                        loops.Read(body, from);
                    }
                    else
                    {
                        ElementLoops.Write(body, to, "false");
                    }

                    ElementLoops.Write(body, to, "false");
                });
            },
            [from, to]);
    }

    /// <summary>Each element to two streams.</summary>
    public void Fork(Channel from)
    {
        Channel one = network.Add(network.Element(false), from.Count, from.Most, true);
        Channel other = network.Add(network.Element(false), from.Count, from.Most, true);
        (Channel first, Channel second) = _dice.OneIn(2) ? (one, other) : (other, one);
        network.Start(
            body => loops.Over(body, from, (_, isFree) =>
            {
                ElementLoops.Write(body, first, "false");
                loops.Work(body, isFree);
                ElementLoops.Write(body, second, "false");
            }),
            [from, one, other]);
    }

    /// <summary>One element from one of two each.</summary>
    public void Join(Channel one, Channel other)
    {
        Channel to = network.Add(network.Element(false), one.Count, one.Most, one.IsForked || other.IsForked);
        network.Start(
            body =>
            {
                body.Begin(1);
                loops.Counted(body, one.Count!, (_, isFree) =>
                {
                    loops.Read(body, one);
                    loops.Read(body, other);
                    loops.Work(body, isFree);
                    ElementLoops.Write(body, to, "false");
                });
            },
            [one, other, to]);
    }

    /// <summary>From one of two streams, as the elements themselves tell.</summary>
    public void Merge(Channel one, Channel other)
    {
        Channel to = network.Add(network.Element(false), one.Count!.Times(2), one.Most * 2, one.IsForked || other.IsForked);
        (string x, string y, string left, string right) = (_dice.Name("x"), _dice.Name("x"), _dice.Name("n"), _dice.Name("n"));
        network.Start(
            body =>
            {
                body.Line($"int {left} = {one.Count.Text}, {right} = {one.Count.Text};");
                body.Line($"{one.Element.Type} {x} = default; {other.Element.Type} {y} = default;");
                one.Element.See(body, x);
                other.Element.See(body, y);
                loops.Counted(body, one.Count.Times(2), (_, isFree) =>
                {
                    loops.Work(body, isFree);
                    body.Line($"if ({right} == 0 || ({left} > 0 && {body.Booleans.Boolean(1).Text}))");
                    body.Line($"{{ {x} = {one.Name}.Read(); {left}--; }} else {{ {y} = {other.Name}.Read(); {right}--; }}");
                    ElementLoops.Write(body, to, "false");
                });
            },
            [one, other, to]);
    }

    /// <summary>What becomes of the elements in the end: a number, an array, or cells.</summary>
    public void Sink(Channel from)
    {
        switch (_dice.Next(network.Shape.UsesMemory ? 3 : 2))
        {
            case 0:
                Scalar type = _dice.Type();
                string task = network.Start(
                    body =>
                    {
                        string sum = Sum(body, from, type);
                        body.Line($"return {sum};");
                    },
                    [from],
                    type);
                network.Keep($"{task}.Result");
                break;
            case 1:
                Array(from);
                break;
            default:
                int first = network.OwnCell;
                network.Start(
                    body =>
                    {
                        body.Begin(1);
                        string at = _dice.Name("w");
                        body.Line($"int {at} = 0;");
                        loops.Over(body, from, (_, isFree) =>
                        {
                            loops.Work(body, isFree);
                            string cell = FormattableString.Invariant($"{first} + ({at} & {Network.OwnCells - 1})");
                            body.Line($"memory.WriteInt32({cell}, {body.Expressions.Assignable(Scalar.Int, 2)});");
                            body.Line($"{at}++;");
                            if (isFree && _dice.OneIn(4))
                            {
                                body.Line($"memory.WriteInt32({cell}, memory.ReadInt32({cell}) + 1);");
                            }
                        });
                    },
                    [from]);
                break;
        }
    }

    /// <summary>A task that no stream joins to the others, of two loops that share nothing.</summary>
    public void Alone()
    {
        Scalar type = _dice.Type();
        string task = network.Start(
            body =>
            {
                List<string> sums = [];
                for (int i = 0; i < 2; i++)
                {
                    string sum = _dice.Name("h");
                    body.Line($"{type.Name} {sum} = ({type.Name}){_dice.Next(9)};");
                    loops.Counted(body, network.Count(), (index, isFree) =>
                    {
                        loops.Work(body, isFree);
                        string value = body.Expressions.Exactly(type, 2).Text;
                        body.Line($"{sum} = ({type.Name})(({sum} << 1) ^ ({type.Name}){index} ^ {value});");
                    });
                    sums.Add(sum);
                }

                body.Line($"return ({type.Name})({sums[0]} - {sums[1]});");
            },
            [],
            type);
        network.Keep($"{task}.Result");
    }

    /// <summary>The caller reads a stream while the tasks run.</summary>
    public void CallerReads(Channel from)
    {
        Body body = new(network.Parts, network.Outer.ReadOnly(), null, 0) { IsInTask = true, MostCost = 300 };
        string sum = Sum(body, from, _dice.Type());
        network.Attributes.Append(body.Attributes);
        network.Beside.Append(body.Text);
        network.Keep(sum);
    }

    private string Sum(Body body, Channel from, Scalar type)
    {
        string sum = _dice.Name("h");
        body.Line($"{type.Name} {sum} = ({type.Name})7;");
        loops.Over(body, from, (_, isFree) =>
        {
            loops.Work(body, isFree);
            string value = body.Expressions.Exactly(type, 2).Text;
            body.Line(_dice.OneIn(3) ? $"{sum} ^= {value};" : $"{sum} = ({type.Name})(({sum} << 1) + {sum} + {value});");
        });
        return sum;
    }

    private void Array(Channel from)
    {
        (string name, Scalar type, int length) = (_dice.Name("out"), _dice.Type(), 1 << _dice.Between(2, 5));
        network.Declarations.Append(FormattableString.Invariant($"{type.Name}[] {name} = new {type.Name}[{length}];\n"));
        ArraySlot array = new(name, type, null, length);
        network.Start(
            body =>
            {
                string at = _dice.Name("w");
                body.Line($"int {at} = 0;");
                loops.Over(body, from, (_, isFree) =>
                {
                    loops.Work(body, isFree);
                    body.Line(FormattableString.Invariant(
                        $"{name}[{at} & {length - 1}] {_dice.Pick("=", "=", "+=")} {body.Expressions.Exactly(type, 2).Text};"));
                    body.Line($"{at}++;");
                });
            },
            [from],
            null,
            ($"{type.Name}[]", name));
        network.Keep(array);
    }
}
