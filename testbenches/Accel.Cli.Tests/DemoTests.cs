using System.Globalization;
using System.Text.Json;
using Accel.Golden;
using Accel.Host;
using Accel.Inputs;
using Accel.Models;
using Accel.Verification;

namespace Accel.Cli.Tests;

public sealed class DemoTests : IDisposable
{
    private readonly TestFiles _files = new();

    private static string Digit => InputFiles.SampleDigits[0];

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_digit_equals_the_golden_model_in_every_tensor_and_a_missing_GHDL_is_named()
    {
        var services = new CliServices { Rungs = static _ =>
            new Rungs([new StubRung(new Unavailability("ghdl is not installed", "sudo apt-get install ghdl"))]) };
        var run = await Cli.RunAsync(services, "demo", "--images", Digit, "--output", _files.PathOf("vhdl"), "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var model = SpikingTransformerModel.Load(InputFiles.DigitsModel);
        var golden = GoldenModel.Run(model, InputReader.Read(Digit, model.Configuration)[0].Input);
        var report = run.Json;
        var prediction = Assert.Single(report.GetProperty("predictions").EnumerateArray());
        Assert.Equal(1, report.GetProperty("images").GetInt32());
        Assert.Equal(1, report.GetProperty("correct").GetInt32());
        Assert.Equal(0, report.GetProperty("mismatches").GetInt32());
        Assert.Equal(golden.Tensors.Count + 1, report.GetProperty("tensorsCompared").GetInt32());
        Assert.Equal(golden.Class, prediction.GetProperty("class").GetInt32());
        Assert.Equal(golden.Class, prediction.GetProperty("goldenClass").GetInt32());
        Assert.Equal(golden.GatedAdditions, prediction.GetProperty("gatedAdditions").GetInt64());
        Assert.True(prediction.GetProperty("cycles").GetInt64() > 0);
        Assert.False(report.GetProperty("ghdl").GetProperty("ran").GetBoolean());
        Assert.Equal("sudo apt-get install ghdl", report.GetProperty("ghdl").GetProperty("remedy").GetString());
        string folder = report.GetProperty("vhdl").GetString()!;
        Assert.Contains("entity SpikingTransformerEngine is", await File.ReadAllTextAsync(Path.Combine(folder, "SpikingTransformerEngine.vhd"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        string manifest = await File.ReadAllTextAsync(Path.Combine(folder, "manifest.json"), TestContext.Current.CancellationToken);
        Assert.Contains(report.GetProperty("designHash").GetString()!, manifest, StringComparison.Ordinal);
        double depthNs = JsonDocument.Parse(manifest).RootElement.GetProperty("estimate").GetProperty("depthNs").GetDouble();
        Assert.Equal(Math.Min(100e6, 1e9 / depthNs), report.GetProperty("clockHz").GetDouble(), 1e4);
    }

    [Fact]
    public async Task One_bit_of_one_weight_in_the_devices_memory_is_found_in_the_tensor_that_it_changes_first()
    {
        var model = SpikingTransformerModel.Load(InputFiles.DigitsModel);
        var damaged = WithOneBitFlipped(model, block: 1, weight: 100, bit: 6);
        var device = DamagedDevice.Between(model, damaged);
        Assert.Equal(1, device.Bits);

        // What the device must come to is known: the golden model of the damaged weights says it.
        var input = InputReader.Read(Digit, model.Configuration)[0].Input;
        var (sound, other) = (GoldenModel.Run(model, input), GoldenModel.Run(damaged, input));
        var expected = TensorComparison.Compare(sound.Tensors, other.Tensors);
        var first = expected.Differences[0];
        Assert.Equal("block.1.attn.q", first.Layer);

        var run = await Cli.RunAsync(device.Services, "demo", "--no-ghdl", "--device", "damaged:", "--images", Digit, "--output", _files.PathOf("vhdl"), "--json");
        Assert.Equal(1, run.ExitCode);
        int classDiffers = sound.Class == other.Class ? 0 : 1;
        Assert.Equal(expected.Differences.Length + classDiffers, run.Json.GetProperty("mismatches").GetInt32());
        var found = run.Json.GetProperty("firstDifference");
        Assert.Equal(first.Layer, found.GetProperty("layer").GetString());
        Assert.Equal(first.Index[0], found.GetProperty("timestep").GetInt32());
        Assert.Equal(first.Element, found.GetProperty("element").GetInt32());
        Assert.Equal(first.Expected, found.GetProperty("expected").GetInt64());
        Assert.Equal(first.Actual, found.GetProperty("actual").GetInt64());
        Assert.Contains(Path.GetFileName(Digit), run.Error, StringComparison.Ordinal);

        run = await Cli.RunAsync(device.Services, "infer", InputFiles.DigitsModel, Digit, "--verify", "--device", "damaged:");
        run.MustFail(1, string.Create(CultureInfo.InvariantCulture, $"{first.Place}: the golden model has {first.Expected}, the device {first.Actual}"));
    }

    [Fact]
    public async Task A_difference_in_GHDL_alone_fails_the_demonstration()
    {
        var services = new CliServices { Rungs = static _ => new Rungs([new StubRung(null)]) };
        var run = await Cli.RunAsync(services, "demo", "--images", Digit, "--output", _files.PathOf("vhdl"), "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("ghdl", run.Json.GetProperty("firstDifference").GetProperty("rung").GetString());
        Assert.Equal("patch_embed.u", run.Json.GetProperty("firstDifference").GetProperty("layer").GetString());
        Assert.True(run.Json.GetProperty("mismatches").GetInt32() > 0);
        Assert.All(run.Json.GetProperty("predictions").EnumerateArray(), p => Assert.Equal(0, p.GetProperty("mismatches").GetInt32()));
    }

    private static SpikingTransformerModel WithOneBitFlipped(SpikingTransformerModel model, int block, int weight, int bit)
    {
        var query = model.Blocks[block].Query;
        var weights = query.Weight.ToArray();
        weights[weight] ^= (sbyte)(1 << bit);
        return model with { Blocks = model.Blocks.SetItem(block, model.Blocks[block] with { Query = query with { Weight = [.. weights] } }) };
    }

    // In GHDL's place: leaves the memory as it is, so that no tensor is there.
    private sealed class StubRung(Unavailability? unavailable) : IRung
    {
        public string Name => "ghdl";

        public Unavailability? Unavailable => unavailable;

        public ValueTask<RungRun> RunAsync(IKernelVectors kernel, KernelCase vector, CancellationToken cancellationToken = default)
            => new(new RungRun([.. vector.Memory], 1, []));

        public void Dispose()
        {
        }
    }
}
