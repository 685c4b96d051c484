using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Accel.Generation;
using Accel.Hast;
using Accel.Host.Engine;
using Accel.Transformer;
using Hast.Synthesis.Attributes;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>Constants of generation: what they may be is said beside each of them, and both compiler and host hold to it.</summary>
public sealed class AllowedConstantTests
{
    private const string Engine = KernelGenerator.Engine;
    private const string Compact = KernelGenerator.CompactEngine;

    /// <summary>Kernel, its constants, what is said.</summary>
    public static TheoryData<string, string, string> Refused => new()
    {
        { Engine, "Cores=17", "Accel.Engine.Cores cannot be 17: it has to be 1 to 16" },
        { Engine, "Cores=0", "Accel.Engine.Cores cannot be 0: it has to be 1 to 16" },
        { Engine, "ShortcutRows=1000", "Accel.Engine.ShortcutRows cannot be 1000: it has to be 4 to 262144, a power of two" },
        { Engine, "BankRows=300", "Accel.Engine.BankRows cannot be 300: it has to be 16 to 16384, a power of two" },
        { Engine, "AttentionUnits=17", "Accel.Engine.AttentionUnits cannot be 17" },
        { Engine, "AttentionUnits=0", "Accel.Engine.AttentionUnits cannot be 0" },
        { Engine, "Lanes=72", "Accel.Engine.Lanes cannot be 72: it has to be 64 to 256, a power of two" },
        { Engine, "Lanes=512", "Accel.Engine.Lanes cannot be 512" },
        { Engine, "ProductRows=8", "Accel.Engine.ProductRows cannot be 8: it has to be 16 to 1048576, a power of two" },
        { Engine, "KeyBits=9", "Accel.Engine.KeyBits cannot be 9: it has to be 1 to 8" },
        { Engine, "MembraneBits=32", "Accel.Engine.MembraneBits cannot be 32: it has to be 2 to 31" },
        { Engine, "MaxSize=65536", "Accel.Engine.MaxSize cannot be 65536" },
        { Engine, "Counts=2", "Accel.Engine.Counts cannot be 2: it has to be 0 to 1" },
        { Compact, "MaxTokens=2185", "Accel.CompactEngine.MaxTokens cannot be 2185: it has to be 1 to 2184" },
        { Compact, "AddressBits=17", "Accel.CompactEngine.AddressBits cannot be 17: it has to be 5 to 16" },
        { Compact, "MaxDim=0", "Accel.CompactEngine.MaxDim cannot be 0" },
        { "SpikingLinear", "MaxInputWords=256", "Accel.SpikingLinear.MaxInputWords cannot be 256: it has to be 1 to 255" },
        { "AdditionOnlyAttention", "MaxTokens=69", "Accel.AdditionOnlyAttention.MaxTokens cannot be 69: it has to be 1 to 68" },
        { "AdditionOnlyAttention", "MaxHeadWords=5", "Accel.AdditionOnlyAttention.MaxHeadWords cannot be 5" },
        {
            Compact, "MaxTokens=64,MaxDim=64,MaxHiddenDim=256",
            "the tokens' spikes and those of their hidden channels are 65,536 at most; here Accel.CompactEngine.MaxTokens is 64, "
            + "Accel.CompactEngine.MaxTimesteps is 4, Accel.CompactEngine.MaxDim is 64, Accel.CompactEngine.MaxHiddenDim is 256"
        },
        { "SpikingConvolution", "MaxLineWords=16384,MaxHeight=65535", "MaxLineWords * MaxHeight * MaxOutputTiles is a cell's number" },
    };

    // All of a kernel at once: C# is read once for each kernel, and what several constants make together is said where each is right.
    [Fact]
    public void Sizes_that_no_engine_has_are_refused_in_a_line_before_anything_is_compiled()
    {
        foreach (var kernel in Refused.Select(static row => row.Data).GroupBy(static row => row.Item1))
        {
            foreach (var together in kernel.GroupBy(static row => row.Item2.Contains(',', StringComparison.Ordinal)))
            {
                var replacements = together.DistinctBy(static row => row.Item2.Split('=')[0])
                    .SelectMany(row => Replacements(kernel.Key, row.Item2)).ToImmutableSortedDictionary();
                var options = new TransformOptions { Replacements = replacements };
                string[] lines = Assert.Throws<GenerationException>(() => KernelGenerator.Generate(kernel.Key, options))
                    .Message.Split('\n');
                Assert.All(together.DistinctBy(static row => row.Item2.Split('=')[0]), row => Assert.Contains(
                    lines, line => line.Contains(row.Item3, StringComparison.Ordinal)));
                Assert.All(lines, static line => Assert.InRange(line.Length, 0, 500));
            }
        }
    }

    // The host's words for what several constants make together are its own.
    [Fact]
    public void The_host_refuses_the_same_sizes()
        => Assert.All(
            Refused.Select(static row => row.Data).Where(static row => row.Item1 is Engine or Compact),
            static row => Assert.Contains(
                row.Item3.StartsWith("Accel", StringComparison.Ordinal) ? row.Item3 : "spikes on chip",
                Assert.Throws<ArgumentException>(
                    () => EngineCapabilities.FromReplacements(Replacements(row.Item1, row.Item2), row.Item1)).Message,
                StringComparison.Ordinal));

    [Fact]
    public void Each_constant_says_what_it_may_be_and_is_so_itself()
    {
        var constants = typeof(SpikingTransformerEngine).Assembly.GetTypes()
            .SelectMany(static t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(static f => f.GetCustomAttribute<ReplaceableAttribute>() is not null).ToList();
        Assert.True(constants.Count > 40);
        Assert.All(constants, static f => Assert.True(
            f.GetCustomAttribute<AllowedAttribute>()?.Allows(Convert.ToDecimal(f.GetValue(null), CultureInfo.InvariantCulture)),
            f.Name));
    }

    private static ImmutableSortedDictionary<string, string> Replacements(string kernel, string constants)
    {
        string prefix = kernel switch { Engine => "Accel.Engine.", Compact => "Accel.CompactEngine.", _ => $"Accel.{kernel}." };
        return constants.Split(',').Select(static c => c.Split('=')).ToImmutableSortedDictionary(c => prefix + c[0], static c => c[1]);
    }
}
