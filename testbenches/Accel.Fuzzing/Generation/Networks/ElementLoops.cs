namespace Accel.Fuzzing.Generation.Networks;

/// <summary>Loops over the elements of a stream, as state machines or as pipelines, with work in between.</summary>
internal sealed class ElementLoops(Network network)
{
    private readonly Dice _dice = network.Dice;

    /// <summary>A loop of so many iterations.</summary>
    /// <param name="body">Where it is written.</param>
    /// <param name="count">Iterations.</param>
    /// <param name="write">Writes an iteration, given the loop's variable and whether it may hold what no pipeline has room for.</param>
    /// <param name="holdsLoops">It holds loops that are not to be unrolled.</param>
    public void Counted(Body body, ElementCount count, Action<string, bool> write, bool holdsLoops = false)
    {
        string name = _dice.Name("i");
        bool isPipelined = !holdsLoops && Annotate(body, name);
        body.Line(count.Bound is null && _dice.OneIn(4)
            ? $"for (int {name} = {count.Factor - 1}; {name} >= 0; {name}--)"
            : $"for (int {name} = 0; {name} < {count.Text}; {name}++)");
        Block(body, new Counter(name, 0, Math.Max(0, count.Most - 1)), count.Most, () => write(name, !isPipelined));
    }

    /// <summary>A loop over all elements of a stream.</summary>
    /// <param name="body">Where it is written.</param>
    /// <param name="from">The stream.</param>
    /// <param name="write">Writes an iteration, given what tells the last one and whether it may hold anything.</param>
    public void Over(Body body, Channel from, Action<string, bool> write)
    {
        if (from.Count is { } count)
        {
            Counted(body, count, (index, isFree) =>
            {
                Read(body, from);
                write(index, isFree);
            });
            return;
        }

        Endless(body, from, write);
    }

    /// <summary>Reads an element into a variable.</summary>
    public string Read(Body body, Channel from)
    {
        string item = _dice.Name("x");
        body.Line($"{(_dice.OneIn(2) ? "var" : from.Element.Type)} {item} = {from.Name}.Read();");
        from.Element.See(body, item);
        return item;
    }

    /// <summary>Something between an element's coming and going.</summary>
    public void Work(Body body, bool isFree)
    {
        for (int i = _dice.Next(3); i > 0; i--)
        {
            if (isFree && _dice.OneIn(3))
            {
                body.StatementsLeft = 2;
                body.Statements.Write(2, null);
                continue;
            }

            switch (_dice.Next(4))
            {
                case 0:
                    body.Line($"if ({body.Booleans.Boolean(1).Text})");
                    body.Line("{");
                    body.Scope.Nested(() => body.Assignments.Assign(2));
                    body.Line("}");
                    break;
                case 1:
                    body.Assignments.Declare();
                    break;
                default:
                    body.Assignments.Assign(1);
                    break;
            }
        }

        if (isFree && _dice.OneIn(4))
        {
            string name = _dice.Name("k");
            body.Line($"for (int {name} = 0; {name} < ((int)({body.Expressions.NonConstant(1).Text}) & {_dice.Pick(1, 3, 7)}); {name}++)");
            Block(body, new Counter(name, 0, 6), 7, () => body.Assignments.Assign(1));
        }
    }

    // Until an element says that it is the last one.
    private void Endless(Body body, Channel from, Action<string, bool> write)
    {
        (string name, string item, string end) = (_dice.Name("n"), _dice.Name("x"), from.Element.Fields[from.Element.End].Suffix);
        bool isPipelined = Annotate(body, name);
        string last = item + end;
        void Write()
        {
            from.Element.See(body, item);
            body.Scope.Slots.RemoveAll(slot => slot.Text == last);
            write(last, !isPipelined);
        }

        if (_dice.OneIn(3))
        {
            // The last one is seen in the condition, and is no element to work with but for saying so.
            body.Line($"{from.Element.Type} {item} = {from.Name}.Read();");
            body.Line($"for (int {name} = 0; ; {name}++)");
            Block(body, new Counter(name, 0, from.Most), from.Most, () =>
            {
                Write();
                body.Line($"if ({last}) {{ break; }}");
                body.Line($"{item} = {from.Name}.Read();");
            });
            return;
        }

        body.Line($"for (int {name} = 0; ; {name}++)");
        Block(body, new Counter(name, 0, from.Most), from.Most, () =>
        {
            body.Line($"{from.Element.Type} {item} = {from.Name}.Read();");
            Write();
            body.Line($"if ({last}) {{ break; }}");
        });
    }

    /// <summary>Writes an element to a stream.</summary>
    public static void Write(Body body, Channel to, string end) => body.Line(Text(body, to, end));

    /// <summary>The statement that writes an element to a stream.</summary>
    /// <param name="body">Where it stands.</param>
    /// <param name="to">The stream.</param>
    /// <param name="end">Whether nothing follows, as C#; streams without an end mark ignore it.</param>
    public static string Text(Body body, Channel to, string end) => $"{to.Name}.Write({to.Element.Value(body, end)});";

    private bool Annotate(Body body, string loop)
    {
        bool isPipelined = network.Shape.Pipelines && _dice.OneIn(2);
        if (isPipelined)
        {
            body.Annotate($"[Pipeline(\"{loop}\", InitiationInterval = {_dice.Pick(0, 0, 0, 0, 1, 2)})]");
        }

        return isPipelined;
    }

    private static void Block(Body body, Counter counter, int trips, Action write)
    {
        body.Line("{");
        body.Nesting++;
        body.Scope.Nested(() =>
        {
            (int outer, body.Trips) = (body.Trips, body.Trips * Math.Max(1, trips));
            body.Scope.Counters.Add(counter);
            write();
            body.Trips = outer;
        });
        body.Nesting--;
        body.Line("}");
    }
}
