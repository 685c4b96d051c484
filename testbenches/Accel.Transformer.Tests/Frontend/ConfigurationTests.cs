using System.Collections.Immutable;
using Accel.Transformer.Frontend;
using Accel.Transformer.Portability;
using Accel.Transformer.Tests.Lowering;
using Hast.Transformer.SimpleMemory;

namespace Accel.Transformer.Tests.Frontend;

/// <summary>What a source leaves open is given beside it, to plain C# as well as to the compiler and lint.</summary>
public sealed class ConfigurationTests
{
    private const string Source = """
        using Hast.Transformer.SimpleMemory;
        namespace Filters;
        public class Sums
        {
            public virtual void Run(SimpleMemory memory)
            {
                int n = memory.ReadInt32(0);
                int[] line = new int[n];
                int[] made = Make(n);
                for (int i = 0; i < line.Length; i++) line[i] = Mix(i) + made.Length;
                int sum = 0;
                for (int i = 0; i < line.Length; i++) sum += line[i];
                memory.WriteInt32(1, Mix(sum));
            }

            public virtual void Walk(SimpleMemory memory) => memory.WriteInt32(1, new System.Random().Next());

            private static int Mix(int x) => (x * 3) ^ 5;

            private static int[] Make(int n) => new int[n + 1];
        }
        """;

    private static readonly TransformOptions _options = new()
    {
        ArrayLengths = ImmutableSortedDictionary<string, int>.Empty.Add("Sums.Run.line", 4).Add("Sums.Make", 6),
        EntryPoints = ["Filters.Sums.R"],
    };

    [Fact]
    public void Lengths_hold_for_hardware_and_for_plain_csharp()
    {
        var (plain, _) = KernelAssembly.Load(KernelSource.FromText(Source), "Sums", _options);
        Assert.Equal(["Run"], plain!.Names);
        var memory = SimpleMemory.CreateSoftwareMemory(2);
        memory.WriteInt32(0, 3);
        plain.EntryPoints[0](memory);

        // Of four elements, whatever n is: (0 ^ 5) + (3 ^ 5) + (6 ^ 5) + (9 ^ 5) + 4 * 6, mixed.
        Assert.Equal((3 * (5 + 6 + 3 + 12 + 24)) ^ 5, memory.ReadInt32(1));
        var result = KernelCompiler.Compile(KernelSource.FromText(Source), "Sums", _options);
        Assert.Empty(result.Diagnostics);
        uint[] cells = [3, 0];
        new KernelHarness(result.Module!).Run(cells);
        Assert.Equal(memory.ReadInt32(1), (int)cells[1]);
        Assert.True(Assert.Single(KernelLint.Check(KernelSource.FromText(Source), _options).Kernels).IsAccepted);
    }

    [Fact]
    public void Without_lengths_and_with_all_entry_points_it_is_refused()
    {
        Assert.Equal("ACC0106", Refused(new() { EntryPoints = ["Run"] }));
        Assert.NotEqual("ACC0106", Refused(_options with { EntryPoints = [] }));
        Assert.Equal("ACC0004", Refused(_options with { EntryPoints = ["Filters.Other"] }));
    }

    [Fact]
    public void Inlining_is_chosen_method_by_method()
    {
        ImmutableArray<string> Shared(bool isInlined) =>
        [
            .. KernelCompiler.Compile(
                KernelSource.FromText(Source), "Sums",
                _options with { Inlining = ImmutableSortedDictionary<string, bool>.Empty.Add("Sums.Mix", isInlined) })
                .Report!.Processes.SelectMany(static p => p.SharedMethods).Select(static m => m.Name),
        ];
        Assert.Empty(Shared(true));
        Assert.Contains("Mix", Assert.Single(Shared(false)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sums.Mix.lane", "Sums.Mix", "the configuration names Sums.Mix.lane, and the source has no array of that name; "
        + "did you mean Sums.")]
    [InlineData("Other", "Sums.Mix", "the configuration names Other, and the source has no array of that name; "
        + "it has Sums.Make, Sums.Run.line, ")]
    [InlineData("Sums.line", "Sums.Mixed", "the configuration names Sums.Mixed, and the source has no method of that name; "
        + "did you mean Sums.Mix?")]
    public void What_is_not_there_is_no_configuration(string array, string method, string said)
    {
        var result = KernelCompiler.Compile(KernelSource.FromText(Source), "Sums", _options with
        {
            ArrayLengths = _options.ArrayLengths.Remove("Sums.Run.line").Add(array, 4),
            Inlining = ImmutableSortedDictionary<string, bool>.Empty.Add(method, true),
        });
        var found = result.Diagnostics.Where(static d => d.Descriptor.Id == "ACC0014");
        Assert.Contains(said, Assert.Single(found).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_depth_of_no_method_is_no_configuration()
    {
        var found = KernelCompiler.Compile(KernelSource.FromText(Source), "Sums", _options with
        {
            RecursionDepths = ImmutableSortedDictionary<string, int>.Empty.Add("Sums.Mx", 4),
        }).Diagnostics.Where(static d => d.Descriptor.Id == "ACC0014");
        Assert.Contains("Sums.Mx, and the source has no method of that name; did you mean Sums.Mix?", Assert.Single(found).ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_no_constant_names_the_near_one()
    {
        string source = Source.Replace("private static int Mix",
            "[Hast.Synthesis.Attributes.Replaceable(\"Sums.Size\")] const int Size = 3;\nprivate static int Mix",
            StringComparison.Ordinal);
        var found = KernelCompiler.Compile(KernelSource.FromText(source), "Sums", _options with
        {
            Replacements = TransformOptions.NoReplacements.Add("Sums.Sise", "4"),
        }).Diagnostics.Where(static d => d.Descriptor.Id == "ACC0006");
        Assert.Contains("did you mean Sums.Size?", Assert.Single(found).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("line", 4)]
    [InlineData("lino", null)]
    public void Attributes_say_lengths_too(string named, int? length)
    {
        string source = "using Accel.Hast;\n" + Source
            .Replace("public virtual void Run", $"[ArrayLength(\"{named}\", Four)]\npublic virtual void Run", StringComparison.Ordinal)
            .Replace("private static int[] Make", "private const int Four = 4;\n[return: ArrayLength(6)]\nprivate static int[] Make",
                StringComparison.Ordinal);
        TransformOptions options = new() { EntryPoints = _options.EntryPoints };
        var result = KernelCompiler.Compile(KernelSource.FromText(source), "Sums", options);
        if (length is null)
        {
            Assert.Contains(result.Diagnostics, static item => item.Descriptor.Id == "ACC0014" && item.Location.Line == 6);
            return;
        }

        Assert.Empty(result.Diagnostics);
        var (plain, _) = KernelAssembly.Load(KernelSource.FromText(source), "Sums", options);
        uint[] cells = [3, 0];
        uint[] expected = KernelComparison.RunPlain(plain!, 0, cells);
        new KernelHarness(result.Module!).Run(cells);
        Assert.Equal((expected[1], (uint)((3 * (5 + 6 + 3 + 12 + 24)) ^ 5)), (cells[1], cells[1]));
    }

    private static string Refused(TransformOptions options)
        => KernelCompiler.Compile(KernelSource.FromText(Source), "Sums", options).Diagnostics[0].Descriptor.Id;
}
