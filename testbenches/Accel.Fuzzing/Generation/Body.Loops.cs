namespace Accel.Fuzzing.Generation;

/// <content>Loops of all kinds. Each has a counter that its body does not change.</content>
internal sealed partial class Body
{
    private const int MostUnrolled = 24;

    private void Loop(int depth)
    {
        int most = Math.Max(0, (MostCost - Cost) / (_trips * 4));
        if (most < 2)
        {
            Assign(depth);
            return;
        }

        most = Math.Min(most, _dice.OneIn(4) ? 16 : 7);
        if (_dice.Has(Features.Streams) && _dice.OneIn(3) && most > 4)
        {
            Stream(most);
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
            case 3 when _scope.Arrays.Any(array => array.Element is { IsNumber: true } && array.Length <= most):
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
        Line(isDown
            ? $"for ({type} {name} = {last}; {name} >= {first}; {(step == 1 ? $"{name}--" : $"{name} -= {step}")})"
            : $"for ({type} {name} = {first}; {name} {bound}; {(step == 1 ? $"{name}++" : $"{name} += {step}")})");
        Repeat(depth, trips, type == "int" ? new Counter(name, first, last) : new Counter($"(int){name}", first, last));
    }

    // A bound that is only known when it runs; sometimes it changes meanwhile, always below a limit.
    private void DataDependent(int depth, int most)
    {
        string name = _dice.Name("i");
        int mask = most >= 7 ? 7 : most >= 3 ? 3 : 1;
        Line($"for (int {name} = 0; {name} < ((int)({NonConstant(1).Text}) & {mask}); {name}++)");
        Repeat(depth, mask, new Counter(name, 0, mask - 1));
    }

    private void While(int depth, int trips)
    {
        string name = _dice.Name("i");
        bool isConditional = _dice.OneIn(2);
        Line($"int {name} = 0;");
        Line($"while ({name}++ < {trips}{(isConditional ? $" && {Boolean(1).Text}" : "")})");
        Repeat(depth, trips, new Counter(name, 1, trips));
    }

    private void DoWhile(int depth, int trips)
    {
        string name = _dice.Name("i");
        Line($"int {name} = 0;");
        Line("do");
        Repeat(depth, trips, new Counter(name, 0, trips - 1));
        Line($"while (++{name} < {trips}{(_dice.OneIn(3) ? $" && {Boolean(1).Text}" : "")});");
    }

    private void ForEach(int depth, int most)
    {
        ArraySlot array = _dice.Pick(_scope.Arrays.Where(item => item.Element is { IsNumber: true } && item.Length <= most).ToList());
        string name = _dice.Name("e");
        Line($"foreach ({(_dice.OneIn(2) ? "var" : array.Element!.Name)} {name} in {array.Text})");
        _scope.Nested(() =>
        {
            _scope.Slots.Add(new Slot(name, array.Element!, false, false));
            Repeat(depth, array.Length, null);
        });
    }

    private void Repeat(int depth, int trips, Counter? counter)
    {
        _scope.Nested(() =>
        {
            if (counter is not null)
            {
                _scope.Counters.Add(counter);
            }

            (int outer, _trips) = (_trips, _trips * Math.Max(1, trips));
            Block(depth + 1, new LoopContext(true, true));
            _trips = outer;
        });
    }

    // A loop in the form that is worth pipelining: no jumps, indices that are affine or masked, a few assignments.
    private void Stream(int most)
    {
        string name = _dice.Name("i");
        int trips = _dice.Between(4, most);
        if (_dice.Has(Features.Pipeline))
        {
            _attributes.Add($"[Pipeline(\"{name}\", InitiationInterval = {_dice.Pick(0, 0, 0, 1, 2, 4)})]");
        }

        Line($"for (int {name} = 0; {name} < {trips}; {name}++)");
        Line("{");
        _scope.Nested(() =>
        {
            _scope.Counters.Add(new Counter(name, 0, trips - 1));
            (int outer, _trips) = (_trips, _trips * trips);
            for (int i = _dice.Between(1, 4); i > 0; i--)
            {
                _statements--;
                Cost += _trips;
                switch (_dice.Next(5))
                {
                    case 0 when Memory is not null:
                        MemoryWrite(1);
                        break;
                    case 1:
                        Line($"if ({Boolean(1).Text})");
                        Line("{");
                        _scope.Nested(() => Assign(2));
                        Line("}");
                        break;
                    case 2:
                        Declare();
                        break;
                    default:
                        Assign(1);
                        break;
                }
            }

            _trips = outer;
        });
        Line("}");
    }

    private void Unroll(string name, int trips)
    {
        if (_inTask)
        {
            return;
        }

        if (_dice.Has(Features.Unroll) && _dice.OneIn(3) && _unrolled * trips <= MostUnrolled)
        {
            // What is nested multiplies; it is never forgotten, which bounds the whole method.
            int factor = _dice.OneIn(2) ? 0 : _dice.Between(1, trips + 1);
            _unrolled *= factor == 0 ? trips : factor;
            _attributes.Add(factor == 0 ? $"[Unroll(\"{name}\")]" : $"[Unroll(\"{name}\", Factor = {factor})]");
        }
        else if (_dice.Has(Features.Pipeline) && _dice.OneIn(8))
        {
            _attributes.Add($"[Pipeline(\"{name}\", InitiationInterval = {_dice.Pick(0, 0, 0, 1, 3)})]");
        }
    }
}
