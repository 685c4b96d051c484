using System.Collections.Immutable;
using Accel.Models;

namespace Accel.Host.Engine;

/// <summary>What a generated engine has room for: sizes and widths fixed when its RTL was generated.</summary>
public abstract record EngineLimits
{
    private protected EngineLimits()
    {
    }

    /// <summary>Class name of the kernel.</summary>
    public abstract string Kernel { get; }

    /// <summary>Bits of its numbers, which proofs from a model's weights are held against.</summary>
    public abstract NumberWidths Widths { get; }

    /// <summary>What a device tells of its limits: 12 cells, section 4 of docs/protocol.md.</summary>
    public abstract ImmutableArray<uint> Cells { get; }

    /// <summary>What the transformer has to replace for an engine of these limits: every constant of it.</summary>
    public abstract ImmutableSortedDictionary<string, string> ToReplacements();

    /// <summary>The smallest limits with which a model runs on an engine of this kind.</summary>
    /// <exception cref="ModelDoesNotFitException">No such engine runs it.</exception>
    internal abstract EngineLimits SmallestFor(SpikingTransformerModel model);

    /// <summary>The first size that cannot be; null when all can.</summary>
    internal abstract ToldLimit? Impossible { get; }

    /// <summary>Refuses limits that no engine has.</summary>
    /// <param name="model">The model that asks for them.</param>
    /// <exception cref="ModelDoesNotFitException">None can.</exception>
    internal void RequirePossible(SpikingTransformerModel model)
    {
        if (Impossible is { } wrong)
        {
            throw new ModelDoesNotFitException(model.Configuration.Name, wrong.Name, wrong.Value, wrong.Most);
        }
    }

    internal abstract EngineProgram Compile(SpikingTransformerModel model, bool trace);
}
