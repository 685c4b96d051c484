using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Accel.Models.Safetensors;

namespace Accel.Models.Files;

/// <summary>The tensors of a file, each taken by name, type and shape; what was never taken is refused.</summary>
internal sealed class TensorTable(SafetensorsFile content, string file)
{
    private readonly Dictionary<string, TensorData> _tensors = content.Tensors.ToDictionary(t => t.Name, StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public ImmutableArray<sbyte> Bytes(string name, params ReadOnlySpan<int> shape) =>
        ImmutableArray.Create(MemoryMarshal.Cast<byte, sbyte>(Take(name, ElementType.I8, shape).Span));

    public ImmutableArray<int> Integers(string name, params ReadOnlySpan<int> shape)
    {
        var bytes = Take(name, ElementType.I32, shape).Span;
        var values = new int[bytes.Length / sizeof(int)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * sizeof(int))..]);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    public ImmutableArray<int> OptionalIntegers(string name, ImmutableArray<int> absent, params ReadOnlySpan<int> shape) =>
        _tensors.ContainsKey(name) ? Integers(name, shape) : absent;

    /// <summary>To be called last.</summary>
    public void RefuseOthers()
    {
        var unknown = _tensors.Keys.Where(name => !_taken.Contains(name)).Order(StringComparer.Ordinal).FirstOrDefault();
        if (unknown is not null)
        {
            throw new ModelFormatException(file, unknown, "no layer of this configuration has such a tensor", "Remove it, or correct its name.");
        }
    }

    private ReadOnlyMemory<byte> Take(string name, ElementType type, ReadOnlySpan<int> shape)
    {
        if (!_tensors.TryGetValue(name, out var tensor))
        {
            throw new ModelFormatException(file, name, "the tensor is missing", "Export the model again with every tensor of docs/model-format.md.");
        }

        if (tensor.Type != type)
        {
            throw new ModelFormatException(
                file, name, $"its elements are {tensor.Type.HeaderName()}", $"They must be {type.HeaderName()}: export it with integers of that size.");
        }

        if (!tensor.Shape.AsSpan().SequenceEqual(shape))
        {
            throw new ModelFormatException(
                file, name, $"its shape is {Text(tensor.Shape.AsSpan())}", $"By the configuration it must be {Text(shape)}; correct one of them.");
        }

        _taken.Add(name);
        return tensor.Bytes;
    }

    private static string Text(ReadOnlySpan<int> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}
