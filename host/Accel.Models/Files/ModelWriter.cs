using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Accel.Models.Safetensors;

namespace Accel.Models.Files;

/// <summary>From a model to the tensors of a file; a left shift that is 0 everywhere is left out.</summary>
internal static class ModelWriter
{
    public static SafetensorsFile Write(SpikingTransformerModel model)
    {
        var c = model.Configuration;
        var tensors = new List<TensorData>();
        foreach (var (shape, layer) in LayerShapes.StemStages(c).Zip(model.Stem.Convolutions))
        {
            Add(tensors, shape, layer);
        }

        if (!model.Stem.Position.IsDefaultOrEmpty)
        {
            tensors.Add(Integers(LayerShapes.Position, model.Stem.Position, model.Tokens, c.Dim));
        }

        if (LayerShapes.RelativePosition(c) is { } rpe)
        {
            Add(tensors, rpe, model.Stem.RelativePosition!);
        }

        for (var b = 0; b < model.Blocks.Length; b++)
        {
            var block = model.Blocks[b];
            Add(tensors, LayerShapes.Query(c, b), block.Query);
            Add(tensors, LayerShapes.Key(c, b), block.Key);
            Add(tensors, LayerShapes.Value(c, b), block.Value);
            AddShift(tensors, LayerShapes.Attention(b), block.Attention.Shift);
            tensors.Add(Integers($"{LayerShapes.Attention(b)}.threshold", block.Attention.Threshold, c.Dim));
            Add(tensors, LayerShapes.Projection(c, b), block.Projection);
            Add(tensors, LayerShapes.Fc1(c, b), block.Fc1);
            Add(tensors, LayerShapes.Fc2(c, b), block.Fc2);
        }

        Add(tensors, LayerShapes.Head(c), model.Head);
        var metadata = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
            .Add(ConfigurationReader.MetadataKey, ConfigurationWriter.Write(c));
        return new SafetensorsFile(metadata, [.. tensors]);
    }

    private static void Add(List<TensorData> tensors, LayerShape shape, LinearLayer layer)
    {
        tensors.Add(new TensorData($"{shape.Name}.weight", ElementType.I8, shape.Weight, MemoryMarshal.AsBytes(layer.Weight.AsSpan()).ToArray()));
        tensors.Add(Integers($"{shape.Name}.bias", layer.Bias, shape.Outputs));
        if (shape.Shift == ShiftRule.RequiredRight)
        {
            tensors.Add(Integers($"{shape.Name}.shift", layer.Shift, shape.Outputs));
        }
        else if (shape.Shift == ShiftRule.OptionalLeft)
        {
            AddShift(tensors, shape.Name, layer.Shift);
        }

        if (shape.HasThreshold)
        {
            tensors.Add(Integers($"{shape.Name}.threshold", layer.Threshold, shape.Outputs));
        }
    }

    private static void AddShift(List<TensorData> tensors, string layer, ImmutableArray<int> shift)
    {
        if (shift.Any(static s => s != 0))
        {
            tensors.Add(Integers($"{layer}.shift", shift, shift.Length));
        }
    }

    private static TensorData Integers(string name, ImmutableArray<int> values, params ImmutableArray<int> shape)
    {
        var bytes = new byte[values.Length * sizeof(int)];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), values[i]);
        }

        return new TensorData(name, ElementType.I32, shape, bytes);
    }
}
