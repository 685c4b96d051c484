using System.Collections.Concurrent;
using System.Collections.Immutable;
using Accel.Generation;
using Accel.Hast;
using Accel.Transformer;
using Accel.Transformer.Frontend;
using Hast.Transformer.SimpleMemory;

namespace Accel.Testing;

/// <summary>
/// A kernel, compiled to RTL, whose runs are compared with those of its C#, cell by cell, at several memory latencies and beside a memory
/// that stalls. Works in any test framework: what differs is an exception. For several threads at once.
/// </summary>
public sealed class KernelCheck
{
    private static readonly ConcurrentDictionary<Type, Lazy<KernelCheck>> _byType = new();

    // What random memory the C# does not end on within these is no memory for the kernel.
    private const long RandomIterations = 20_000;

    private readonly Lock _turn = new();
    private readonly KernelCheckOptions _options;
    private readonly KernelAssembly _plain;
    private readonly RtlRuns _rtl;
    private readonly int _member;

    private KernelCheck(KernelDesign design, KernelCheckOptions options)
    {
        options.Check();
        _options = options;
        Generated = KernelGenerator.Generate(design, options.Compiler);
        var (plain, diagnostics) = KernelAssembly.Load(design.Source, design.Kernel, options.Compiler, isCounted: true, tellsWrites: true);
        _plain = plain ?? throw new GenerationException(design.Kernel, diagnostics);
        _member = options.EntryPoint is null ? 0 : _plain.Names.IndexOf(options.EntryPoint);
        if (_member < 0)
        {
            throw new KernelCheckException(
                $"{design.Kernel} has no entry point {options.EntryPoint}", $"name one of {string.Join(", ", _plain.Names)}");
        }

        _rtl = new RtlRuns(Generated, options, _plain.Names[_member], _member, _plain.KeepsState);
    }

    /// <summary>What the compiler made of the kernel: its netlist, VHDL, report and notes.</summary>
    public GeneratedKernel Generated { get; }

    /// <summary>The entry point that is run.</summary>
    public string EntryPoint => _plain.Names[_member];

    /// <summary>Compiles a class, from the sources that the portable PDB of its assembly has or names.</summary>
    /// <typeparam name="TKernel">The class.</typeparam>
    /// <param name="options">Entry point, latencies, stalls and so on; null for the defaults, with which a class is compiled once.</param>
    /// <exception cref="GenerationException">The compiler refuses it.</exception>
    /// <exception cref="KernelSourceException">Its sources cannot be read.</exception>
    public static KernelCheck Of<TKernel>(KernelCheckOptions? options = null)
        where TKernel : class
        => options is not null ? Make(typeof(TKernel), options)
            : _byType.GetOrAdd(typeof(TKernel), static type => new(() => Make(type, new KernelCheckOptions()))).Value;

    /// <summary>Compiles a kernel from C# files, folders, patterns, projects or assemblies.</summary>
    /// <param name="source">For instance <c>fir.cs</c>.</param>
    /// <param name="options">Kernel, entry point, latencies, stalls and so on; null for the defaults.</param>
    /// <exception cref="GenerationException">The compiler refuses it.</exception>
    /// <exception cref="KernelSourceException">The source cannot be read.</exception>
    /// <exception cref="KernelChoiceException">It does not hold the kernel, or several and none is named.</exception>
    public static KernelCheck OfSource(string source, KernelCheckOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        return Make(KernelSources.Load([source]), options);
    }

    /// <summary>Compiles a kernel from the text of a C# file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">Kernel, entry point, latencies, stalls and so on; null for the defaults.</param>
    /// <exception cref="GenerationException">The compiler refuses it.</exception>
    /// <exception cref="KernelChoiceException">It does not hold the kernel, or several and none is named.</exception>
    public static KernelCheck OfText(string text, KernelCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Make(KernelSource.FromText(text), options);
    }

    /// <summary>Compiles a class and runs it on a memory: <see cref="Of"/> and <see cref="Equal(SimpleMemory)"/>.</summary>
    public static KernelCheckResult Equal<TKernel>(SimpleMemory memory, KernelCheckOptions? options = null)
        where TKernel : class
        => Of<TKernel>(options).Equal(memory);

    /// <summary>Runs C# and RTL on a memory, at each latency, without and with stalls.</summary>
    /// <param name="memory">What lies there before; afterwards what the kernel has left there.</param>
    /// <exception cref="KernelDifferenceException">The RTL leaves something else, or does what no kernel may do.</exception>
    /// <exception cref="KernelCheckException">The C# fails on this memory, or does not end.</exception>
    public KernelCheckResult Equal(SimpleMemory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        uint[] before = PlainMemory.Cells(memory);
        lock (_turn)
        {
            var expected = Plain(memory, _options.MostIterations);
            return _rtl.Compare("the memory given", before, expected);
        }
    }

    /// <summary>The same on random memories. One on which the C# fails, or does not end soon, is replaced by another one.</summary>
    /// <param name="cells">Cells of each memory.</param>
    /// <param name="count">How many memories.</param>
    /// <param name="seed">Memory i depends on this seed + i alone.</param>
    /// <returns>A result for each memory.</returns>
    /// <exception cref="KernelDifferenceException">The RTL leaves something else, or does what no kernel may do.</exception>
    /// <exception cref="KernelCheckException">The C# fails on every memory that was tried.</exception>
    public ImmutableArray<KernelCheckResult> EqualOnRandom(int cells, int count = 10, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cells, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        lock (_turn)
        {
            return [.. Enumerable.Range(0, count).Select(i => Random(cells, unchecked(seed + i)))];
        }
    }

    private static KernelCheck Make(Type type, KernelCheckOptions options) => new(KernelDesigns.Of(type), options);

    private static KernelCheck Make(KernelSource source, KernelCheckOptions? options)
        => new(KernelDesigns.One(source, options?.Kernel, options?.Compiler), options ?? new KernelCheckOptions());

    private KernelCheckResult Random(int cells, int seed)
    {
        var images = new RandomImages(cells, seed);
        KernelCheckException? last = null;
        for (int attempt = 0; attempt < RandomImages.MostAttempts; attempt++)
        {
            uint[] image = images.Next();
            PlainResult expected;
            try
            {
                expected = Plain(PlainMemory.Of(image), RandomIterations);
            }
            catch (KernelCheckException e)
            {
                last = e;
                continue;
            }

            return _rtl.Compare(FormattableString.Invariant($"random memory {seed} of {cells} cells"), image, expected);
        }

        throw new KernelCheckException(
            FormattableString.Invariant($"{Generated.Kernel}.{EntryPoint} ends well on no random memory of {cells} cells; {last!.Message}"),
            "give memories of your own to Equal, or another number of cells", last);
    }

    private PlainResult Plain(SimpleMemory memory, long iterations)
    {
        var kernel = _plain.KeepsState ? _plain.Renew() : _plain;
        try
        {
            var lines = WriteTrace.Of(() => RunBudget.Run(iterations, () => kernel.EntryPoints[_member](memory)));
            return new PlainResult(PlainMemory.Cells(memory), lines);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new KernelCheckException(
                $"the C# of {Generated.Kernel}.{EntryPoint} fails: {e.Message}", "mend the kernel, or give it another memory", e);
        }
    }
}

/// <summary>What the C# of a kernel has left.</summary>
/// <param name="Cells">All cells.</param>
/// <param name="Lines">The line that wrote a cell last.</param>
internal sealed record PlainResult(uint[] Cells, IReadOnlyDictionary<int, CodeLine> Lines);
