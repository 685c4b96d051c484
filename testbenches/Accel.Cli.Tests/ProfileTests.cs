using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace Accel.Cli.Tests;

/// <summary><c>infer --profile</c> on the simulated engine with counters.</summary>
public sealed class ProfileTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Json_and_stacks_have_all_cycles_of_the_run()
    {
        string stacks = _files.PathOf("stacks.txt");
        var run = await Cli.RunAsync(
            "infer", InputFiles.DigitsModel, InputFiles.SampleDigits[3], "--profile", "--flame", stacks, "--verify", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var prediction = run.Json.GetProperty("predictions")[0];
        long cycles = prediction.GetProperty("cycles").GetInt64();
        var layers = prediction.GetProperty("profile").GetProperty("layers").EnumerateArray().ToList();
        Assert.Equal(
            cycles, layers.Sum(static l => Number(l, "cycles")) + Number(prediction.GetProperty("profile"), "outsideCycles"));

        // 64 inputs and outputs, 49 tokens, 4 timesteps.
        var query = layers.Single(static l => l.GetProperty("layer").GetString() == "block.0.attn.q_conv");
        Assert.Equal(64 * 64 * 49 * 4, Number(query, "denseAdditions"));
        Assert.Equal(
            Number(query, "denseAdditions"),
            Number(query, "executedAdditions") + Number(query, "sharedAdditions") + Number(query, "skippedAdditions"));

        // Both the neurons and the lanes have them all.
        var lines = File.ReadAllLines(stacks).Select(static l => (Frames: l[..l.LastIndexOf(' ')], Cycles: Last(l))).ToList();
        Assert.All(["neurons;", "lanes;"], of => Assert.Equal(
            cycles, lines.Where(l => l.Frames.StartsWith(of, StringComparison.Ordinal)).Sum(static l => l.Cycles)));
        Assert.Equal(
            Number(query, "cycles"),
            lines.Where(static l => l.Frames.StartsWith("neurons;block.0;attn;q_conv;", StringComparison.Ordinal))
                .Sum(static l => l.Cycles));
    }

    [Fact]
    public async Task The_table_and_the_picture_have_the_sum_of_all_images()
    {
        string picture = _files.PathOf("flames.svg");
        string[] line = ["infer", InputFiles.DigitsModel, .. InputFiles.SampleDigits.Take(2), "--profile"];
        var run = await Cli.RunAsync([.. line, "--flame", picture]);
        Assert.True(run.ExitCode == 0, run.Error);
        var rows = run.Output.Split('\n').Where(static l => l.StartsWith('|'))
            .Select(static l => l.Split('|', StringSplitOptions.TrimEntries)).ToDictionary(static r => r[1]);
        var predictions = (await Cli.RunAsync([.. line, "--json"])).Json.GetProperty("predictions").EnumerateArray().ToList();
        Assert.Equal(predictions.Sum(static p => Number(p, "cycles")), Parse(rows["all"][2]));
        Assert.Equal(
            predictions.Sum(static p => Number(p.GetProperty("profile").GetProperty("layers")[4], "cycles")),
            Parse(rows["block.0.attn.attn_lif"][2]));
        var titles = XDocument.Load(picture).Descendants().Where(static e => e.Name.LocalName == "title")
            .Select(static e => e.Value).ToList();
        Assert.Contains($"lanes: {rows["all"][2]} cycles", titles);
        Assert.Contains(titles, static t => t.StartsWith("neurons block.1 attn attn_lif await attention: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sim:", "Accel.Engine.Counts=1")]
    [InlineData("sim:?engine=compact", "Profile a SpikingTransformerEngine")]
    public async Task An_engine_without_counters_is_named_with_what_has_them(string device, string remedy)
        => (await Cli.RunAsync("infer", InputFiles.DigitsModel, InputFiles.SampleDigits[0], "--profile", "--device", device))
            .MustFail(ExitCode.Unavailable, "has no counters", remedy);

    private static long Number(JsonElement of, string name) => of.GetProperty(name).GetInt64();

    private static long Last(string line) => Parse(line[(line.LastIndexOf(' ') + 1)..]);

    private static long Parse(string text) => long.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}
