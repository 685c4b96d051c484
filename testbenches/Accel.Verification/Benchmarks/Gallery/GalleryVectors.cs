using System.Globalization;
using Accel.Generation;
using Accel.Models;
using Accel.Transformer.Frontend;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>A kernel of the gallery on the ladder: what is expected comes from its reference.</summary>
public sealed class GalleryVectors : IKernelVectors
{
    private readonly GalleryKernel _kernel;
    private readonly GallerySize _size;
    private readonly KernelAssembly _plain;

    /// <summary>Compiles the kernel as plain C#.</summary>
    /// <exception cref="GenerationException">It does not compile with these replacements.</exception>
    public GalleryVectors(GalleryKernel kernel, GallerySize size)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        (_kernel, _size) = (kernel, size);
        var (plain, diagnostics) = KernelAssembly.Load(kernel.Design.Source, kernel.Kernel, kernel.Options(size));
        _plain = plain ?? throw new GenerationException(kernel.Kernel, diagnostics);
    }

    /// <inheritdoc/>
    public string Kernel => _kernel.Kernel;

    /// <inheritdoc/>
    public IReadOnlyList<KernelCase> Recorded => [Of("recorded", 0, _kernel.Image(_size, 0))];

    /// <inheritdoc/>
    public KernelCase Random(int seed)
        => Of(string.Create(CultureInfo.InvariantCulture, $"random {seed}"), seed, _kernel.Image(_size, seed));

    /// <summary>A case of an image.</summary>
    public static KernelCase Of(string name, int seed, GalleryImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return new()
        {
            Name = name,
            Seed = seed,
            Memory = image.Memory,
            Expected =
            [
                ExpectedRegion.OfCells(
                    new NamedTensor("memory", [image.Expected.Length], [.. image.Expected.Select(static c => (int)c)]), 0),
            ],
        };
    }

    /// <inheritdoc/>
    public void RunPlain(SimpleMemory memory, int member) => _plain.EntryPoints[member](memory);
}
