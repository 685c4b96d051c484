using System.Collections.Immutable;
using System.CommandLine;
using Accel.Generation;
using Accel.Rtl;
using Accel.Transformer;
using Accel.Verification;

namespace Accel.Cli;

/// <summary>Kernels with vectors, as commands let people choose among them: those of the ladder, or those in sources of the user's
/// own.</summary>
internal sealed class VectorKernels
{
    private readonly KernelChoice _choice = new("only these kernels", Names);
    private readonly MemoryOptions _memory = new();

    /// <summary>The names of those that the ladder has vectors for, in its order.</summary>
    internal static IReadOnlyList<string> Names { get; } = [.. KernelVectors.All.Select(static k => k.Kernel)];

    /// <summary>Adds <c>--kernel</c>, <c>--source</c> and what a source needs.</summary>
    internal void AddTo(Command command)
    {
        command.Options.Add(_choice.Names);
        command.Options.Add(_choice.Source);
        _memory.AddTo(command, _choice);
    }

    /// <summary>Those that were chosen; all of the ladder when nothing was.</summary>
    /// <exception cref="KernelSourceException">A source or a memory image cannot be read.</exception>
    /// <exception cref="GenerationException">A kernel does not compile.</exception>
    internal Chosen Of(ParseResult line, CancellationToken cancellationToken)
    {
        var options = _memory.Options(line, cancellationToken);
        var designs = _choice.Several(line, Names, options);
        bool isOwn = _choice.IsOwn(line);
        return new Chosen(
            designs,
            options,
            [.. isOwn ? _memory.Vectors(line, designs, options)
                : KernelVectors.All.Where(k => designs.Any(d => d.Kernel == k.Kernel))],
            isOwn);
    }

    /// <summary>Kernels that were chosen.</summary>
    /// <param name="Designs">Their classes and sources.</param>
    /// <param name="Options">What those of the user's own are compiled with.</param>
    /// <param name="Vectors">Their vectors.</param>
    /// <param name="IsOwn">Whether they are the user's own.</param>
    internal sealed record Chosen(
        ImmutableArray<KernelDesign> Designs, TransformOptions Options, ImmutableArray<IKernelVectors> Vectors, bool IsOwn)
    {
        /// <summary>The netlist of one of the user's own.</summary>
        internal Module Netlist(string kernel) => KernelGenerator.Generate(Designs.Single(d => d.Kernel == kernel), Options).Module;

        /// <summary>The C# of all of them, and what it is compiled with.</summary>
        internal (KernelSource Source, TransformOptions Options) Compiled => (Designs[0].Source, Options);
    }
}
