using System.Diagnostics;
using Accel.Golden;
using Accel.Golden.Generation;
using Accel.Models;

namespace Accel.Verification;

/// <summary>A bench network and how active it is; an entry of what <c>accel bench networks --json</c> writes.</summary>
/// <param name="Name">The model's own name, which is its file's too.</param>
/// <param name="Model">Depth and dimension.</param>
/// <param name="Density">The profile's name.</param>
/// <param name="WeightBits">8 or 4.</param>
/// <param name="Seed">What all of it follows from.</param>
/// <param name="Images">How many the rest is of; thresholds were set on the first.</param>
public sealed record MeasuredNetwork(string Name, string Model, string Density, int WeightBits, int Seed, int Images)
{
    /// <summary>Weights of all layers.</summary>
    public required long Weights { get; init; }

    /// <summary>Making it took so long, and</summary>
    public required double CreateSeconds { get; init; }

    /// <summary>the golden model takes so long per image.</summary>
    public required double GoldenSeconds { get; init; }

    /// <summary>Layer by layer; additions of an image, on average.</summary>
    public required IReadOnlyList<NetworkLayer> Layers { get; init; }

    /// <summary>All layers together.</summary>
    public required NetworkLayer Total { get; init; }

    /// <summary>Where it was written; null where it was not.</summary>
    public string? File { get; init; }

    /// <summary>Where the images were written.</summary>
    public IReadOnlyList<string>? ImageFiles { get; init; }

    /// <summary>Makes a network and runs the golden model.</summary>
    /// <param name="choice">Which one.</param>
    /// <param name="images">At least 1.</param>
    /// <param name="folder">Where it is written, with its images; null for nowhere.</param>
    /// <param name="cancellationToken">Looked at between images.</param>
    public static MeasuredNetwork Make(NetworkChoice choice, int images, string? folder, CancellationToken cancellationToken)
    {
        long begun = Stopwatch.GetTimestamp();
        var model = choice.Network.Create(choice.Activity, choice.WeightBits, choice.Seed);
        double createSeconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        cancellationToken.ThrowIfCancellationRequested();
        NetworkInput[] inputs =
            [.. Enumerable.Range(0, images).Select(i => BenchNetwork.InputOf(model.Configuration, choice.Activity, choice.Seed, i))];
        var golden = new GoldenModel(model);
        var (activities, goldenSeconds) = (new List<IReadOnlyList<LayerActivity>>(), 0.0);
        foreach (var input in inputs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            begun = Stopwatch.GetTimestamp();
            var result = golden.Run(input);
            goldenSeconds += Stopwatch.GetElapsedTime(begun).TotalSeconds;
            activities.Add(NetworkActivity.Of(model, input, result));
        }

        var layers = activities[0]
            .Select((l, i) => NetworkLayer.Of(LayerActivity.Sum(l.Layer, activities.Select(a => a[i])), images)).ToList();
        var files = folder is null ? null : NetworkFiles.Write(folder, model, inputs);
        return new MeasuredNetwork(
            model.Configuration.Name, choice.Network.Name, choice.Activity.Name, choice.WeightBits, choice.Seed, images)
        {
            Weights = choice.Network.Weights,
            CreateSeconds = Math.Round(createSeconds, 3),
            GoldenSeconds = Math.Round(goldenSeconds / images, 3),
            Layers = layers,
            Total = NetworkLayer.Of(LayerActivity.Sum("all", activities.SelectMany(static a => a)), images),
            File = files?[0],
            ImageFiles = files is null ? null : [.. files.Skip(1)],
        };
    }
}
