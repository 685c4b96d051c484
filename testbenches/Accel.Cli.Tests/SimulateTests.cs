using Accel.Rtl.Simulation;

namespace Accel.Cli.Tests;

public sealed class SimulateTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("compiled")]
    [InlineData("interpreter")]
    public async Task A_vector_is_simulated_and_compared(string engine)
    {
        Assert.SkipUnless(engine == "interpreter" || CompiledSimulator.IsSupported, "compiled simulation needs an x86-64 processor");
        var run = await Cli.RunAsync("simulate", "Sum256", "--seed", "3", "--memory-latency", "30", "--engine", engine, "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal((engine, true, 256), (run.Json.GetProperty("simulator").GetString(), run.Json.GetProperty("correct").GetBoolean(), run.Json.GetProperty("reads").GetInt32()));
    }

    [Fact]
    public async Task How_full_its_streams_are_is_told()
    {
        var run = await Cli.RunAsync("simulate", "SortedMerge", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var streams = run.Json.GetProperty("streams").EnumerateArray().ToList();
        string[] names = [.. streams.Select(stream => stream.GetProperty("stream").GetString()!)];
        Assert.Equal(["length", "merged", "one", "oneLength", "other", "otherLength"], names.Order(StringComparer.Ordinal));
        var text = await Cli.RunAsync("simulate", "SortedMerge");
        foreach (var stream in streams)
        {
            // A stream of one place is full or empty in every cycle.
            int Number(string name) => stream.GetProperty(name).GetInt32();
            Assert.InRange(Number("mostElements"), 1, Number("places"));
            int cycles = run.Json.GetProperty("cycles").GetInt32();
            Assert.InRange(Number("cyclesFull") + Number("cyclesEmpty"), Number("places") == 1 ? cycles : 1, cycles);
            Assert.Contains(
                $"stream {stream.GetProperty("stream").GetString()} (line {Number("line")}): {Number("places")} places, ", text.Output,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_kernel_without_streams_tells_none()
    {
        var run = await Cli.RunAsync("simulate", "BinaryNeuron", "--json");
        Assert.Equal(0, run.Json.GetProperty("streams").GetArrayLength());
    }

    [Theory]
    [InlineData("wave.fst", new byte[] { 0, 0, 0, 0, 0, 0, 0, 0x01, 0x49 })]
    [InlineData("wave.vcd", new byte[] { (byte)'$', (byte)'v' })]
    public async Task Its_waves_are_written_in_the_format_that_the_name_says(string file, byte[] begin)
    {
        var run = await Cli.RunAsync("simulate", "BinaryNeuron", "--wave", _files.PathOf(file));
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(begin, File.ReadAllBytes(_files.PathOf(file))[..begin.Length]);
    }

    [Fact]
    public async Task A_wave_file_of_another_format_is_refused()
    {
        var run = await Cli.RunAsync("simulate", "BinaryNeuron", "--wave", "wave.txt");
        Assert.Equal(64, run.ExitCode);
        Assert.Contains("--wave wave.txt: the name must end in .fst or .vcd", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_machine_code_is_listed_beside_the_source()
    {
        Assert.SkipUnless(CompiledSimulator.IsSupported, "compiled simulation needs an x86-64 processor");
        var run = await Cli.RunAsync("simulate", "BinaryNeuron", "--listing", "-");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Matches(@"; Core/Neuron\.cs:\d+  \S", run.Output);
        Assert.Contains("mov     eax, [rbx+state]", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_interpreter_has_no_listing()
    {
        var run = await Cli.RunAsync("simulate", "BinaryNeuron", "--engine", "interpreter", "--listing", "-");
        Assert.Equal(64, run.ExitCode);
        Assert.Contains("--listing", run.Error, StringComparison.Ordinal);
    }
}
