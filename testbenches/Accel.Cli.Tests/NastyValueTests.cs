using System.CommandLine;
using System.Diagnostics;

namespace Accel.Cli.Tests;

/// <summary>
/// Every argument and option of every command with values that cannot be: an exit code for that, and one message; never an exception, never
/// an escape code on the terminal. The commands are stopped before they begin, so that a value which is taken costs no work and ends as
/// stopped.
/// </summary>
public sealed class NastyValueTests : IDisposable
{
    private static readonly Dictionary<string, string> Needed = new(StringComparer.Ordinal)
    {
        ["MODEL"] = InputFiles.DigitsModel, ["IMAGE"] = InputFiles.SampleDigits[0], ["--board"] = "ice40-hx8k",
    };

    private readonly TestFiles _files = new();

    public static TheoryData<string> Commands => [.. Leaves(Root(), []).Select(static c => string.Join(' ', c.Path))];

    [Theory]
    [InlineData("verify", "--count", "2147483647")]
    [InlineData("bench", "faults", "--streams", "2147483647")]
    [InlineData("fuzz", "--jobs", "2147483647")]
    [InlineData("simulate", "--memory-latency", "2147483647")]
    [InlineData("bench", "compile", "--operations", "2147483647")]
    public async Task A_number_that_nobody_can_mean_is_refused(params string[] line) => Assert.Equal(64, (await RunAsync(line)).Exit);

    [Fact]
    public async Task An_option_without_its_value_is_a_usage_error() =>
        Assert.Equal(64, (await RunAsync(["verify", "--board", "--"])).Exit);

    public void Dispose() => _files.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_value_that_cannot_be_is_refused_with_an_exit_code_and_a_message(string command)
    {
        var (path, leaf) = Leaves(Root(), []).Single(c => string.Join(' ', c.Path) == command);
        List<string> wrong = [];
        foreach (var (symbol, type) in Symbols(leaf))
        {
            foreach (var (value, mustFail) in Values(type))
            {
                string[] line = [.. path, .. Others(leaf, symbol), .. symbol is Option ? (string[])[symbol.Name, value] : [value]];
                var (exit, error) = await RunAsync(line);
                bool isRefused = exit is 64 or 65 or 66 or 69;
                if ((!isRefused && (mustFail || exit is not (0 or 1 or 2 or 130))) || (isRefused && error.Count(static c => c == '\n') > 2)
                    || error.Contains("internal error", StringComparison.Ordinal) || error.Contains("System.", StringComparison.Ordinal)
                    || error.Any(static c => c != '\n' && char.IsControl(c)) || error.Length > 10_000)
                {
                    wrong.Add($"{string.Join(' ', line)[..Math.Min(200, string.Join(' ', line).Length)]}: {exit} {error}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static RootCommand Root() => CommandLine.Root(new CliConsole(TextWriter.Null, TextWriter.Null), new CliServices());

    private static IEnumerable<(string[] Path, Command Command)> Leaves(Command command, string[] path) => command.Subcommands.Count == 0
        ? [(path, command)]
        : command.Subcommands.SelectMany(sub => Leaves(sub, [.. path, sub.Name]));

    private static IEnumerable<(Symbol Symbol, Type Type)> Symbols(Command command)
        => command.Options.Where(static o => o.ValueType != typeof(bool) && o.ValueType != typeof(void))
            .Select(static o => ((Symbol)o, o.ValueType))
            .Concat(command.Arguments.Select(static a => ((Symbol)a, a.ValueType)));

    // What else a line must have, so that the value alone is at fault.
    private static IEnumerable<string> Others(Command command, Symbol symbol)
        => command.Options.Where(o => o != symbol && o.Required).SelectMany(static o => new[] { o.Name, Needed[o.Name] })
            .Concat(command.Arguments.Where(a => a != symbol && a.Arity.MinimumNumberOfValues > 0 && !a.HasDefaultValue)
                .Select(static a => Needed[a.Name]));

    private IEnumerable<(string Value, bool MustFail)> Values(Type type)
    {
        type = type.GetElementType() ?? Nullable.GetUnderlyingType(type) ?? type;
        string[] never = type == typeof(int) ? ["", "x", "99999999999", "-99999999999", "NaN", "1.5", "0x10", "1e3"]
            : type == typeof(double) ? ["", "x", "NaN", "1e999", "-1", "0"]
            : type.IsEnum ? ["", "99", "-1", "bogus", "none,bogus"]
            : [""];
        string[] perhaps = type == typeof(int) ? ["-1", "0", "-2147483648", "2147483647"]
            : type == typeof(string) ? Texts()
            : [];
        return never.Select(static v => (v, true)).Concat(perhaps.Select(static v => (v, false)));
    }

    private string[] Texts() =>
    [
        "/no/such/folder/file", _files.PathOf("."), _files.Write("text.txt", "a text, no more"u8.ToArray()),
        _files.Write("empty", []), Path.Combine(_files.Write("file", [1]), "below"), "a\u001b[31m\u202eb\nc", new string('x', 5000), "~",
        " ", "-", "--", "*?[", "\ud800",
        "warp:", "serial:/no/such/port", "serial:COM3", "pcie:/no/such", "sim:?latency=-1", "/dev/null", "/proc/self/mem",
        "Accel.Engine.MaxTokens=x", "=", "x.fst", "x.json",
    ];

    private static async Task<(int Exit, string Error)> RunAsync(string[] line)
    {
        using var error = new StringWriter { NewLine = "\n" };
        using var interruption = new Interruption(new CancellationToken(canceled: true)) { Grace = TimeSpan.FromSeconds(30) };
        long begun = Stopwatch.GetTimestamp();
        int exit = await CommandLine.RunAsync(line,
            new CliConsole(TextWriter.Synchronized(new StringWriter()), TextWriter.Synchronized(error)), null, interruption)
            .WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        if (Stopwatch.GetElapsedTime(begun).TotalSeconds > 1)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"slow: {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s: {string.Join(' ', line)}");
        }

        return (exit, error.ToString());
    }
}
