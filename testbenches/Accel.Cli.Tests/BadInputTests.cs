using System.Text;
using Accel.Host.Engine;

namespace Accel.Cli.Tests;

public sealed class BadInputTests : IDisposable
{
    private readonly TestFiles _files = new();

    private static string Sample => InputFiles.SampleDigits[0];

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_truncated_model_file_is_bad_data()
        => (await Cli.RunAsync("infer", _files.TruncatedModel(), Sample)).MustFail(65, "truncated.safetensors");

    [Fact]
    public async Task A_threshold_of_zero_is_refused_with_layer_and_channel()
        => (await Cli.RunAsync("infer", _files.ModelWithThetaZero("block.1.mlp.fc1_conv", 17), Sample)).MustFail(65, "block.1.mlp.fc1_conv", "17", "threshold");

    [Fact]
    public async Task A_current_a_bit_wider_than_the_engine_has_does_not_fit()
    {
        string model = _files.ModelWithAccumulatorOf(1L << (EngineCapabilities.Limits.Widths.ShortcutBits - 1), channel: 5);
        string[] said = ["block.0.mlp.fc1_conv", "channel 5", "current needs 23 bits, the engine has 22"];
        (await Cli.RunAsync("infer", model, Sample)).MustFail(2, said);
        (await Cli.RunAsync("demo", "--no-ghdl", "--output", _files.PathOf("vhdl"), "--model", model)).MustFail(2, said);
    }

    [Fact]
    public async Task A_picture_of_another_size_is_refused_with_both_sizes()
        => (await Cli.RunAsync("infer", InputFiles.DigitsModel, _files.Png(29, 28))).MustFail(65, "29x28.png", "28");

    [Theory]
    [InlineData(3, 2)]
    [InlineData(2, 3)]
    [InlineData(int.MaxValue, 1)]
    [InlineData(-1, 1)]
    public async Task An_IDX_header_that_lies_about_its_length_is_bad_data(int claimed, int present)
        => (await Cli.RunAsync("demo", "--no-ghdl", "--images", _files.Idx(claimed, present))).MustFail(65, "digits-images-idx3-ubyte");

    [Fact]
    public async Task Labels_that_do_not_belong_to_the_images_are_bad_data()
        => (await Cli.RunAsync("demo", "--no-ghdl", "--images", _files.Idx(2, 2, labels: [1, 2, 3]))).MustFail(65, "3 labels for 2 images");

    [Fact]
    public async Task A_file_that_is_no_picture_is_bad_data()
        => (await Cli.RunAsync("infer", InputFiles.DigitsModel, _files.Write("text.png", "not a picture"u8.ToArray()))).MustFail(65, "text.png");

    [Theory]
    [InlineData("infer", "/no/such/model.safetensors", "x.png")]
    [InlineData("inspect", "/no/such/model.safetensors")]
    [InlineData("demo", "--images", "/no/such/image.png")]
    [InlineData("demo", "--model", "/no/such/model.safetensors")]
    public async Task A_missing_file_is_named(params string[] arguments) => (await Cli.RunAsync(arguments)).MustFail(66, "/no/such/");

    [Theory]
    [InlineData("{", "manifest")]
    [InlineData("[1]", "manifest")]
    [InlineData("{\"designHash\": 5}", "manifest")]
    [InlineData("{\"designHash\": \"abc\"}", "designHash")]
    public async Task A_file_that_is_no_manifest_is_bad_data(string text, string said)
        => (await Cli.RunAsync("infer", InputFiles.DigitsModel, InputFiles.SampleDigits[0], "--design", _files.Write("manifest.json", Encoding.UTF8.GetBytes(text)))).MustFail(65, said);

    [Fact]
    public async Task A_device_with_another_design_than_the_manifests_is_refused_with_both_named()
    {
        string expected = new('b', 64), manifest = _files.Write("manifest.json", Encoding.UTF8.GetBytes($"{{ \"designHash\": \"{expected}\" }}"));
        (await Cli.RunAsync("infer", InputFiles.DigitsModel, InputFiles.SampleDigits[0], "--design", manifest))
            .MustFail(69, expected, Accel.Host.Simulation.EngineDesigns.Default.DesignHash);
    }

    [Fact]
    public async Task A_folder_in_place_of_a_file_is_named() => (await Cli.RunAsync("inspect", Path.GetTempPath())).MustFail(66, "folder");

    [Theory]
    [InlineData("warp:9", "warp")]
    [InlineData("nonsense", "nonsense")]
    [InlineData("sim:?latency=0", "latency=0")]
    [InlineData("sim:?colour=red", "colour")]
    public async Task An_unknown_device_is_unavailable(string device, string named)
        => (await Cli.RunAsync("infer", InputFiles.DigitsModel, Sample, "--device", device)).MustFail(69, named);
}
