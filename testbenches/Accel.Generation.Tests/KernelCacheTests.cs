using System.Collections;
using System.Text.Json;
using Accel.Transformer;
using Hast.Transformer.SimpleMemory;

namespace Accel.Generation.Tests;

/// <summary>What comes out of a cache is what the compiler would make, whatever has happened to its folder.</summary>
public sealed class KernelCacheTests : IDisposable
{
    private const string Fir = """
        using Hast.Transformer.SimpleMemory;
        public class Fir
        {
            private static readonly int[] _taps = [1, -2, 3, 5];
            public virtual void Run(SimpleMemory memory)
            {
                int[] line = new int[4];
                for (int i = 0; i < memory.ReadInt32(0); i++)
                {
                    for (int k = 3; k > 0; k--) line[k] = line[k - 1];
                    line[0] = memory.ReadInt32(1 + i);
                    int sum = 0;
                    for (int k = 0; k < 4; k++) sum += line[k] * _taps[k];
                    memory.WriteInt32(1 + i, sum);
                }
            }
        }
        """;

    private readonly Workshop _workshop = new();

    private string Folder => _workshop.PathOf("cache");

    private string[] Entries => [.. Directory.EnumerateFiles(Folder).Order(StringComparer.Ordinal)];

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void The_second_kernel_is_the_first_and_is_not_compiled()
    {
        var compiled = Generate(null);
        AssertSame(compiled, Generate(new KernelCache(Folder)));
        Assert.Equal(2, Entries.Length);

        // A source that names the same entries and cannot be compiled shows that nobody tries.
        string kernel = Entries.Single(static e => Path.GetFileName(e).StartsWith("kernel-", StringComparison.Ordinal));
        var broken = new KernelDesign("Fir", KernelSource.FromText("broken")) { Cache = new KernelCache(Folder) };
        var key = CacheKey.Of("kernel", broken.Source, new TransformOptions(), "Fir")!;
        File.Copy(kernel, Path.Combine(Folder, key.Name + ".entry"));
        var kept = KernelGenerator.Generate(broken);
        Assert.Equal(compiled.DesignHash, kept.DesignHash);
        Assert.Throws<GenerationException>(() => KernelGenerator.Generate(broken with { Cache = null }));
    }

    [Fact]
    public void Plain_code_is_kept_too()
    {
        for (int i = 0; i < 2; i++)
        {
            var design = KernelDesigns.One(KernelSource.FromText(Fir), cache: new KernelCache(Folder));
            var plain = KernelGenerator.Plain(design, new TransformOptions());
            var memory = SimpleMemory.CreateSoftwareMemory(3);
            memory.WriteInt32(0, 2);
            memory.WriteInt32(1, 10);
            plain.EntryPoints[0](memory);
            Assert.Equal((10, -20), (memory.ReadInt32(1), memory.ReadInt32(2)));
            Assert.Equal(["Run"], plain.Names);
        }

        Assert.Equal(2, Entries.Length);
    }

    [Fact]
    public void An_entry_that_was_damaged_is_made_again()
    {
        var cache = new KernelCache(Folder);
        var compiled = Generate(cache);
        foreach (string entry in Entries)
        {
            byte[] sound = File.ReadAllBytes(entry);
            foreach (byte[] bad in (byte[][])
                [[], [1], sound[..^1], sound[..40], Flipped(sound, 3), Flipped(sound, 20), Flipped(sound, sound.Length - 2)])
            {
                File.WriteAllBytes(entry, bad);
                AssertSame(compiled, Generate(cache));
                Assert.Equal(sound, File.ReadAllBytes(entry));
            }
        }
    }

