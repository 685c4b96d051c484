using System.Collections.Immutable;
using Accel.Transformer;

namespace Accel.Fuzzing;

/// <summary>A kernel and how it is to be run: everything that its seed decides.</summary>
/// <param name="Seed">Where it comes from.</param>
/// <param name="Space">The namespace of all its types, different for each program.</param>
/// <param name="Text">One C# file with the class Kernel.</param>
/// <param name="Cells">Cells of its SimpleMemory.</param>
/// <param name="Options">Clock period and replacements.</param>
/// <param name="LatencyCycles">Of the awkward memory; the quick one always answers in one cycle.</param>
internal sealed record FuzzProgram(int Seed, string Space, string Text, int Cells, TransformOptions Options, int LatencyCycles)
{
    /// <summary>Name of the kernel class, without its namespace.</summary>
    public const string Class = "Kernel";

    /// <summary>Name of the kernel class with its namespace.</summary>
    public string ClassName => $"{Space}.{Class}";

    /// <summary>Whether its tasks may wait for each other for ever; not so where the generator has made sure that they cannot.</summary>
    public bool MayDeadlock { get; init; } = true;

    /// <summary>The file's name in diagnostics.</summary>
    public string Path => $"{Space}.cs";

    /// <summary>The memory images that it is run on, one after the other, by all its entry points in turn.</summary>
    public ImmutableArray<uint[]> Images => [MemoryImage.Random(Seed, Cells), MemoryImage.Random(Seed + 1, Cells)];
}
