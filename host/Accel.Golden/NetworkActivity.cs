using System.Collections.Immutable;
using Accel.Models;

namespace Accel.Golden;

/// <summary>How active a network was on one input, layer by layer, from the tensors that the golden model handed out.</summary>
public sealed class NetworkActivity
{
    private const int Group = 4; // timesteps whose sums are shared
    private readonly SpikingTransformerModel _model;
    private readonly GoldenResult _result;
    private readonly int _timesteps;
    private readonly ImmutableArray<LayerActivity>.Builder _layers = ImmutableArray.CreateBuilder<LayerActivity>();

    private NetworkActivity(SpikingTransformerModel model, GoldenResult result) =>
        (_model, _result, _timesteps) = (model, result, model.Configuration.Timesteps);

    /// <summary>Its layers, in the order of computation.</summary>
    /// <param name="model">The network.</param>
    /// <param name="input">The input, and</param>
    /// <param name="result">what the golden model computed for it.</param>
    public static ImmutableArray<LayerActivity> Of(SpikingTransformerModel model, NetworkInput input, GoldenResult result)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(result);
        var activity = new NetworkActivity(model, result);
        activity.AddStem(input);
        for (var b = 0; b < model.Blocks.Length; b++)
        {
            activity.AddBlock(model.Blocks[b], $"block.{b}", b == 0 ? "patch_embed.s" : $"block.{b - 1}.mlp.s");
        }

        var last = model.Blocks.Length == 0 ? "patch_embed.s" : $"block.{model.Blocks.Length - 1}.mlp.s";
        activity.Add(model.Head.Name, activity.Count(last), default);
        return activity._layers.ToImmutable();
    }

    private void AddStem(NetworkInput input)
    {
        var stages = _model.Stem.Convolutions;
        var first = _model.Stem.RelativePosition is null ? "patch_embed.s" : stages.Length == 1 ? "patch_embed.s0" : "patch_embed.stage1.s";
        Add(stages[0].Name, Count(input), Count(first));
        if (_model.Configuration.Stem is not ConvolutionStem convolution)
        {
            return;
        }

        var size = (_model.Configuration.Image.Height, _model.Configuration.Image.Width);
        for (var i = 1; i < stages.Length; i++)
        {
            size = convolution.Stages[i - 1].OutputSize(size);
            Add(stages[i], $"patch_embed.stage{i}.s", i == stages.Length - 1 ? "patch_embed.s0" : $"patch_embed.stage{i + 1}.s", size);
        }

        Add(_model.Stem.RelativePosition!, "patch_embed.s0", "patch_embed.s", _model.Configuration.TokenGrid);
    }

    private void AddBlock(BlockParameters block, string name, string spikes)
    {
        Add(block.Query, spikes, $"{name}.attn.q");
        Add(block.Key, spikes, $"{name}.attn.k");
        Add(block.Value, spikes, $"{name}.attn.v");
        Add(block.Attention.Name, Count($"{name}.attn.q") + Count($"{name}.attn.v"), Count($"{name}.attn.a"));
        Add(block.Projection, $"{name}.attn.a", $"{name}.attn.s");
        Add(block.Fc1, $"{name}.attn.s", $"{name}.mlp.h");
        Add(block.Fc2, $"{name}.mlp.h", $"{name}.mlp.s");
    }

    // A layer without common sums.
    private void Add(string layer, SpikeCount read, SpikeCount fired)
    {
        var additions = _result.Layers.First(l => l.Layer == layer);
        _layers.Add(new LayerActivity(layer, read, fired, additions.Gated, additions.Gated, additions.Dense));
    }

    private void Add(LinearLayer layer, string read, string fired, (int Height, int Width)? map = null)
    {
        var additions = _result.Layers.First(l => l.Layer == layer.Name);
        var shared = SharedReads(_result.Tensor(read), map) * layer.Outputs;
        _layers.Add(new LayerActivity(layer.Name, Count(read), Count(fired), additions.Gated, shared, additions.Dense));
    }

    private SpikeCount Count(string tensor) => SpikeCount.Of(_result.Tensor(tensor).Values.AsSpan(), _timesteps);

    // A static image is presented once: no spike of it has a next timestep.
    private static SpikeCount Count(NetworkInput input) => input switch
    {
        ImageInput image => new SpikeCount(image.Pixels.ToArray().Sum(static p => (long)byte.PopCount(p)), image.Pixels.Length * 8L),
        SpikeInput spikes => SpikeCount.Of(Array.ConvertAll(spikes.Spikes.ToArray(), static s => (int)s), spikes.Timesteps),
        _ => throw new ArgumentException("unknown input", nameof(input)),
    };

    // How often a neuron's sums have to be added, with each addition of an output channel counted once. A position of a map that a
    // convolution reads belongs to as many outputs as it has neighbours, itself included.
    private long SharedReads(NamedTensor tensor, (int Height, int Width)? map)
    {
        var values = tensor.Values.AsSpan();
        var size = values.Length / _timesteps;
        var reads = 0L;
        for (var i = 0; i < size; i++)
        {
            var sets = 0;
            for (var first = 0; first < _timesteps; first += Group)
            {
                sets += Sets(values, i + (first * size), size, Math.Min(_timesteps - first, Group));
            }

            reads += map is { } grid && sets > 0 ? sets * (long)Readers(Position(tensor, i, grid), grid) : sets;
        }

        return reads;
    }

    // Of the sets that a group of timesteps is split into, those that have the neuron.
    private static int Sets(ReadOnlySpan<int> values, int first, int size, int timesteps)
    {
        var (sets, spikes) = (0, 0);
        for (var t = 0; t < timesteps; t += 2)
        {
            var pair = (values[first + (t * size)] != 0 ? 1 : 0) + (t + 1 < timesteps && values[first + ((t + 1) * size)] != 0 ? 1 : 0);
            (sets, spikes) = (sets + Math.Min(pair, 1), spikes + pair);
        }

        return spikes == Group ? 1 : sets;
    }

    // Stages of the stem lie [T, channels, positions], all else [T, positions, channels].
    private static int Position(NamedTensor tensor, int index, (int Height, int Width) map) =>
        tensor.Name.StartsWith("patch_embed.stage", StringComparison.Ordinal) ? index % (map.Height * map.Width) : index / tensor.Shape[2];

    private static int Readers(int position, (int Height, int Width) map)
    {
        static int Within(int at, int size) => Math.Min(at + 1, size - 1) - Math.Max(at - 1, 0) + 1;
        return Within(position / map.Width, map.Height) * Within(position % map.Width, map.Width);
    }
}
