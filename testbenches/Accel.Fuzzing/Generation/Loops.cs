namespace Accel.Fuzzing.Generation;

/// <summary>Loops of all kinds. Each has a counter that its body does not change.</summary>
internal sealed class Loops(Body body)
{
    private const int MostUnrolled = 24;

    private readonly Dice _dice = body.Dice;
    private readonly Halves _halves = new(body);
    private int _unrolled = 1;

    public void Write(int depth)
    {
        int most = Math.Max(0, (body.MostCost - body.Cost) / (body.Trips * 4));
        if (most < 2)
        {
            body.Assignments.Assign(depth);
            return;
        }

        most = Math.Min(most, _dice.OneIn(4) ? 16 : 7);
        if (_dice.Has(Features.Streams) && _dice.OneIn(3) && most > 4)
        {
            if (!_dice.OneIn(3) || !_halves.Write(most))
            {
                Stream(most);
            }

            return;
        }

        switch (_dice.Next(8))
        {
            case 0:
                DataDependent(depth, Math.Min(most, 7));
                break;
            case 1:
                While(depth, _dice.Between(1, most));
                break;
            case 2:
                DoWhile(depth, _dice.Between(1, most));
                break;
            case 3 when body.Scope.Arrays.Any(array => array.Element is { IsNumber: true } && array.Length <= most):
                ForEach(depth, most);
                break;
            default:
                For(depth, _dice.Between(1, most));
                break;
        }
    }

    private void For(int depth, int trips)
    {
        string name = _dice.Name("i");
        string type = _dice.Pick("int", "int", "int", "byte", "short", "uint", "long");
        int step = _dice.OneIn(4) ? _dice.Between(2, 3) : 1;
        int first = _dice.OneIn(3) ? _dice.Next(4) : 0;
        int last = first + ((trips - 1) * step);
        Unroll(name, trips);
        bool isDown = type is "int" or "short" or "long" && _dice.OneIn(4);
        string bound = _dice.OneIn(2) ? $"< {last + 1 + _dice.Next(step)}" : $"<= {last}";
        body.Line(isDown
            ? $"for ({type} {name} = {last}; {name} >= {first}; {(step == 1 ? $"{name}--" : $"{name} -= {step}")})"
            : $"for ({type} {name} = {first}; {name} {bound}; {(step == 1 ? $"{name}++" : $"{name} += {step}")})");
        Repeat(depth, trips, type == "int" ? new Counter(name, first, last) : new Counter($"(int){name}", first, last));
    }

    // A bound that is only known when it runs; sometimes it changes meanwhile, always below a limit.
    private void DataDependent(int depth, int most)
    {
        string name = _dice.Name("i");
        int mask = most >= 7 ? 7 : most >= 3 ? 3 : 1;
        UnrollInPart(name);
        body.Line($"for (int {name} = 0; {name} < ((int)({body.Expressions.NonConstant(1).Text}) & {mask}); {name}++)");
        Repeat(depth, mask, new Counter(name, 0, mask - 1));
    }

    private void While(int depth, int trips)
    {
        string name = _dice.Name("i");
        bool isConditional = _dice.OneIn(2);
        body.Line($"int {name} = 0;");
        body.Line($"while ({name}++ < {trips}{(isConditional ? $" && {body.Booleans.Boolean(1).Text}" : "")})");
        Repeat(depth, trips, new Counter(name, 1, trips));
    }

    private void DoWhile(int depth, int trips)
    {
        string name = _dice.Name("i");
        body.Line($"int {name} = 0;");
        body.Line("do");
        Repeat(depth, trips, new Counter(name, 0, trips - 1));
        body.Line($"while (++{name} < {trips}{(_dice.OneIn(3) ? $" && {body.Booleans.Boolean(1).Text}" : "")});");
    }

    private void ForEach(int depth, int most)
    {
        ArraySlot array = _dice.Pick(body.Scope.Arrays.Where(item => item.Element is { IsNumber: true } && item.Length <= most).ToList());
        string name = _dice.Name("e");
        body.Line($"foreach ({(_dice.OneIn(2) ? "var" : array.Element!.Name)} {name} in {array.Text})");
        body.Scope.Nested(() =>
        {
            body.Scope.Slots.Add(new Slot(name, array.Element!, false, false));
            Repeat(depth, array.Length, null);
        });
    }

    private void Repeat(int depth, int trips, Counter? counter)
    {
        body.Scope.Nested(() =>
        {
            if (counter is not null)
            {
                body.Scope.Counters.Add(counter);
            }

            (int outer, body.Trips) = (body.Trips, body.Trips * Math.Max(1, trips));
            body.Statements.Block(depth + 1, new LoopContext(true, true));
            body.Trips = outer;
        });
    }

    // A loop in the form that is worth pipelining: no jumps, indices that are affine or masked, a few assignments.
    private void Stream(int most)
    {
        string name = _dice.Name("i");
        int trips = _dice.Between(4, most);
        if (_dice.Has(Features.Pipeline))
        {
            body.Annotate($"[Pipeline(\"{name}\", InitiationInterval = {_dice.Pick(0, 0, 0, 1, 2, 4)})]");
        }

        body.Line($"for (int {name} = 0; {name} < {trips}; {name}++)");
        body.Line("{");
        body.Nesting++;
        body.Scope.Nested(() =>
        {
            body.Scope.Counters.Add(new Counter(name, 0, trips - 1));
            (int outer, body.Trips) = (body.Trips, body.Trips * trips);
            for (int i = _dice.Between(1, 4); i > 0; i--)
            {
                body.StatementsLeft--;
                body.Cost += body.Trips;
                switch (_dice.Next(5))
                {
                    case 0 when body.Memory is not null:
                        body.MemoryAccesses.Write(1);
                        break;
                    case 1:
                        body.Line($"if ({body.Booleans.Boolean(1).Text})");
                        body.Line("{");
                        body.Scope.Nested(() => body.Assignments.Assign(2));
                        body.Line("}");
                        break;
                    case 2:
                        body.Assignments.Declare();
                        break;
                    default:
                        body.Assignments.Assign(1);
                        break;
                }
            }

            body.Trips = outer;
        });
        body.Nesting--;
        body.Line("}");
    }

    // Of a loop whose number of iterations is not known.
    private void UnrollInPart(string name)
    {
        int factor = _dice.Between(2, 4);
        if (!body.IsInTask && _dice.Has(Features.Unroll) && _dice.OneIn(3) && _unrolled * factor <= MostUnrolled)
        {
            _unrolled *= factor;
            body.Annotate($"[Unroll(\"{name}\", Factor = {factor})]");
        }
    }

    private void Unroll(string name, int trips)
    {
        if (body.IsInTask)
        {
            return;
        }

        if (_dice.Has(Features.Unroll) && _dice.OneIn(3) && _unrolled * trips <= MostUnrolled)
        {
            // What is nested multiplies; it is never forgotten, which bounds the whole method.
            int factor = _dice.OneIn(2) ? 0 : _dice.Between(1, trips + 1);
            _unrolled *= factor == 0 ? trips : factor;
            body.Annotate(factor == 0 ? $"[Unroll(\"{name}\")]" : $"[Unroll(\"{name}\", Factor = {factor})]");
        }
        else if (_dice.Has(Features.Pipeline) && _dice.OneIn(8))
        {
            body.Annotate($"[Pipeline(\"{name}\", InitiationInterval = {_dice.Pick(0, 0, 0, 1, 3)})]");
        }
    }
}
