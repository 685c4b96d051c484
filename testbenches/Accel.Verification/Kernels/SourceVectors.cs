using System.Globalization;
using Accel.Generation;
using Accel.Hast;
using Accel.Models;
using Accel.Testing;
using Accel.Transformer;
using Accel.Transformer.Frontend;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>
/// Vectors of any kernel: memory images that somebody has recorded, and random ones, expected from the kernel's own C#. A random image on
/// which the C# itself fails, leaves the memory or does not end says nothing and is replaced by another one.
/// </summary>
public sealed class SourceVectors : IKernelVectors
{
    // Of a recorded image: some ten seconds of plain C#.
    private const long MostIterations = 500_000_000;

    private readonly KernelAssembly _plain;
    private readonly IReadOnlyList<MemoryImage> _images;
    private readonly int _cells;
    private readonly long _iterations;
    private IReadOnlyList<KernelCase>? _recorded;

    /// <summary>Compiles the kernel as plain C#.</summary>
    /// <param name="design">The kernel.</param>
    /// <param name="options">Replacements.</param>
    /// <param name="images">Recorded images; each is given to every entry point.</param>
    /// <param name="cells">Cells of random images.</param>
    /// <param name="iterations">How many iterations of its loops the C# may take on a random image: so long the simulation has to go on,
    /// too.</param>
    /// <exception cref="GenerationException">It does not compile.</exception>
    public SourceVectors(KernelDesign design, TransformOptions options, IReadOnlyList<MemoryImage> images, int cells,
        long iterations = 20_000)
    {
        ArgumentNullException.ThrowIfNull(design);
        _plain = KernelGenerator.Plain(design, options);
        (Kernel, _images, _cells, _iterations) = (design.Kernel, images, cells, iterations);
    }

    /// <inheritdoc/>
    public string Kernel { get; }

    /// <inheritdoc/>
    public IReadOnlyList<KernelCase> Recorded => _recorded ??=
    [
        .. _images.SelectMany(image => _plain.Names.Select((name, member) => Of(
            $"{image.Name}, {name}", 0, member, image.Cells, Given(image, member)))),
    ];

    /// <inheritdoc/>
    /// <exception cref="NoVectorException">The C# fails on every image that was tried.</exception>
    public KernelCase Random(int seed)
    {
        var images = new RandomImages(_cells, seed);
        int member = (int)((uint)seed % (uint)_plain.EntryPoints.Length);
        Exception? last = null;
        for (int attempt = 0; attempt < RandomImages.MostAttempts; attempt++)
        {
            uint[] cells = images.Next();
            try
            {
                uint[] expected = Expected(cells, member, _iterations);
                string name = string.Create(CultureInfo.InvariantCulture, $"random {seed}, {_plain.Names[member]}");
                return Of(name, seed, member, cells, expected);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                last = e;
            }
        }

        throw new NoVectorException(Kernel, _plain.Names[member], _cells, last!);
    }

    /// <inheritdoc/>
    public bool KeepsState => _plain.KeepsState;

    /// <inheritdoc/>
    public void RunPlain(SimpleMemory memory, int member) => (KeepsState ? _plain.Renew() : _plain).EntryPoints[member](memory);

    private static KernelCase Of(string name, int seed, int member, uint[] cells, uint[] expected) => new()
    {
        Name = name,
        Seed = seed,
        Member = member,
        Memory = cells,
        Expected =
        [
            ExpectedRegion.OfCells(new NamedTensor("memory", [expected.Length], [.. expected.Select(static c => (int)c)]), 0),
        ],
    };

    private uint[] Given(MemoryImage image, int member)
    {
        try
        {
            return Expected(image.Cells, member, MostIterations);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new BadImageException(Kernel, _plain.Names[member], image.Name, e);
        }
    }

    private uint[] Expected(uint[] cells, int member, long iterations)
    {
        var memory = PlainMemory.Of(cells);
        RunBudget.Run(iterations, () => RunPlain(memory, member));
        return PlainMemory.Cells(memory);
    }
}

/// <summary>A kernel's C# fails on a memory image that was given.</summary>
public sealed class BadImageException(string kernel, string entryPoint, string image, Exception cause) : AccelException(
    $"the C# of {kernel}.{entryPoint} fails on the memory {image}: {cause.Message}",
    "Mend the kernel or the memory, or choose the entry point that the memory is for.",
    cause);

/// <summary>No random memory image is one that a kernel's C# ends on.</summary>
public sealed class NoVectorException(string kernel, string entryPoint, int cells, Exception last) : AccelException(
    string.Create(CultureInfo.InvariantCulture,
        $"{kernel}.{entryPoint} ends well on no random memory of {cells} cells that was tried; the last time: {last.Message}"),
    "Give memory images of your own with --memory FILE, or another size with --memory-cells N.",
    last);
