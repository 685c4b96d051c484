using System.Collections.Immutable;

namespace Accel.Models.Safetensors;

/// <summary>One tensor of a safetensors file.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Dimensions, outermost first; empty for a scalar.</param>
/// <param name="Bytes">The elements, row-major, little endian.</param>
public sealed record TensorData(string Name, ElementType Type, ImmutableArray<int> Shape, ReadOnlyMemory<byte> Bytes);
