using System.CommandLine;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using Accel.Verification;

namespace Accel.Cli.Tests;

/// <summary>Measurements and verifications that are stopped tell what they have, on the output and in the files that were asked
/// for.</summary>
public sealed class StoppedReportTests : IDisposable
{
    private readonly TestFiles _files = new();
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly WatchedWriter _error = new() { NewLine = "\n" };

    public void Dispose()
    {
        _files.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Theory]
    [InlineData(PosixSignal.SIGINT, 130, true)]
    [InlineData(PosixSignal.SIGTERM, 143, false)]
    public async Task A_benchmark_tells_the_rows_before_its_end_although_a_measurement_ignores_the_signal(PosixSignal signal, int exitCode,
        bool json)
    {
        using var interruption = new Interruption(TestContext.Current.CancellationToken);
        using var never = new SemaphoreSlim(0);
        var console = new CliConsole(_output, TextWriter.Synchronized(_error));
        var command = CliCommand.With(new Command("rows", "Rows."), console, (invocation, stop) => MeasuredRun.RunAsync<int>(
            invocation,
            async rows =>
            {
                rows.Add(7);
                rows.AddRange([8]);
                interruption.Raise(signal);
                await never.WaitAsync(CancellationToken.None);
                rows.Add(9);
            },
            new(rows => console.Output.WriteLine($"rows {string.Join(' ', rows)}")),
            stop));
        int exit = await command.Parse(json ? ["--json"] : []).InvokeAsync(new CliInvocation(interruption), CancellationToken.None)
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        var run = new CliRun(exit, _output.ToString(), _error.ToString());
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal("accel: stopped\n       2 rows were measured before that\n", run.Error);
        if (json)
        {
            Assert.Equal([7, 8], run.Json.GetProperty("measured").EnumerateArray().Select(static r => r.GetInt32()));
            Assert.False(run.Json.GetProperty("complete").GetBoolean());
            Assert.Equal(exitCode, run.Json.GetProperty("error").GetProperty("exitCode").GetInt32());
        }
        else
        {
            Assert.Equal("rows 7 8\n", run.Output);
        }

        never.Release();
    }

    [Fact]
    public async Task A_benchmark_that_fails_tells_the_rows_before_it()
    {
        using var interruption = new Interruption(TestContext.Current.CancellationToken);
        var console = new CliConsole(_output, _error);
        var command = CliCommand.With(new Command("rows", "Rows."), console, (invocation, stop) => MeasuredRun.RunAsync<int>(
            invocation,
            rows =>
            {
                rows.Add(7);
                throw new UsageException("no eighth row", null);
            },
            new(static _ => { }),
            stop));
        Assert.Equal(64, await command.Parse(["--json"]).InvokeAsync(new CliInvocation(interruption), CancellationToken.None));
        var run = new CliRun(64, _output.ToString(), _error.ToString());
        run.MustFail(64, "no eighth row", "1 rows were measured");
        Assert.Equal(1, run.Json.GetProperty("measured").GetArrayLength());
    }

