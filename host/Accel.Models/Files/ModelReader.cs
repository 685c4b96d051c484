using System.Collections.Immutable;
using Accel.Models.Safetensors;

namespace Accel.Models.Files;

/// <summary>From the tensors of a file to a model.</summary>
internal static class ModelReader
{
    public static SpikingTransformerModel Read(SafetensorsFile content, string file)
    {
        if (!content.Metadata.TryGetValue(ConfigurationReader.MetadataKey, out var json))
        {
            throw new ModelFormatException(
                file,
                ConfigurationReader.MetadataKey,
                "the header's __metadata__ has no such key",
                "This is a safetensors file, but not a model of this program: train one, or convert it.");
        }

        var configuration = ConfigurationReader.Read(json, file);
        var tensors = new TensorTable(content, file);
        var model = new SpikingTransformerModel(
            configuration,
            Stem(configuration, tensors),
            [.. Enumerable.Range(0, configuration.Depth).Select(b => Block(configuration, b, tensors))],
            Layer(LayerShapes.Head(configuration), tensors));
        tensors.RefuseOthers();
        ModelChecks.Check(model, file);
        return model;
    }

    private static StemParameters Stem(ModelConfiguration c, TensorTable tensors) => new(
        [.. LayerShapes.StemStages(c).Select(shape => Layer(shape, tensors))],
        LayerShapes.RelativePosition(c) is { } rpe ? Layer(rpe, tensors) : null,
        c.Stem is LinearStem
            ? tensors.OptionalIntegers(LayerShapes.Position, [], c.TokenGrid.Height * c.TokenGrid.Width, c.Dim)
            : []);

    private static BlockParameters Block(ModelConfiguration c, int block, TensorTable tensors) => new(
        Layer(LayerShapes.Query(c, block), tensors),
        Layer(LayerShapes.Key(c, block), tensors),
        Layer(LayerShapes.Value(c, block), tensors),
        Neuron(LayerShapes.Attention(block), c.Dim, tensors),
        Layer(LayerShapes.Projection(c, block), tensors),
        Layer(LayerShapes.Fc1(c, block), tensors),
        Layer(LayerShapes.Fc2(c, block), tensors));

    private static LinearLayer Layer(LayerShape shape, TensorTable tensors) => new()
    {
        Name = shape.Name,
        Outputs = shape.Outputs,
        Inputs = shape.Inputs,
        Weight = tensors.Bytes($"{shape.Name}.weight", shape.Weight.AsSpan()),
        Bias = tensors.Integers($"{shape.Name}.bias", shape.Outputs),
        Shift = shape.Shift switch
        {
            ShiftRule.RequiredRight => tensors.Integers($"{shape.Name}.shift", shape.Outputs),
            ShiftRule.OptionalLeft => tensors.OptionalIntegers($"{shape.Name}.shift", Zeros(shape.Outputs), shape.Outputs),
            _ => Zeros(shape.Outputs),
        },
        Threshold = shape.HasThreshold ? tensors.Integers($"{shape.Name}.threshold", shape.Outputs) : [],
    };

    private static AttentionNeuron Neuron(string name, int channels, TensorTable tensors) => new(
        name,
        tensors.OptionalIntegers($"{name}.shift", Zeros(channels), channels),
        tensors.Integers($"{name}.threshold", channels));

    private static ImmutableArray<int> Zeros(int count) => [.. new int[count]];
}
