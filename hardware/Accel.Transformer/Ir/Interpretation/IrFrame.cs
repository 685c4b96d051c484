using System.Globalization;
using Accel.Rtl;

namespace Accel.Transformer.Ir.Interpretation;

/// <summary>A variable's value while a function runs; shared between caller and callee for reference parameters.</summary>
internal sealed class IrBox
{
    public long Value { get; set; }

    public bool IsSet { get; set; }
}

/// <summary>What a running function sees.</summary>
internal sealed class IrFrame
{
    public Dictionary<Variable, IrBox> Variables { get; } = new(ReferenceEqualityComparer.Instance);

    public Dictionary<ArrayVariable, IrArrayStorage> Arrays { get; } = new(ReferenceEqualityComparer.Instance);

    public Dictionary<StreamVariable, IrStreamStorage> Streams { get; } = new(ReferenceEqualityComparer.Instance);

    public long? Result { get; set; }

    public LoopStatement? Target { get; set; }

    public IrBox Box(Variable variable)
    {
        if (!Variables.TryGetValue(variable, out IrBox? box))
        {
            box = new IrBox();
            Variables.Add(variable, box);
        }

        return box;
    }

    public IrStreamStorage Storage(StreamVariable stream)
    {
        if (!Streams.TryGetValue(stream, out IrStreamStorage? storage))
        {
            storage = new IrStreamStorage(stream);
            Streams.Add(stream, storage);
        }

        return storage;
    }
}

/// <summary>An array's elements and which of them have been written.</summary>
internal sealed class IrArrayStorage
{
    private readonly bool[] _isSet;
    private readonly ArrayVariable _declared;

    public IrArrayStorage(ArrayVariable array)
    {
        _declared = array;
        Values = new long[array.Length];
        _isSet = new bool[array.Length];
        (array.Constants ?? array.Initial)?.ToArray().CopyTo(Values, 0);
        Array.Fill(_isSet, array.Constants is not null || array.IsPersistent);
    }

    public long[] Values { get; }

    public void Clear()
    {
        Array.Clear(Values);
        Array.Fill(_isSet, true);
    }

    public long Read(long index, ArrayVariable array, SourceLocation? source)
    {
        Check(index, array, source);
        return _isSet[index] ? Values[index] : throw Wrong(index, array, "is read before it is set", source);
    }

    public void Write(long index, long value, ArrayVariable array, SourceLocation? source)
    {
        Check(index, array, source);
        CheckPromise(index, value, array, array.Promise, source);
        CheckPromise(index, value, array, _declared.Promise, source);

        Values[index] = value;
        _isSet[index] = true;
    }

    // An array parameter and the caller's array may promise different things.
    private static void CheckPromise(long index, long value, ArrayVariable array, (long Minimum, long Maximum)? known, SourceLocation? source)
    {
        if (known is { } promise && (value < promise.Minimum || value > promise.Maximum))
        {
            throw Wrong(index, array, string.Create(
                CultureInfo.InvariantCulture, $"= {value} breaks its promise {promise.Minimum}..{promise.Maximum}"), source);
        }
    }

    private void Check(long index, ArrayVariable array, SourceLocation? source)
    {
        if (index < 0 || index >= Values.Length)
        {
            throw Wrong(index, array, string.Create(CultureInfo.InvariantCulture, $"is outside of its {Values.Length} elements"), source);
        }
    }

    private static IrExecutionException Wrong(long index, ArrayVariable array, string what, SourceLocation? source) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{array.Name}[{index}] {what}"), source);
}
