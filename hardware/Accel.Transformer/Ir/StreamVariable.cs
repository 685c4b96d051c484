using Accel.Rtl;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Ir;

/// <summary>A scalar that every element of a stream has: its only one, or a field of a struct.</summary>
/// <param name="name">In the source; empty for the only one.</param>
/// <param name="type">Its type.</param>
public sealed class StreamField(string name, IrType type)
{
    /// <summary>Name in the source; empty for the only one.</summary>
    public string Name { get; } = name;

    /// <summary>As it is written; narrowing passes replace it.</summary>
    public IrType Type { get; set; } = type;

    /// <summary>A range promised by [Range] or [Width], if any: asserted in simulation; what it leaves out is not stored.</summary>
    public (long Minimum, long Maximum)? Promise { get; set; }

    /// <summary>All values that can be read.</summary>
    internal Interval Range => Graph.RangeOf(Type, Promise);

    /// <summary>Another field like this one.</summary>
    public StreamField Copy() => new(Name, Type) { Promise = Promise };
}

/// <summary>
/// A bounded queue between two blocks of a network, or within one block. Reading waits for an element, writing for room. Identity is by
/// reference.
/// </summary>
/// <param name="name">Name in the source.</param>
/// <param name="fields">What an element consists of, at least one field.</param>
/// <param name="capacity">Elements, at least 1.</param>
/// <param name="source">Where it is made.</param>
public sealed class StreamVariable(string name, IReadOnlyList<StreamField> fields, int capacity, SourceLocation? source)
{
    /// <summary>Name in the source.</summary>
    public string Name { get; } = name;

    /// <summary>What an element consists of.</summary>
    public IReadOnlyList<StreamField> Fields { get; } = fields;

    /// <summary>Elements.</summary>
    public int Capacity { get; } = capacity;

    /// <summary>Where it is made.</summary>
    public SourceLocation? Source { get; } = source;

    /// <summary>[Memory]: what it is built of.</summary>
    public Hast.MemoryKind Kind { get; set; }

    /// <summary>Its elements say which task may use arrays that are handed over: accesses to these keep their order with reads and writes
    /// of it.</summary>
    public bool CarriesTokens { get; set; }

    /// <summary>Not a queue but what is measured, of which there is always an element; null for a queue.</summary>
    public StreamMeter? Meter { get; init; }

    /// <summary>Another stream like this one.</summary>
    /// <param name="copies">Of the streams that have been copied before it.</param>
    public StreamVariable Copy(IReadOnlyDictionary<StreamVariable, StreamVariable> copies) =>
        new(Name, [.. Fields.Select(field => field.Copy())], Capacity, Source)
        {
            Kind = Kind,
            CarriesTokens = CarriesTokens,
            Meter = Meter is { Of: { } of } meter ? meter with { Of = copies.GetValueOrDefault(of, of) } : Meter,
        };

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>What a stream measures that is read and never written, in clock cycles mod 2^32: where no clock runs it is 0.</summary>
/// <param name="Of">The stream at which somebody waits; null: all cycles are counted.</param>
/// <param name="IsWrite">Who waits is who writes.</param>
public sealed record StreamMeter(StreamVariable? Of, bool IsWrite);

/// <summary>Takes the oldest element of a stream, by field; waits for one.</summary>
public sealed class StreamReadStatement(StreamVariable stream, IReadOnlyList<Variable> targets, SourceLocation? source) : Statement(source)
{
    /// <summary>What is read.</summary>
    public StreamVariable Stream { get; } = stream;

    /// <summary>Receive the fields; each holds all values of its field.</summary>
    public IReadOnlyList<Variable> Targets { get; } = targets;
}

/// <summary>Appends an element to a stream, by field; waits for room.</summary>
public sealed class StreamWriteStatement(StreamVariable stream, IReadOnlyList<Expression> values,
    SourceLocation? source) : Statement(source)
{
    /// <summary>What is written.</summary>
    public StreamVariable Stream { get; } = stream;

    /// <summary>The fields; each has its field's type.</summary>
    public IReadOnlyList<Expression> Values { get; } = values;
}

/// <summary>Empties a stream: what <c>new Stream</c> means where it stands. No task uses it meanwhile.</summary>
public sealed class StreamClearStatement(StreamVariable stream, SourceLocation? source) : Statement(source)
{
    /// <summary>What is emptied.</summary>
    public StreamVariable Stream { get; } = stream;
}
