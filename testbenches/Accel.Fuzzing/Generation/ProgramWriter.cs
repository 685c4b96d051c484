using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Accel.Rtl.Estimation;
using Accel.Transformer;

namespace Accel.Fuzzing.Generation;

/// <summary>Writes the whole program of a seed: types, fields, methods, entry points.</summary>
internal sealed class ProgramWriter
{
    private const int ResultCells = 64;

    internal const string Usings =
        """
        using System;
        using System.Numerics;
        using System.Runtime.CompilerServices;
        using System.Threading.Tasks;
        using Accel.Hast;
        using Hast.Common.Numerics;
        using Hast.Synthesis.Attributes;
        using Hast.Transformer.SimpleMemory;

        """;

    private readonly int _seed;
    private readonly Dice _dice;
    private readonly ProgramParts _parts;
    private readonly StringBuilder _members = new();
    private readonly Scope _fields = new();
    private readonly Dictionary<string, string> _replacements = [];

    /// <summary>The program of a seed: always the same one.</summary>
    public static FuzzProgram Write(int seed) => new ProgramWriter(seed, new Dice(seed)).Write();

    private ProgramWriter(int seed, Dice dice) => (_seed, _dice, _parts) = (seed, dice, new ProgramParts(dice));

    private FuzzProgram Write()
    {
        string space = string.Create(CultureInfo.InvariantCulture, $"Fuzz{_seed}");
        string types = new TypeWriter(_parts).Write();
        StringBuilder extensions = new();
        Constants();
        Producers();
        if (_dice.Has(Features.Methods))
        {
            for (int i = _dice.Between(1, 4); i > 0; i--)
            {
                Method(extensions);
            }
        }

        PlaceMethods();
        Persistent();
        string entries = Entry("Run");
        if (_dice.Has(Features.SecondEntry) && _dice.OneIn(3))
        {
            entries += Entry("Again");
        }

        bool isAdditionOnly = !_dice.Has(Features.Multiplication) && !_dice.Has(Features.Division) && _dice.OneIn(4);
        string text = $"{Usings}\nnamespace {space};\n\n{(isAdditionOnly ? "[AdditionOnly]\n" : "")}public class {FuzzProgram.Class}\n{{\n{_members}{entries}}}\n"
            + (extensions.Length > 0 ? $"public static class Extensions\n{{\n{extensions}}}\n" : "") + types;
        return new FuzzProgram(
            _seed,
            space,
            text,
            ProgramParts.Cells + ResultCells,
            new TransformOptions
            {
                PortBits = _dice.Has(Features.WidePort) ? _dice.Pick(32, 32, 64, 128, 512) : 32,
                Family = _dice.Has(Features.Families) ? _dice.Pick(Enum.GetValues<DeviceFamily>()) : DeviceFamily.Series7,
                ClockPeriodNs = _dice.Pick(2.0, 3.0, 4.0, 5.0, 6.5, 8.0, 10.0, 10.0, 20.0),
                Replacements = _replacements.ToImmutableSortedDictionary(StringComparer.Ordinal),
            },
            _dice.Between(1, 40));
    }

    // Not const: C# itself would calculate with them, and refuse what overflows.
    private void Constants()
    {
        Body literals = new(_parts, new Scope(), null, 0);
        for (int i = _dice.Next(3); i > 0; i--)
        {
            (string name, Scalar type) = (_dice.Name("R"), _dice.Type());
            if (_dice.Has(Features.Replaceable) && type != Scalar.Char)
            {
                string key = string.Create(CultureInfo.InvariantCulture, $"key{_seed}{name}");
                _members.Append(CultureInfo.InvariantCulture, $"[Replaceable(\"{key}\")]\n");
                if (_dice.OneIn(2))
                {
                    _replacements[key] = _dice.Next(100).ToString(CultureInfo.InvariantCulture);
                }
            }

            _members.Append(CultureInfo.InvariantCulture,
                $"public static readonly {type.Name} {name} = {literals.Expressions.Literal(type).Text};\n");
            _fields.Slots.Add(new Slot($"{FuzzProgram.Class}.{name}", type, false, false));
        }

        for (int i = _dice.Has(Features.Arrays) ? _dice.Next(3) : 0; i > 0; i--)
        {
            (string name, Scalar type, int length) = (_dice.Name("Table"), _dice.Type(), _dice.Between(1, 16));
            string values = string.Join(", ", Enumerable.Range(0, length).Select(_ => literals.Expressions.Literal(type).Text));
            _members.Append(CultureInfo.InvariantCulture, $"private static readonly {type.Name}[] {name} = {{ {values} }};\n");
            _fields.Arrays.Add(new ArraySlot(name, type, null, length, false));
        }
    }

    // Methods that make objects and tuples.
    private void Producers()
    {
        FactoryWriter writer = new(_parts);
        foreach (UserType type in _parts.Types.Where(_ => _dice.Has(Features.References) && _dice.OneIn(2)).ToList())
        {
            _members.Append(writer.Object(type));
        }

        for (int i = _dice.Has(Features.Places) ? _dice.Next(3) : 0; i > 0; i--)
        {
            _members.Append(writer.Tuple());
        }
    }

