using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Accel.Host.Simulation;

namespace Accel.Cli;

/// <summary>An engine with room for models up to some size: the [Replaceable] constants of its class.</summary>
/// <param name="Kernel">The class.</param>
/// <param name="Tokens">N.</param>
/// <param name="Dim">D.</param>
/// <param name="HiddenDim">Of the MLP.</param>
/// <param name="Timesteps">T.</param>
/// <param name="HeadDim">Of one head.</param>
internal sealed record EngineConfiguration(string Kernel, int Tokens, int Dim, int HiddenDim, int Timesteps, int HeadDim)
{
    /// <summary>
    /// What is tried for a board, smallest first: the compact engine for models of a few tokens and for the digits, then the engine for the digits and for
    /// the sizes of the paper's families, from 128 channels on CIFAR's 64 tokens to 768 channels on ImageNet's 196.
    /// </summary>
    internal static ImmutableArray<EngineConfiguration> Ladder { get; } =
    [
        new(KernelGenerator.CompactEngine, 16, 32, 64, 4, 16),
        // The digits' own 49 tokens, as the smallest boards of Vivado's have no block RAM to spare; and more bits than the compact engine has for iCE40.
        new(KernelGenerator.CompactEngine, 49, 64, 256, 4, 32) { MembraneBits = 22 },
        new(KernelGenerator.Engine, 16, 32, 64, 4, 16),
        new(KernelGenerator.Engine, 64, 64, 256, 4, 32),
        new(KernelGenerator.Engine, 64, 128, 512, 4, 32),
        new(KernelGenerator.Engine, 64, 192, 768, 4, 48),
        new(KernelGenerator.Engine, 64, 256, 1024, 4, 64),
        new(KernelGenerator.Engine, 64, 384, 1536, 4, 64),
        new(KernelGenerator.Engine, 64, 512, 2048, 4, 64),
        new(KernelGenerator.Engine, 64, 640, 2560, 4, 64),
        new(KernelGenerator.Engine, 64, 768, 3072, 4, 64),
        new(KernelGenerator.Engine, 196, 384, 1536, 4, 64),
        new(KernelGenerator.Engine, 196, 512, 2048, 4, 64),
        new(KernelGenerator.Engine, 196, 768, 3072, 4, 64),
        new(KernelGenerator.Engine, 256, 768, 3072, 4, 64),
        new(KernelGenerator.Engine, 256, 1024, 4096, 4, 64),
        new(KernelGenerator.Engine, 512, 1024, 4096, 4, 64),
        new(KernelGenerator.Engine, 1024, 1024, 4096, 4, 64),
    ];

    /// <summary>Bits of a cell's address, where the engine is made for a memory of some size; else null.</summary>
    public int? AddressBits { get; init; }

    /// <summary>Bits of membrane and accumulator, where they are not the engine's own; else null.</summary>
    public int? MembraneBits { get; init; }

    /// <summary>The engine for a memory; the compact one has as many bits of an address as that needs.</summary>
    internal EngineConfiguration WithMemory(long cells)
        => Kernel == KernelGenerator.CompactEngine ? this with { AddressBits = BitOperations.Log2((ulong)cells - 1) + 1 } : this;

    /// <summary>The constants, as the transformer takes them.</summary>
    internal ImmutableSortedDictionary<string, string> Replacements
    {
        get
        {
            string prefix = Kernel == KernelGenerator.Engine ? "Accel.Engine" : "Accel.CompactEngine";
            (string Name, int Value)[] constants = [("MaxTokens", Tokens), ("MaxDim", Dim), ("MaxHiddenDim", HiddenDim), ("MaxTimesteps", Timesteps), ("MaxHeadDim", HeadDim)];
            if (AddressBits is { } bits)
            {
                constants = [.. constants, ("AddressBits", bits)];
            }

            if (MembraneBits is { } width)
            {
                constants = [.. constants, ("MembraneBits", width), ("AccumulatorBits", width)];
            }

            return constants.ToImmutableSortedDictionary(c => $"{prefix}.{c.Name}", static c => c.Value.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);
        }
    }

    /// <summary>The options with which `accel generate` and `accel build` make it.</summary>
    internal string Options => $"--kernel {Kernel} {string.Join(" ", Replacements.Select(static r => $"--set {r.Key}={r.Value}"))}";
}
