using System.Text.Json;
using Accel.Generation;

namespace Accel.Cli.Tests;

/// <summary>Commands on a kernel of one's own, the second of which finds everything made.</summary>
public sealed class CacheCommandTests : IDisposable
{
    private const string Source = """
        using Hast.Transformer.SimpleMemory;
        public class Twice { public virtual void Run(SimpleMemory memory) => memory.WriteInt32(0, 2 * memory.ReadInt32(0)); }
        """;

    private readonly TestFiles _files = new();

    private CliServices Services => new() { Cache = new KernelCache(_files.PathOf("cache")) };

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task The_second_command_says_what_the_first_said_and_keeps_nothing_more()
    {
        string source = _files.Write("twice.cs", System.Text.Encoding.UTF8.GetBytes(Source));
        string[] simulate = ["simulate", "--source", source, "--memory-cells", "2", "--seed", "1", "--json"];
        var none = await Cli.RunAsync(Services, [.. simulate, "--no-cache"]);
        Assert.Equal((0, 0), Services.Cache!.Content);
        var first = await Cli.RunAsync(Services, simulate);
        Assert.Equal(3, Services.Cache.Content.Entries);
        var second = await Cli.RunAsync(Services, simulate);
        Assert.Equal(3, Services.Cache.Content.Entries);
        Assert.Equal([0, 0, 0], [none.ExitCode, first.ExitCode, second.ExitCode]);
        Assert.Equal([Cycles(none), Cycles(none)], [Cycles(first), Cycles(second)]);

        string told = (await Cli.RunAsync(Services, "cache")).Output;
        Assert.Contains("3 entries", told, StringComparison.Ordinal);
        using var cleared = JsonDocument.Parse((await Cli.RunAsync(Services, "cache", "--clear", "--json")).Output);
        Assert.Equal(3, cleared.RootElement.GetProperty("removed").GetInt32());
        Assert.Equal(0, cleared.RootElement.GetProperty("entries").GetInt32());
        Assert.Equal((0, 0), Services.Cache.Content);
        Assert.Contains("off", (await Cli.RunAsync("cache")).Output, StringComparison.Ordinal);
    }

    private static long Cycles(CliRun run)
    {
        using var document = JsonDocument.Parse(run.Output);
        return document.RootElement.GetProperty("cycles").GetInt64();
    }
}