    [Fact]
    public async Task Several_use_one_folder_at_once()
    {
        var compiled = Generate(null);
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Generate(new KernelCache(Folder, 20_000)))));
        Assert.All(all, kernel => AssertSame(compiled, kernel));
        Assert.DoesNotContain(Entries, static e => !e.EndsWith(".entry", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_not_used_for_longest_goes_first_and_clearing_removes_all()
    {
        var cache = new KernelCache(Folder);
        Generate(cache);
        long bytes = cache.Content.Bytes;
        foreach (string old in Entries)
        {
            File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-1));
        }

        // The list of classes is used again, the kernel is not.
        string[] before = Entries;
        Generate(new KernelCache(Folder, bytes * 3 / 2), new TransformOptions { PortBits = 64 });
        Assert.StartsWith("classes-", Path.GetFileName(Assert.Single(before.Intersect(Entries))), StringComparison.Ordinal);
        Assert.Equal(2, Entries.Length);
        File.WriteAllText(Path.Combine(Folder, "notes.txt"), "of somebody else");
        Assert.Equal(2, cache.Clear());
        Assert.Equal((0, 0), cache.Content);
        Assert.Equal(["notes.txt"], Entries.Select(Path.GetFileName));
    }

    [Fact]
    public void A_folder_that_cannot_be_used_is_no_error()
    {
        string file = _workshop.Write("file", "");
        AssertSame(Generate(null), Generate(new KernelCache(file)));
        Assert.Equal((0, 0), new KernelCache(file).Content);
        AssertSame(Generate(null), Generate(new KernelCache(Path.Combine(file, "below"))));
    }

    [Fact]
    public void Others_cannot_write_into_the_folder()
    {
        Generate(new KernelCache(Folder));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
        }
    }

    [Fact]
    public void Everything_that_can_be_chosen_is_in_the_key()
    {
        var source = KernelSource.FromText(Fir);
        string usual = CacheKey.Of("kernel", source, new TransformOptions())!.Name;
        foreach (var property in typeof(TransformOptions).GetProperties()
            .Where(static p => p.Name != nameof(TransformOptions.CancellationToken)))
        {
            var options = new TransformOptions();
            property.SetValue(options, Other(property.GetValue(options), property.PropertyType));
            Assert.True(CacheKey.Of("kernel", source, options)?.Name != usual, property.Name);
        }

        Assert.NotEqual(usual, CacheKey.Of("kernel", KernelSource.FromText(Fir, "other.cs"), new TransformOptions())!.Name);
        Assert.NotEqual(usual, CacheKey.Of("kernel", source with { Symbols = ["DEBUG"] }, new TransformOptions())!.Name);
        var several = source with { Designs = source.Designs.Add("D", ["Fir"]) };
        Assert.NotEqual(usual, CacheKey.Of("kernel", several, new TransformOptions())!.Name);
        string library = typeof(SimpleMemory).Assembly.Location;
        Assert.NotEqual(usual, CacheKey.Of("kernel", source with { References = [library] }, new TransformOptions())!.Name);
        Assert.Null(CacheKey.Of("kernel", source with { References = [library + "x"] }, new TransformOptions()));
        Assert.Equal(usual, CacheKey.Of("kernel", KernelSource.FromText(Fir), new TransformOptions())!.Name);
    }

    private static object Other(object? value, Type type) => value switch
    {
        int number => number * 2,
        double number => number + 0.5,
        bool flag => !flag,
        Enum => Enum.GetValues(type).GetValue(1)!,
        null when type == typeof(IrStart) => new IrStart("k.ir", "", KernelCompiler.FrontEndName),
        null => type == typeof(string) ? "x" : 64,
        IDictionary => type.GetMethod("Add", [typeof(string), type.GetGenericArguments()[1]])!.Invoke(
            value, ["Fir.Run", Convert.ChangeType(1, type.GetGenericArguments()[1], null)])!,
        Transformer.Budgets.CompileBudgets budgets => budgets with { Seconds = 7 },
        IEnumerable => System.Collections.Immutable.ImmutableArray.Create("Fir"),
        _ => throw new NotSupportedException($"say here what another {type} is"),
    };

    private static GeneratedKernel Generate(KernelCache? cache, TransformOptions? options = null)
        => KernelGenerator.Generate(KernelDesigns.One(KernelSource.FromText(Fir), cache: cache), options);

    private static void AssertSame(GeneratedKernel expected, GeneratedKernel actual)
    {
        Assert.Equal(expected.Vhdl.Select(static f => f.Text), actual.Vhdl.Select(static f => f.Text));
        Assert.Equal(Json(expected.Report), Json(actual.Report));
        Assert.Equal(expected.Notes.Select(static n => n.ToString()), actual.Notes.Select(static n => n.ToString()));
        Assert.Equal(Json(KernelManifest.Of(expected)), Json(KernelManifest.Of(actual)));
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, JsonFormat.Document);

    private static byte[] Flipped(byte[] sound, int at)
    {
        byte[] bad = [.. sound];
        bad[at] ^= 4;
        return bad;
    }
}
