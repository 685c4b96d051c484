using System.Globalization;
using System.Xml.Linq;
using Accel.Generation;
using Accel.Rtl;
using Accel.Verification;

namespace Accel.Cli.Tests;

public sealed class VerifyTests
{
    private const string Example = "testbenches/Accel.Verification/docs/example-report.html";

    [Fact]
    public async Task A_sound_kernel_passes()
    {
        var run = await Cli.RunAsync("verify", "--kernel", "BinaryNeuron", "--rung", "golden", "csharp", "rtl", "--count", "2");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("pass 21 fail 0 skip 0 (seed 1)", run.Output, StringComparison.Ordinal);
        Assert.Contains("pass (P=21 S=0 F=0 T=21) rtl.BinaryNeuron: random 2 (", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_that_is_changed_in_the_netlist_ends_with_1_and_the_first_difference_in_every_report()
    {
        var netlist = KernelGenerator.Generate("BinaryNeuron").Module.Flatten();
        var mutation = Mutation.All(netlist).First(static m => m.From == Operator.Subtract && m.Source is { File: "Neurons/NeuronVector.cs" });
        var services = new CliServices { Rungs = request => new Rungs(request.Names, _ => NetlistMutator.Apply(netlist, mutation)) };
        string folder = Directory.CreateTempSubdirectory("accel-verify-").FullName;
        try
        {
            string junit = Path.Combine(folder, "junit.xml"), html = Path.Combine(folder, "report", "report.html"), wave = Path.Combine(folder, "wave.vcd");
            var run = await Cli.RunAsync(
                services, "verify", "--kernel", "BinaryNeuron", "--rung", "csharp", "rtl", "--seed", "40", "--count", "3", "--json",
                "--junit", junit, "--html", html, "--wave", wave);
            run.MustFail(1, "first difference: rtl: BinaryNeuron", "layer s", "--kernel BinaryNeuron --rung rtl", $"wave: {wave}, cycles ");
            var rungs = run.Json.GetProperty("rungs").EnumerateArray().ToList();
            Assert.All(rungs, static r => Assert.Equal(r.GetProperty("rung").GetString() == "rtl", r.GetProperty("failed").GetInt32() > 0));
            Assert.All(rungs, static r => Assert.Equal(
                r.GetProperty("vectors").GetInt32(), r.GetProperty("passed").GetInt32() + r.GetProperty("failed").GetInt32() + r.GetProperty("skipped").GetInt32()));

            var difference = run.Json.GetProperty("firstDifference");
            string expected = difference.GetProperty("expected").GetInt64().ToString(CultureInfo.InvariantCulture);
            string page = await File.ReadAllTextAsync(html, TestContext.Current.CancellationToken);
            Assert.Contains($"<tr><th>layer</th><td>s</td></tr>", page, StringComparison.Ordinal);
            Assert.Contains($"<tr><th>expected</th><td>{expected}</td></tr>", page, StringComparison.Ordinal);
            Assert.Contains("<svg", page, StringComparison.Ordinal);

            var suites = XDocument.Load(junit).Root!;
            Assert.Equal(rungs.Sum(static r => r.GetProperty("failed").GetInt32()), suites.Descendants("failure").Count());
            Assert.Equal(rungs.Sum(static r => r.GetProperty("vectors").GetInt32()), suites.Descendants("testcase").Count());

            // One clock cycle is 10 ns, and the simulation's first ones are reset: the cycle of the wrong write lies in the wave, the run's
            // first does not.
            long cycle = difference.GetProperty("cycle").GetInt64();
            var times = (await File.ReadAllLinesAsync(wave, TestContext.Current.CancellationToken))
                .Where(static l => l.StartsWith('#')).Select(static l => long.Parse(l.AsSpan(1), CultureInfo.InvariantCulture)).ToList();
            Assert.True(times[0] <= (cycle * 10) + 100 && times[^1] >= cycle * 10 && times.Count < 2 * 60, $"{times[0]}..{times[^1]} for cycle {cycle}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_rung_whose_tool_is_missing_is_skipped_with_the_command_that_installs_it()
    {
        var services = new CliServices { Rungs = static _ => new Rungs([new MissingRung()]) };
        string junit = Path.GetTempFileName();
        try
        {
            var run = await Cli.RunAsync(services, "verify", "--kernel", "Sum256", "--count", "1", "--json", "--junit", junit);
            Assert.Equal(0, run.ExitCode);
            var rung = Assert.Single(run.Json.GetProperty("rungs").EnumerateArray());
            Assert.Equal((3, 3), (rung.GetProperty("vectors").GetInt32(), rung.GetProperty("skipped").GetInt32()));
            Assert.Equal("ghdl is not installed", rung.GetProperty("reason").GetString());
            Assert.Equal("sudo apt-get install ghdl", rung.GetProperty("remedy").GetString());
            Assert.Contains("skip (P=0 S=3 F=0 T=3) ghdl.Sum256: ghdl is not installed: sudo apt-get install ghdl", run.Error, StringComparison.Ordinal);
            Assert.Equal(3, XDocument.Load(junit).Descendants("skipped").Count());
        }
        finally
        {
            File.Delete(junit);
        }
    }

    [Fact]
    public async Task The_example_report_in_the_documentation_is_what_its_command_writes()
    {
        bool update = Environment.GetEnvironmentVariable("ACCEL_UPDATE_GOLDEN") == "1";
        string committed = Path.Combine(Repository.Root, Example), written = update ? committed : Path.GetTempFileName();
        var run = await Cli.RunAsync(
            "verify", "--rung", "golden", "csharp", "rtl", "--kernel", "BinaryNeuron", "SpikingTransformerEngine", "--count", "1", "--no-times", "--html", written);
        Assert.Equal(0, run.ExitCode);
        if (!update)
        {
            string page = await File.ReadAllTextAsync(written, TestContext.Current.CancellationToken);
            File.Delete(written);
            Assert.True(
                await File.ReadAllTextAsync(committed, TestContext.Current.CancellationToken) == page,
                $"{Example} is not what its command writes: write it with ACCEL_UPDATE_GOLDEN=1 and read the difference");
        }
    }

    // In GHDL's place where that is not installed.
    private sealed class MissingRung : IRung
    {
        public string Name => "ghdl";

        public Unavailability? Unavailable => new("ghdl is not installed", "sudo apt-get install ghdl");

        public ValueTask<RungRun> RunAsync(IKernelVectors kernel, KernelCase vector, CancellationToken cancellationToken = default)
            => throw new InvalidOperationException("a rung that is not there was run");

        public void Dispose()
        {
        }
    }
}
