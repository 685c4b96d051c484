using System.Globalization;
using System.Text;
using Accel.Rtl.Estimation;
using Accel.Transformer;

namespace Accel.Fuzzing.Generation.Networks;

/// <summary>
/// Writes the program of a seed whose entry point starts tasks that streams join: chains, forks and joins, circles, several users of
/// SimpleMemory, counts known only when it runs, ends that an element tells. In some of them tasks may wait for each other for ever.
/// </summary>
internal sealed class NetworkWriter
{
    private readonly int _seed;
    private readonly Dice _dice;
    private readonly ProgramParts _parts;
    private readonly StringBuilder _types = new();

    private NetworkWriter(int seed)
    {
        (_seed, _dice) = (seed, new Dice(seed));
        _parts = new ProgramParts(_dice);
    }

    /// <summary>The program of a seed: always the same one.</summary>
    public static FuzzProgram Write(int seed) => new NetworkWriter(seed).Write();

    private FuzzProgram Write()
    {
        string space = string.Create(CultureInfo.InvariantCulture, $"Fuzz{_seed}");
        NetworkShape shape = NetworkShape.Of(_dice);
        _types.Append(new TypeWriter(_parts).Write());
        StringBuilder members = new();
        for (int i = _dice.Has(Features.Methods) ? _dice.Next(3) : 0; i > 0; i--)
        {
            (Method method, string text) = new MethodWriter(_parts).Write(_dice.Name("H"), "internal static", new Scope(), false);
            members.Append(text);
            _parts.StaticMethods.Add(method with { Name = $"{FuzzProgram.Class}.{method.Name}" });
        }

        Network network = new(_parts, shape, Elements());
        string body = Body(network);
        string program = $"{ProgramWriter.Usings}\nnamespace {space};\n\npublic class {FuzzProgram.Class}\n{{\n{members}{network.Members}"
            + $"{network.Attributes}public virtual void Run(SimpleMemory memory)\n{{\n{body}}}\n}}\n{_types}";
        return new FuzzProgram(
            _seed,
            space,
            program,
            Network.Cells,
            new TransformOptions
            {
                PortBits = _dice.Has(Features.WidePort) ? _dice.Pick(32, 32, 64, 128) : 32,
                Family = _dice.Has(Features.Families) ? _dice.Pick(Enum.GetValues<DeviceFamily>()) : DeviceFamily.Series7,
                ClockPeriodNs = _dice.Pick(3.0, 4.0, 5.0, 6.5, 8.0, 10.0, 10.0, 20.0),
            },
            _dice.Between(1, 40))
        {
            MayDeadlock = shape.MayDeadlock,
        };
    }

    private string Body(Network network)
    {
        StringBuilder text = new();
        Surroundings(network, text);
        int rounds = _dice.OneIn(6) ? _dice.Between(2, 3) : 1;
        if (rounds > 1)
        {
            (string name, string round) = (_dice.Name("r"), _dice.Name("round"));
            text.Append(CultureInfo.InvariantCulture, $"for (int {name} = 0; {name} < {rounds}; {name}++)\n{{\nint {round} = {name};\n");
            network.Outer.Counters.Add(new Counter(round, 0, rounds - 1));
        }

        Tasks(network);
        string all = string.Join(", ", network.Tasks);
        string wait = _dice.Next(3) switch
        {
            0 => $"Task.WhenAll({all}).Wait();\n",
            1 => string.Concat(network.Tasks.Select(task => $"{task}.Wait();\n")),
            _ => $"Task.WaitAll({all});\n",
        };
        text.Append(network.Declarations).Append(network.Starts).Append(network.Beside).Append(wait).Append(network.Results);
        return text.Append(rounds > 1 ? "}\n" : "").ToString();
    }

