using System.CommandLine;
using Accel.Generation;
using Accel.Transformer;
using Accel.Verification;

namespace Accel.Cli;

/// <summary>The memory that a kernel of the user's own runs on.</summary>
internal sealed class MemoryOptions
{
    private const int DefaultCells = 256;

    private readonly Option<int?> _cells = CommonOptions.Within(
        new Option<int?>("--memory-cells") { Description = $"with --source: cells of a random memory; default {DefaultCells}" },
        1, MemoryMethod.MostCells);

    private readonly Option<string[]> _images = new("--memory")
    {
        Description = "with --source: a memory image for every entry point: a .json array of numbers, or little-endian cells of 4 bytes",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> _methods = new("--memories")
    {
        Description = "with --source: CLASS.METHOD in it, static and without parameters, that returns the memories for every entry point: "
            + "a SimpleMemory, int[] or uint[], or an IEnumerable of such",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly CompileOptions _compile = new();

    /// <summary>Adds the options, which need <c>--source</c>.</summary>
    internal void AddTo(Command command, KernelChoice choice)
    {
        Option[] own = [_cells, _images, _methods, .. _compile.All];
        Array.ForEach(own, command.Options.Add);
        command.Validators.Add(line =>
        {
            if (!choice.IsOwn(line) && SimulateCommand.Given(line, own.Where(static o => o != CompileOptions.NoCache)) is { } alone)
            {
                line.AddError($"{alone} goes with --source");
            }
        });
    }

    /// <summary>What the kernels are compiled with.</summary>
    internal TransformOptions Options(ParseResult line, CancellationToken cancellationToken)
        => _compile.With(line, new TransformOptions { CancellationToken = cancellationToken });

    /// <summary>The vectors of kernels of a source.</summary>
    /// <exception cref="KernelSourceException">A memory image cannot be read.</exception>
    /// <exception cref="KernelChoiceException">There is no such method that gives memories.</exception>
    /// <exception cref="MemoryMethodException">It gives none.</exception>
    internal IEnumerable<IKernelVectors> Vectors(ParseResult line, IReadOnlyList<KernelDesign> designs, TransformOptions options)
    {
        List<MemoryImage> images =
        [
            .. (line.GetValue(_images) ?? []).Select(MemoryImage.Read),
            .. (line.GetValue(_methods) ?? []).SelectMany(m => MemoryMethod.Images(designs[0].Source, m, options.CancellationToken)),
        ];
        return designs.Select(design => new SourceVectors(design, options, images, line.GetValue(_cells) ?? DefaultCells));
    }
}
