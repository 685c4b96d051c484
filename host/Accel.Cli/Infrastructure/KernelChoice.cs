using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using Accel.Generation;
using Accel.Transformer;

namespace Accel.Cli;

/// <summary>Which kernels a command works on: those of Accel by name, or those in sources of the user's own.</summary>
internal sealed class KernelChoice
{
    /// <summary><c>--source</c> and <c>--kernel</c> of a command that takes kernels of sources alone.</summary>
    internal KernelChoice() => Names = CommonOptions.KernelNames("with --source: which kernels in it, default all");

    /// <summary><c>--source</c> and <c>--kernel</c>.</summary>
    /// <param name="description">Of <c>--kernel</c>.</param>
    /// <param name="accels">The names of Accel's kernels that the command takes.</param>
    internal KernelChoice(string description, IReadOnlyCollection<string> accels)
    {
        Names = CommonOptions.KernelNames($"{description}; with --source those in it, default all");
        CommonOptions.Suggest(Names, accels);
        Names.Validators.Add(result => RequireKnown(result, "--kernel", accels));
    }

    /// <summary><c>--source</c>.</summary>
    internal Option<string[]> Source { get; } = new("--source")
    {
        Description =
            "kernels of your own: C# files, folders, patterns such as 'src/**/*.cs', a project, or an assembly; may be given several times",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary><c>--kernel</c>.</summary>
    internal Option<string[]> Names { get; }

    /// <summary>The positional kernel of commands that take one.</summary>
    /// <param name="accels">The names of Accel's kernels that the command takes.</param>
    /// <param name="byDefault">The one that is meant where neither it nor <c>--source</c> is given.</param>
    internal Argument<string?> Positional(IReadOnlyCollection<string> accels, string byDefault)
    {
        var kernel = new Argument<string?>("KERNEL")
        {
            Description = $"the kernel; default {byDefault}, with --source the only one in it",
            Arity = ArgumentArity.ZeroOrOne,
        };
        kernel.CompletionSources.Add([.. accels]);
        kernel.Validators.Add(result => RequireKnown(result, "KERNEL", accels));
        return kernel;
    }

    /// <summary>Whether sources of the user's own were named.</summary>
    internal bool IsOwn(ParseResult line) => IsOwn(line.CommandResult);

    /// <summary>The same while a command line is checked.</summary>
    internal bool IsOwn(SymbolResult line) => line.GetResult(Source) is { Implicit: false };

    /// <summary>The kernels of a command that takes several.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="byDefault">Those of Accel that are meant where nothing is given.</param>
    /// <param name="asked">Which entry points count, and cancellation, which ends the build of a project.</param>
    /// <exception cref="KernelSourceException">The sources cannot be read.</exception>
    /// <exception cref="KernelChoiceException">They do not hold such a kernel.</exception>
    internal ImmutableArray<KernelDesign> Several(ParseResult line, IEnumerable<string> byDefault, TransformOptions asked)
    {
        string[] names = [.. (line.GetValue(Names) ?? []).Distinct()];
        return IsOwn(line)
            ? KernelDesigns.In(KernelSources.Load(line.GetValue(Source)!, asked.CancellationToken), names, asked, Cache(line))
            : OfAccel(line, [.. names.Length > 0 ? names : byDefault], asked);
    }

    /// <summary>The kernel of a command that takes one.</summary>
    /// <exception cref="KernelSourceException">The sources cannot be read.</exception>
    /// <exception cref="KernelChoiceException">They do not hold such a kernel, or several and none is named.</exception>
    internal KernelDesign One(ParseResult line, string? name, string byDefault, TransformOptions asked)
        => IsOwn(line)
            ? KernelDesigns.One(KernelSources.Load(line.GetValue(Source)!, asked.CancellationToken), name, asked, Cache(line))
            : OfAccel(line, [name ?? byDefault], asked)[0];

    private static ImmutableArray<KernelDesign> OfAccel(ParseResult line, string[] names, TransformOptions asked)
        => asked.OneDesign is not null ? KernelDesigns.In(KernelDesign.OfAccel(names[0]).Source, names, asked, Cache(line))
            : [.. names.Select(name => KernelDesign.OfAccel(name) with { Cache = Cache(line) })];

    private static KernelCache? Cache(ParseResult line)
        => line.GetValue(CompileOptions.NoCache) ? null : ((CliInvocation)line.InvocationConfiguration).Cache;

    private void RequireKnown(SymbolResult result, string what, IReadOnlyCollection<string> accels)
    {
        if (!IsOwn(result))
        {
            CommonOptions.RequireOneOf(result, what, accels, "; for a kernel of your own give --source");
        }
    }
}