    // An array that the tasks read, and bounds.
    private void Surroundings(Network network, StringBuilder text)
    {
        (string name, Scalar type, int length, string index) = (_dice.Name("t"), _dice.Type(), 1 << _dice.Between(2, 5), _dice.Name("i"));
        text.Append(CultureInfo.InvariantCulture, $"{type.Name}[] {name} = new {type.Name}[{length}];\n");
        text.Append(CultureInfo.InvariantCulture,
            $"for (int {index} = 0; {index} < {length}; {index}++) {{ {name}[{index}] = ({type.Name})memory.ReadInt32({index}); }}\n");
        network.Outer.Arrays.Add(new ArraySlot(name, type, null, length, false));
        if (_dice.Has(Features.MemoryKinds) && _dice.OneIn(2))
        {
            // Each of two tasks has a port of it, or a copy.
            network.Attributes.Append($"[Memory(\"{name}\", MemoryKind.Block)]\n");
        }

        if (network.Shape.HasBound)
        {
            (string bound, int least) = (_dice.Name("n"), _dice.Next(4));
            int cell = _dice.Next(ProgramParts.Cells);
            text.Append(CultureInfo.InvariantCulture, $"int {bound} = (memory.ReadInt32({cell}) & 7) + {least};\n");
            network.Outer.Counters.Add(new Counter(bound, least, least + 7));
        }
    }

    private void Tasks(Network network)
    {
        ElementLoops loops = new(network);
        (Stages stages, Circles circles, Buffers buffers) = (new(network, loops), new(network, loops), new(network, loops));
        for (int i = _dice.Between(1, 2); i > 0; i--)
        {
            stages.Source();
        }

        for (int i = _dice.Between(1, 3); i > 0 && network.HasRoom; i--)
        {
            Step(network, stages, circles, buffers);
        }

        if (_dice.OneIn(4))
        {
            stages.Alone();
        }

        if (_dice.OneIn(3))
        {
            stages.CallerReads(network.Take());
        }

        while (network.Open.Count > 0)
        {
            stages.Sink(network.Take());
        }
    }

    private void Step(Network network, Stages stages, Circles circles, Buffers buffers)
    {
        Channel from = network.Take();
        Channel? other = network.Open.Find(open => open.Count is not null && open.Count == from.Count);
        switch (from.Count is null ? _dice.Next(2) : _dice.Next(15))
        {
            case 0:
                stages.Filter(from);
                break;
            case 1 or 2:
                stages.Map(from);
                break;
            case 3:
                stages.ChangeRate(from);
                break;
            case 4 or 5:
                stages.Fork(from);
                break;
            case 6:
                circles.Feedback(from);
                break;
            case 7:
                circles.Delay(from);
                break;
            case 8 when network.Shape.UsesMemory:
                circles.Cells(from);
                break;
            case 9 or 10:
                buffers.HandOver(from);
                break;
            case 11:
                buffers.Table(from);
                break;
            default:
                if (other is null)
                {
                    stages.Map(from);
                    break;
                }

                network.Open.Remove(other);
                if (_dice.OneIn(3))
                {
                    stages.Merge(from, other);
                }
                else
                {
                    stages.Join(from, other);
                }

                break;
        }
    }

    // Numbers, tuples and structs; with a field that tells the last one, and without.
    private List<StreamElement> Elements()
    {
        List<StreamElement> elements = [StreamElement.Of(_dice.Type()), StreamElement.Of(_dice.Type()), StreamElement.Of(Scalar.Int)];
        if (_parts.Enums.Count > 0)
        {
            elements.Add(StreamElement.Of(_dice.Pick(_parts.Enums)));
        }

        (Scalar first, Scalar second) = (_dice.Type(), _dice.Type());
        elements.Add(new StreamElement($"({first.Name} A, bool IsLast)", [(".A", first), (".IsLast", Scalar.Bool)], "({0}, {1})", 1));
        elements.Add(new StreamElement($"({first.Name} A, {second.Name} B)", [(".A", first), (".B", second)], "({0}, {1})"));
        string name = _dice.Name("Element");
        _types.Append($"public struct {name} {{ public {first.Name} A; public {second.Name} B; public bool C; }}\n");
        elements.Add(new StreamElement(
            name, [(".A", first), (".B", second), (".C", Scalar.Bool)], $"new {name} {{ A = {{0}}, B = {{1}}, C = {{2}} }}"));
        elements.Add(new StreamElement(
            name, [(".A", first), (".B", second), (".C", Scalar.Bool)], $"new {name} {{ A = {{0}}, B = {{1}}, C = {{2}} }}", 2));
        return elements;
    }
}