    [Fact]
    public async Task A_verification_that_is_stopped_writes_its_reports_with_the_rest_as_skipped()
    {
        using var interruption = new Interruption(TestContext.Current.CancellationToken) { Grace = TimeSpan.FromMinutes(1) };
        string junit = _files.PathOf("junit.xml"), html = _files.PathOf("report.html");
        var services = new CliServices { Rungs = _ =>
            new Rungs([new StoppedRung(2, () => interruption.Raise(PosixSignal.SIGTERM)), new GoldenRung()]) };
        var run = await RunAsync(interruption, services, "verify", "--kernel", "BinaryNeuron", "--count", "2", "--json", "--junit", junit,
            "--html", html);
        Assert.Equal(143, run.ExitCode);
        Assert.False(run.Json.GetProperty("complete").GetBoolean());
        Assert.Equal(143, run.Json.GetProperty("error").GetProperty("exitCode").GetInt32());
        var rungs = run.Json.GetProperty("rungs").EnumerateArray().ToList();
        Assert.Equal([2, 0], rungs.Select(static r => r.GetProperty("passed").GetInt32()));
        Assert.All(rungs, static r => Assert.Equal("stopped", r.GetProperty("reason").GetString()));

        var cases = XDocument.Load(junit).Descendants("testcase").ToList();
        Assert.Equal(rungs.Sum(static r => r.GetProperty("vectors").GetInt32()), cases.Count);
        Assert.Equal(2, cases.Count(static c => c.Element("skipped") is null));
        Assert.Contains("Stopped before the end", await File.ReadAllTextAsync(html, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verification_whose_tool_does_not_end_writes_its_reports_without_it()
    {
        using var interruption = new Interruption(TestContext.Current.CancellationToken) { Grace = TimeSpan.FromMinutes(1) };
        using var never = new SemaphoreSlim(0);
        string junit = _files.PathOf("junit.xml");
        var services = new CliServices
        {
            Rungs = _ => new Rungs([new StoppedRung(2, () => interruption.Raise(PosixSignal.SIGINT), never)]),
        };
        var run = await RunAsync(interruption, services, "verify", "--kernel", "BinaryNeuron", "--count", "2", "--json", "--junit", junit);
        Assert.Equal(130, run.ExitCode);
        Assert.Equal(2, run.Json.GetProperty("passed").GetInt32());
        Assert.Equal(2, XDocument.Load(junit).Descendants("testcase").Count(static c => c.Element("skipped") is null));
        Assert.EndsWith("accel: stopped\n", run.Error, StringComparison.Ordinal);
        never.Release();
    }

    [Fact]
    public async Task A_verification_that_is_stopped_in_its_coverage_tells_what_was_verified()
    {
        using var interruption = new Interruption(TestContext.Current.CancellationToken) { Grace = TimeSpan.FromMinutes(1) };
        string junit = _files.PathOf("junit.xml");
        StopsAt("coverage of BinaryNeuron", () => interruption.Raise(PosixSignal.SIGTERM));
        var services = new CliServices { Rungs = _ => new Rungs([new GoldenRung()]) };
        var run = await RunAsync(interruption, services, "verify", "--kernel", "BinaryNeuron", "--kernel", "ReluNeuron", "--count", "2",
            "--coverage", "--json", "--junit", junit);
        Assert.Equal(143, run.ExitCode);
        Assert.False(run.Json.GetProperty("complete").GetBoolean());
        Assert.Equal(0, run.Json.GetProperty("skipped").GetInt32());
        Assert.True(run.Json.GetProperty("passed").GetInt32() > 2);
        Assert.True(File.Exists(junit));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Coverage_that_is_stopped_tells_the_kernels_before_its_end(bool json)
    {
        using var interruption = new Interruption(TestContext.Current.CancellationToken);
        string html = _files.PathOf("c.html");
        StopsAt("coverage of BinaryNeuron", () => interruption.Raise(PosixSignal.SIGTERM));
        var run = await RunAsync(interruption, new CliServices(),
            ["coverage", "--kernel", "BinaryNeuron", "--kernel", "ReluNeuron", "--count", "2", "--html", html,
                .. json ? ["--json"] : (string[])[]]);
        Assert.Equal(143, run.ExitCode);
        Assert.Contains("1 kernels were measured before that", run.Error, StringComparison.Ordinal);
        Assert.Contains($"--html {html}: not written", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(html));
        if (json)
        {
            Assert.False(run.Json.GetProperty("complete").GetBoolean());
            Assert.Equal("BinaryNeuron", Assert.Single(run.Json.GetProperty("measured").GetProperty("kernels").EnumerateArray())
                .GetProperty("kernel").GetString());
        }
        else
        {
            Assert.Contains("BinaryNeuron", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Fuzzing_that_is_stopped_tells_what_was_found_before_its_end()
    {
        using var interruption = new Interruption(TestContext.Current.CancellationToken);
        using var timer = new Timer(_ => interruption.Raise(PosixSignal.SIGINT), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        var run = await RunAsync(interruption, new CliServices(), "fuzz", "--count", "1000000", "--jobs", "1", "--json");
        Assert.Equal(130, run.ExitCode);
        var report = run.Json.GetProperty("measured");
        int programs = report.GetProperty("programs").GetInt32();
        Assert.Equal(programs, report.GetProperty("outcomes").EnumerateObject().Sum(static o => o.Value.GetInt32()));
        Assert.False(run.Json.GetProperty("complete").GetBoolean());
        Assert.EndsWith($"accel: stopped\n       {programs} programs were compared before that\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fitting_that_is_stopped_tells_the_boards_before_its_end()
    {
        using var interruption = new Interruption(TestContext.Current.CancellationToken);
        var own = new CliServices();
        var services = own with
        {
            Shells = (kernel, board, transport) =>
            {
                interruption.Raise(PosixSignal.SIGINT);
                return own.Shells(kernel, board, transport);
            },
        };
        var run = await RunAsync(interruption, services, "estimate", "--fit", "--json");
        Assert.Equal(130, run.ExitCode);
        Assert.Equal("digits", run.Json.GetProperty("measured").GetProperty("model").GetString());
        Assert.Equal(0, run.Json.GetProperty("measured").GetProperty("boards").GetArrayLength());
        Assert.Matches("stopped\n       0 of [0-9]+ boards were fitted before that\n$", run.Error);
    }

    private async Task<CliRun> RunAsync(Interruption interruption, CliServices services, params string[] arguments)
    {
        int exit = await CommandLine.RunAsync(arguments, new CliConsole(_output, TextWriter.Synchronized(_error)), services, interruption)
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        return new CliRun(exit, _output.ToString(), _error.ToString());
    }

    private void StopsAt(string text, Action then) => (_error.Text, _error.Then) = (text, then);

    // Does something when a text is written.
    private sealed class WatchedWriter : StringWriter
    {
        public string? Text { get; set; }

        public Action? Then { get; set; }

        public override void Write(string? value)
        {
            base.Write(value);
            if (Text is not null && value?.Contains(Text, StringComparison.Ordinal) == true)
            {
                Text = null;
                Then?.Invoke();
            }
        }

        public override void WriteLine(string? value) => Write(value + "\n");
    }

    // The golden model, until something happens within a vector; then it is cancelled, or waits and does not look at it.
    private sealed class StoppedRung(int vectors, Action then, SemaphoreSlim? waitsFor = null) : IRung
    {
        private readonly GoldenRung _golden = new();
        private int _run;

        public string Name => "stopped";

        public async ValueTask<RungRun> RunAsync(IKernelVectors kernel, KernelCase vector, CancellationToken cancellationToken = default)
        {
            if (++_run <= vectors)
            {
                return await _golden.RunAsync(kernel, vector, cancellationToken);
            }

            then();
            await (waitsFor?.WaitAsync(CancellationToken.None) ?? Task.CompletedTask);
            cancellationToken.ThrowIfCancellationRequested();
            throw new InvalidOperationException("nothing has stopped it");
        }

        public void Dispose() => _golden.Dispose();

        public Unavailability? Unavailable => null;
    }
}
