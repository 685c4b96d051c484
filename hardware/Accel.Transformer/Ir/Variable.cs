using Accel.Hast;
using Accel.Rtl;

namespace Accel.Transformer.Ir;

/// <summary>A local variable, parameter or scalarised field. Identity is by reference.</summary>
public sealed class Variable(string name, IrType type, SourceLocation? source)
{
    /// <summary>Name in the source (fields: <c>object.field</c>); not unique.</summary>
    public string Name { get; set; } = name;

    /// <summary>Its type; narrowing passes replace it.</summary>
    public IrType Type { get; set; } = type;

    /// <summary>Where it is declared.</summary>
    public SourceLocation? Source { get; } = source;

    /// <summary>A range promised by [Range] or [Width], if any: asserted in simulation, used to narrow.</summary>
    public (long Minimum, long Maximum)? Promise { get; set; }

    /// <summary>Another variable like this one.</summary>
    public Variable Copy() => new(Name, Type, Source) { Promise = Promise };

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A one-dimensional array of integers whose length is known. Identity is by reference.</summary>
public sealed class ArrayVariable(string name, IrType elementType, int length, SourceLocation? source)
{
    /// <summary>Name in the source.</summary>
    public string Name { get; set; } = name;

    /// <summary>Type of an element.</summary>
    public IrType ElementType { get; set; } = elementType;

    /// <summary>Number of elements; 0 for an array parameter, whose length is that of the argument.</summary>
    public int Length { get; set; } = length;

    /// <summary>Where it is declared.</summary>
    public SourceLocation? Source { get; } = source;

    /// <summary>[Banked]: number of memories; 1 otherwise.</summary>
    public int Banks { get; set; } = 1;

    /// <summary>[Memory]: what it is built of.</summary>
    public MemoryKind Kind { get; set; }

    /// <summary>[Memory]: what is read goes through a register.</summary>
    public bool HasOutputRegister { get; set; }

    /// <summary>A range promised for every element, if any.</summary>
    public (long Minimum, long Maximum)? Promise { get; set; }

    /// <summary>Constant content (a table, or a static readonly array), or null.</summary>
    public IReadOnlyList<long>? Constants { get; set; }

    /// <summary>[Persistent]: what it holds before the first invocation; null for zeros.</summary>
    public IReadOnlyList<long>? Initial { get; set; }

    /// <summary>Results of tasks: each is there as soon as its task is done, so it is a register where that is possible.</summary>
    public bool HasTaskResults { get; set; }

    /// <summary>[Persistent]: keeps its content between invocations.</summary>
    public bool IsPersistent { get; set; }

    /// <summary>Tasks of a network hand it to each other: the streams whose elements say whose it is. Null for an array of one task at a
    /// time anyway.</summary>
    public IReadOnlyList<string>? HandedBy { get; set; }

    /// <summary>Tasks that run at the same time use it, and one of them at a time: a port that it has may be wanted by another task as soon
    /// as this one is done, and a load that nobody looks at must not take it.</summary>
    public bool IsUsedInTurns { get; set; }

    /// <summary>The array that always holds the same, for another task that reads it; null for an array that is no copy.</summary>
    public ArrayVariable? CopyOf { get; set; }

    /// <summary>The copy whose block RAM this one is the second port of; null for storage of its own.</summary>
    public ArrayVariable? SecondPortOf { get; set; }

    /// <summary>Another array like this one.</summary>
    public ArrayVariable Copy() => new(Name, ElementType, Length, Source)
    {
        Banks = Banks, Kind = Kind, Promise = Promise, Constants = Constants, HasTaskResults = HasTaskResults, IsPersistent = IsPersistent,
        HandedBy = HandedBy, IsUsedInTurns = IsUsedInTurns, HasOutputRegister = HasOutputRegister, Initial = Initial,
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Name}[{Length}]";
}
