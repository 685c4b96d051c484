using Accel.Hast;

namespace Accel.Transformer.Ir.Text.Parsing;

/// <summary>Reads what <see cref="IrDeclarationText"/> writes.</summary>
internal sealed class IrDeclarationParser(IrCursor cursor, IrScope scope)
{
    /// <summary>A variable, behind what says that it is one.</summary>
    public Variable Variable() => Variable(cursor.Name("a variable"));

    /// <summary>A parameter: a variable, a reference to one, or an array.</summary>
    public Parameter Parameter()
    {
        bool isReference = cursor.TryWord("ref");
        IrToken name = cursor.Name("a parameter");
        return !isReference && cursor.Next.IsSymbol("[")
            ? new Parameter(null, Array(name, fewest: 0), false) : new Parameter(Variable(name), null, isReference);
    }

    /// <summary>A line that declares an array; null for another line.</summary>
    public ArrayVariable? ArrayLine()
    {
        bool isPersistent = cursor.TryWord("persistent");
        if (!isPersistent && !cursor.Next.IsWord("array"))
        {
            return null;
        }

        cursor.Word("array");
        ArrayVariable array = Array(cursor.Name("an array"), fewest: 1);
        array.IsPersistent = isPersistent;
        cursor.EndLine(
            "what an array has (banks, in, registered, results, handed by, copy of, second port of, =, initially) or the end of the line");
        return array;
    }

    /// <summary>A line that declares a stream, behind the word that says so.</summary>
    public StreamVariable Stream()
    {
        IrToken name = cursor.Name("a stream");
        cursor.Symbol("[");
        int capacity = cursor.Count("a capacity", minimum: 1);
        cursor.Symbol("]");
        cursor.Symbol(":");
        List<StreamField> fields = [Field()];
        while (cursor.TrySymbol(","))
        {
            fields.Add(Field());
        }

        MemoryKind kind = cursor.TryWord("in") ? Kind() : MemoryKind.Automatic;
        bool carriesTokens = cursor.TryWord("tokens");
        StreamMeter? meter = cursor.TryWord("counts") ? Meter() : null;
        StreamVariable stream = new(name.Text, fields, capacity, cursor.PlaceOfLine())
            { Kind = kind, CarriesTokens = carriesTokens, Meter = meter };
        scope.Declare(name, stream);
        cursor.EndLine("what a stream has (in, tokens, counts) or the end of the line");
        return stream;
    }

    private Variable Variable(IrToken name)
    {
        cursor.Symbol(":");
        IrType type = cursor.Type();
        (long, long)? promise = Promise();
        Variable variable = new(name.Text, type, cursor.Place("#")) { Promise = promise };
        scope.Declare(name, variable);
        return variable;
    }

    private StreamField Field()
    {
        bool isNamed = cursor.Next.Kind == IrTokenKind.Name && cursor.Second.AsType is not null;
        string name = isNamed ? cursor.Take().Text : "";
        IrType type = cursor.Type();
        return new StreamField(name, type) { Promise = Promise() };
    }

    private StreamMeter Meter()
    {
        if (cursor.TryWord("cycles"))
        {
            return new StreamMeter(null, false);
        }

        bool isWrite = cursor.TryWord("writes");
        if (!isWrite)
        {
            cursor.Word("reads");
        }

        cursor.Word("of");
        return new StreamMeter(scope.Get<StreamVariable>(cursor.Take(), "a stream that is declared before"), isWrite);
    }

    private ArrayVariable Array(IrToken name, int fewest)
    {
        cursor.Symbol("[");
        int length = cursor.Count("a length", fewest);
        cursor.Symbol("]");
        cursor.Symbol(":");
        IrType type = cursor.Type();
        (long, long)? promise = Promise();
        List<Action<ArrayVariable>> attributes = [];
        while (Attribute(type, length) is { } attribute)
        {
            attributes.Add(attribute);
        }

        ArrayVariable array = new(name.Text, type, length, cursor.Place("#")) { Promise = promise };
        attributes.ForEach(set => set(array));
        scope.Declare(name, array);
        return array;
    }

    // What stands behind an array's type; null at the end of that.
    private Action<ArrayVariable>? Attribute(IrType type, int length)
    {
        if (cursor.TryWord("banks"))
        {
            int banks = cursor.Count("a number of banks", minimum: 1);
            return array => array.Banks = banks;
        }

        if (cursor.TryWord("in"))
        {
            if (cursor.TryWord("turns"))
            {
                return static array => array.IsUsedInTurns = true;
            }

            MemoryKind kind = Kind();
            return array => array.Kind = kind;
        }

        if (cursor.TryWord("registered"))
        {
            return static array => array.HasOutputRegister = true;
        }

        if (cursor.TryWord("results"))
        {
            return static array => array.HasTaskResults = true;
        }

        return cursor.TryWord("handed") ? HandedBy() : cursor.TryWord("copy") ? Other(static (array, original) => array.CopyOf = original)
            : cursor.TryWord("second") ? SecondPort()
            : cursor.TrySymbol("=") ? Content(type, length, static (array, values) => array.Constants = values)
            : cursor.TryWord("initially") ? Content(type, length, static (array, values) => array.Initial = values)
            : null;
    }

    private Action<ArrayVariable> HandedBy()
    {
        cursor.Word("by");
        List<string> streams = [];
        while (cursor.Next.Kind == IrTokenKind.Text)
        {
            streams.Add(cursor.Take().Text);
        }

        return array => array.HandedBy = streams;
    }

    private Action<ArrayVariable> SecondPort()
    {
        cursor.Word("port");
        return Other(static (array, first) => array.SecondPortOf = first);
    }

    // The other array may be declared behind this one.
    private Action<ArrayVariable> Other(Action<ArrayVariable, ArrayVariable> set)
    {
        cursor.Word("of");
        IrToken name = cursor.Name("an array");
        return array => scope.Later(() => set(array, scope.Get<ArrayVariable>(name, "an array")));
    }

    private Action<ArrayVariable> Content(IrType type, int length, Action<ArrayVariable, IReadOnlyList<long>> set)
    {
        IrToken first = cursor.Next;
        cursor.Symbol("{");
        List<long> values = [];
        do
        {
            IrToken at = cursor.Next;
            long value = cursor.Number("an element", long.MinValue, long.MaxValue);
            values.Add(type.Wrap(value) == value ? value : throw IrCursor.Wrong(at, $"{at} is no number of type {type}"));
        }
        while (cursor.TrySymbol(","));
        cursor.Symbol("}");
        return values.Count == length ? array => set(array, values)
            : throw IrCursor.Wrong(first, $"the array has {length} elements, and here are {values.Count}");
    }

    private MemoryKind Kind()
    {
        IrToken word = cursor.Name("a kind of memory");
        return Enum.TryParse(word.Text, out MemoryKind kind) && Enum.IsDefined(kind)
            ? kind : throw IrCursor.Wrong(word, $"expected one of {string.Join(", ", Enum.GetNames<MemoryKind>())}, found {word}");
    }

    private (long Minimum, long Maximum)? Promise()
    {
        if (!cursor.TrySymbol("{"))
        {
            return null;
        }

        long minimum = cursor.Number("the smallest value", long.MinValue, long.MaxValue);
        cursor.Symbol("..");
        long maximum = cursor.Number("the largest value", minimum, long.MaxValue);
        cursor.Symbol("}");
        return (minimum, maximum);
    }
}
