using System.Collections.Immutable;
using Accel.Models;

namespace Accel.Golden;

/// <summary>Collects the tensors and additions of one run.</summary>
internal sealed class Trace(string model)
{
    public List<NamedTensor> Tensors { get; } = [];

    public List<LayerAdditions> Additions { get; } = [];

    public void Add(string name, ImmutableArray<int> shape, sbyte[] values) =>
        Tensors.Add(new NamedTensor(name, shape, Array.ConvertAll(values, static v => (int)v)));

    public void Add(string name, ImmutableArray<int> shape, int[] values) => Tensors.Add(new NamedTensor(name, shape, values));

    /// <exception cref="GoldenRangeException">A value needs more than 32 bits.</exception>
    public void Add(string name, ImmutableArray<int> shape, long[] values)
    {
        var narrow = GC.AllocateUninitializedArray<int>(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            narrow[i] = (int)values[i];
            if (narrow[i] != values[i])
            {
                throw new GoldenRangeException(model, name);
            }
        }

        Tensors.Add(new NamedTensor(name, shape, narrow));
    }
}
