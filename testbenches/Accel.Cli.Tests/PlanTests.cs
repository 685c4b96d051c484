using System.Globalization;
using Accel.Generation;
using Accel.Golden.Generation;
using Accel.Models;

namespace Accel.Cli.Tests;

public sealed class PlanTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Every_layer_has_its_weights_read_and_the_table_says_what_the_json_says()
    {
        var run = await Cli.RunAsync("plan", "--density", "0.2", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var layers = run.Json.GetProperty("layers").EnumerateArray().ToDictionary(static l => l.GetProperty("layer").GetString()!);

        // A tile of 64 channels and 64 rows of 8 bits; two cells of parameters per lane; 32 cells of the step.
        Assert.Equal((64 * 64) + (64 * 8) + 128, layers["block.0.attn.q_conv"].GetProperty("readBytes").GetInt64());
        Assert.Equal("attention", layers["block.0.attn.v_conv"].GetProperty("boundBy").GetString());
        Assert.Equal(4 * 10, layers["head"].GetProperty("writtenBytes").GetInt64());
        long cycles = run.Json.GetProperty("cycles").GetInt64();
        Assert.InRange(layers.Values.Sum(static l => l.GetProperty("cycles").GetInt64()), cycles - 100, cycles);

        var table = await Cli.RunAsync("plan", "--density", "0.2");
        var cyclesOf = table.Output.Split('\n').Where(static l => l.StartsWith('|')).Skip(2)
            .Select(static l => l.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(static r => r[1], static r => long.Parse(r[4], NumberStyles.Number, CultureInfo.InvariantCulture));
        Assert.Equal(cycles, cyclesOf["all"]);
        Assert.All(layers, l => Assert.Equal(l.Value.GetProperty("cycles").GetInt64(), cyclesOf[l.Key]));
    }

    [Fact]
    public async Task An_image_is_planned_with_its_own_spikes()
    {
        byte[] dark = new byte[28 * 28], light = [.. Enumerable.Repeat((byte)255, 28 * 28)];
        var (few, many) = (await PlanOf(dark), await PlanOf(light));
        Assert.True(few < many, $"{few} cycles of a black image, {many} of a white one");

        async Task<long> PlanOf(byte[] pixels)
            => (await Cli.RunAsync("plan", InputFiles.DigitsModel, _files.Idx(1, pixels), "--json")).Json.GetProperty("layers")[1]
                .GetProperty("eventCycles").GetInt64();
    }

    [Theory]
    [InlineData("classes")]
    [InlineData("rows of U")]
    [InlineData("bits of a current")]
    public async Task What_has_no_room_is_refused_with_the_command_that_makes_an_engine_which_has(string misfit)
    {
        string model = LargeModel(misfit);
        var refused = await Cli.RunAsync("plan", model, "--density", "0.2");
        const string Command = "try: accel generate --kernel SpikingTransformerEngine ";
        refused.MustFail(ExitCode.DoesNotFit, "the engine has", Command);
        string constants = refused.Error[(refused.Error.IndexOf(Command, StringComparison.Ordinal) + Command.Length)..];
        string[] set = constants.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var run = await Cli.RunAsync(["plan", model, "--density", "0.2", .. set]);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', set)}: {run.Error}");
    }

    [Fact]
    public async Task What_runs_on_no_engine_is_refused_with_what_the_model_must_have()
    {
        string model = Save(RandomConfiguration.Small(1003, convolution: true) with
        {
            Input = InputKind.Image,
            Image = new ImageShape(2, 8, 8),
            Stem = new ConvolutionStem([new(32, true)]),
            Dim = 32,
        });
        (await Cli.RunAsync("plan", model, "--density", "0.2"))
            .MustFail(ExitCode.DoesNotFit, "try: No SpikingTransformerEngine runs it", "Put a stage without a pool before it");
    }

    [Fact]
    public async Task The_compact_engine_has_no_plan_and_says_what_counts_its_cycles()
        => (await Cli.RunAsync("plan", "--kernel", KernelGenerator.CompactEngine)).MustFail(64, "has no plan", "sim:?engine=compact");

    private string LargeModel(string misfit) => misfit switch
    {
        "classes" => Save(RandomConfiguration.Small(1) with { Classes = 1001, LeakShift = 0 }),
        "rows of U" => Save(RandomConfiguration.Small(1) with
        {
            Input = InputKind.Spikes, Image = new ImageShape(1, 20, 20), Stem = new LinearStem(1), Timesteps = 4, LeakShift = 0,
        }),
        _ => _files.ModelWithAccumulatorOf(1 << 23, channel: 3),
    };

    private string Save(ModelConfiguration configuration)
    {
        string path = _files.PathOf("large.safetensors");
        RandomModel.Create(configuration, 1).Save(path);
        return path;
    }
}
