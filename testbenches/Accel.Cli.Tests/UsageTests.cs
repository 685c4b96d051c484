namespace Accel.Cli.Tests;

public sealed class UsageTests
{
    [Fact]
    public async Task Help_lists_the_commands_and_is_no_failure()
    {
        var run = await Cli.RunAsync("--help");
        Assert.Equal(0, run.ExitCode);
        foreach (string command in (string[])["demo", "generate", "schedule", "lint", "verify", "infer", "inspect", "estimate", "plan",
            "bench", "coverage", "build", "program"])
        {
            Assert.Contains(command, run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task No_command_at_all_is_a_usage_error() => (await Cli.RunAsync()).MustFail(64, "accel --help");

    [Theory]
    [InlineData("--speed", "demo", "--speed")]
    [InlineData("frobnicate", "frobnicate")]
    [InlineData("--rung", "verify", "--rung", "paper")]
    [InlineData("--count -3", "demo", "--count", "-3")]
    [InlineData("--count 0", "infer", "model", "image", "--count", "0")]
    [InlineData("--kernel BinarNeuron: it must be one of", "generate", "--kernel", "BinarNeuron")]
    [InlineData("--stop-after optimise: it must be one of ", "generate", "--dump-ir", "ir", "--stop-after", "optimise")]
    [InlineData("--kernel Sum: it must be one of Attention16", "bench", "kernels", "--kernel", "Sum")]
    [InlineData("--calls 0: it must lie in 1..256", "bench", "calls", "--calls", "0")]
    [InlineData("bench --help", "bench")]
    [InlineData("an empty text is no command; there are bench, build", "")]
    [InlineData("an empty text is no command; there are kernels, ", "bench", " ")]
    [InlineData("accel bench links --help", "bench", "links", "--count", "soon")]
    [InlineData("accel generate --help", "generate", "--board")]
    [InlineData("KERNEL BinarNeuron: it must be one of", "schedule", "BinarNeuron")]
    [InlineData("--port-bits 48: it must be a power of two", "schedule", "Sum256", "--port-bits", "48")]
    [InlineData("--max-fanout 4: it must be at least 8", "generate", "--max-fanout", "4")]
    [InlineData("--max-fanout does not go with --board", "generate", "--board", "arty-a7-100", "--max-fanout", "64")]
    [InlineData("--clock-mhz 0", "generate", "--clock-mhz", "0")]
    [InlineData("--transformer hastlayer: it must be one of accel", "generate", "--transformer", "hastlayer")]
    [InlineData("--set MaxTokens", "generate", "--set", "MaxTokens")]
    [InlineData("--seed", "verify", "--seed", "soon")]
    [InlineData("--count 0", "fuzz", "--count", "0")]
    [InlineData("--board and --synthesise go with --fit", "estimate", "--synthesise")]
    [InlineData("--set Accel.Engine.Rows: the engine has Accel.Engine.AccumulatorBits", "plan", "--set", "Accel.Engine.Rows=3")]
    [InlineData("--set: Accel.Engine.Lanes cannot be 20: it has to be 64 to 256, a power of two", "plan", "--set", "Accel.Engine.Lanes=20")]
    [InlineData("--density 1.5: it must be above 0", "plan", "--density", "1.5")]
    [InlineData("--density NaN", "plan", "--density", "NaN")]
    [InlineData("--density and IMAGE", "plan", "model", "image", "--density", "0.5")]
    [InlineData("--latency 0: it must lie in 1..10000", "plan", "--latency", "0")]
    [InlineData("--counts is for a simulated device: --pcie or --serial is missing", "simulate", "--counts")]
    [InlineData("--flame goes with --profile", "infer", "m", "i", "--flame", "flames.svg")]
    [InlineData("IMAGE", "infer", "model")]
    [InlineData("IMAGE: an empty text is no value", "infer", "model", "")]
    [InlineData("MODEL: an empty text is no value", "inspect", "")]
    [InlineData("--output: an empty text", "generate", "--output", "")]
    [InlineData("--count 99999999999: it must be a whole number up to 2147483647", "infer", "m", "i", "--count", "99999999999")]
    [InlineData("--clock-mhz soon: it must be a number", "estimate", "--clock-mhz", "soon")]
    [InlineData("--clock-mhz NaN", "estimate", "--clock-mhz", "NaN")]
    [InlineData("--fault 99: it must be one of none, shortTransfers", "simulate", "--fault", "99")]
    [InlineData("there is no command verfy: did you mean verify?", "verfy")]
    [InlineData("there is no command linkz: did you mean links?", "bench", "linkz")]
    [InlineData("there is no option --cuont: did you mean --count?", "infer", "m", "i", "--cuont", "3")]
    [InlineData("a command is missing: one of kernels,", "bench")]
    public async Task A_wrong_line_names_the_wrong_part_and_the_help(string part, params string[] arguments)
        => (await Cli.RunAsync(arguments)).MustFail(64, part, "--help");

    [Fact]
    public async Task A_failure_is_one_JSON_document_when_JSON_is_asked_for()
    {
        var run = await Cli.RunAsync("inspect", "/no/such/model.safetensors", "--json");
        Assert.Equal(66, run.ExitCode);
        Assert.Equal("inputMissing", run.Json.GetProperty("error").GetProperty("kind").GetString());
        Assert.Equal(66, run.Json.GetProperty("error").GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public async Task Data_goes_to_the_output_and_talk_to_the_error_stream()
    {
        var run = await Cli.RunAsync("inspect", InputFiles.DigitsModel, "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("digits", run.Json.GetProperty("name").GetString());
        Assert.Equal("", run.Error);
    }
}