    // Methods that set references anew which they are given, and those that are given one place twice.
    private void PlaceMethods()
    {
        MethodWriter writer = new(_parts);
        for (int i = _dice.Has(Features.References) && _parts.Types.Count > 0 ? _dice.Between(1, 2) : 0; i > 0; i--)
        {
            Parameter[] parameters = [writer.ObjectParameter(), new Parameter(_dice.Name("a"), _dice.Type(), Passing.Value)];
            (Method method, string body) = writer.Write(_dice.Name("H"), "internal static", _fields.ReadOnly(), parameters, _dice.Type());
            _members.Append(body);
            _parts.StaticMethods.Add(method with { Name = $"{FuzzProgram.Class}.{method.Name}" });
        }

        if (_dice.Has(Features.Places))
        {
            // For indices that change a variable.
            Parameter[] parameters = [new Parameter(_dice.Name("a"), _dice.Type(), Passing.Ref)];
            (Method method, string body) = writer.Write(_dice.Name("H"), "internal static", _fields.ReadOnly(), parameters, _dice.Type());
            _members.Append(body);
            _parts.StaticMethods.Add(method with { Name = $"{FuzzProgram.Class}.{method.Name}" });
        }

        for (int i = _dice.Has(Features.Overlaps) ? _dice.Between(1, 3) : 0; i > 0; i--)
        {
            (Method method, string body) = new OverlapMethods(_parts).Write(_dice.Name("O"), _fields.ReadOnly());
            _members.Append(body);
            _parts.OverlapMethods.Add(method with { Name = $"{FuzzProgram.Class}.{method.Name}" });
        }
    }

    private void Persistent()
    {
        for (int i = _dice.Has(Features.Persistent) ? _dice.Between(1, 2) : 0; i > 0; i--)
        {
            Scalar type = _dice.Type();
            if (_dice.OneIn(2))
            {
                string name = _dice.Name("_p");
                _members.Append(CultureInfo.InvariantCulture, $"[Persistent]\nprivate {type.Name} {name};\n");
                _fields.Slots.Add(new Slot(name, type, true, false));
            }
            else
            {
                (string name, int length) = (_dice.Name("_q"), 1 << _dice.Between(1, 4));
                _members.Append(CultureInfo.InvariantCulture, $"[Persistent]\nprivate readonly {type.Name}[] {name} = new {type.Name}[{length}];\n");
                _fields.Arrays.Add(new ArraySlot(name, type, null, length));
            }
        }
    }

    private void Method(StringBuilder extensions)
    {
        Scope constants = _fields.ReadOnly();
        MethodWriter writer = new(_parts);
        switch (_dice.Next(5))
        {
            case 4 when _dice.Has(Features.Recursion):
                (Method recursion, string body) = new RecursionWriter(_parts).Write(_dice.Name("Q"), constants);
                _members.Append(body);
                _parts.StaticMethods.Add(recursion with { Name = $"{FuzzProgram.Class}.{recursion.Name}" });
                break;
            case 0:
                (Method extension, body) = writer.Write(_dice.Name("X"), "public static", new Scope(), false, isExtension: true);
                extensions.Append(body);
                _parts.StaticMethods.Add(extension with { Name = $"Extensions.{extension.Name}" });
                break;
            case 1:
                (Method instance, body) = writer.Write(_dice.Name("N"), "private", constants, true, isInstance: true);
                _members.Append(body);
                _parts.InstanceMethods.Add(instance);
                break;
            default:
                (Method method, body) = writer.Write(_dice.Name("H"), "internal static", constants, true);
                _members.Append(body);
                _parts.StaticMethods.Add(method with { Name = $"{FuzzProgram.Class}.{method.Name}" });
                break;
        }
    }

    private string Entry(string name)
    {
        Scope scope = new();
        scope.Slots.AddRange(_fields.Slots);
        scope.Arrays.AddRange(_fields.Arrays);
        Body body = new(_parts, scope, null, _dice.Between(3, 22)) { Memory = "memory", IsEntry = true, IsInstance = true, MayNest = true };
        body.Begin(_dice.Between(1, 4));
        body.Write();
        Results(body);
        return $"{body.Attributes}public virtual void {name}(SimpleMemory memory)\n{{\n{body.Text}}}\n";
    }

    // What the entry point has computed becomes visible.
    private void Results(Body body)
    {
        int cell = _dice.Next(ResultCells);
        string Next() => (ProgramParts.Cells + (cell++ % ResultCells)).ToString(CultureInfo.InvariantCulture);
        foreach (Slot slot in body.Scope.Slots.Where(slot => slot.CanWrite))
        {
            if (slot.Type == Scalar.Bool)
            {
                body.Line($"memory.WriteBoolean({Next()}, {slot.Text});");
                continue;
            }

            body.Line($"memory.WriteInt32({Next()}, (int){slot.Text});");
            if (slot.Type.Bits == 64)
            {
                body.Line($"memory.WriteInt32({Next()}, (int)((long){slot.Text} >> 32));");
            }
        }

        foreach (ArraySlot array in body.Scope.Arrays.Where(array => array is { CanWrite: true, Element: not null }))
        {
            string index = _dice.Name("i");
            body.Line($"for (int {index} = 0; {index} < {array.Length}; {index}++) {{ memory.WriteInt32({ProgramParts.Cells} + (({index} + {cell++}) & {ResultCells - 1}), (int){array.Text}[{index}]); }}");
        }
    }
}
