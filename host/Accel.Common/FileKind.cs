using System.Text;

namespace Accel;

/// <summary>What a file is that was given in place of another one, told by its first bytes, for errors that would else quote a number read
/// from the wrong place.</summary>
/// <param name="Name">For instance <c>a Git LFS pointer, not the file itself</c>.</param>
/// <param name="Remedy">What to do; null where there is nothing better than to give the right file.</param>
/// <param name="HoldsTensors">Whether a model may lie in it, in another format than is read.</param>
public sealed record FileKind(string Name, string? Remedy = null, bool HoldsTensors = false)
{
    /// <summary>How many bytes <see cref="Of"/> looks at.</summary>
    public const int BytesNeeded = 512;

    /// <summary>A file that begins as safetensors files do; its header may be cut or damaged all the same.</summary>
    public static readonly FileKind Safetensors = new("a safetensors file");

    private static readonly (byte[] Magic, FileKind Kind)[] _magics =
    [
        ([.. "version https://git-lfs"u8], new("a Git LFS pointer, not the file itself", "Fetch the file: git lfs pull.")),
        ([.. "PK\x03\x04"u8], new("a zip archive; PyTorch's .pt and .pth and NumPy's .npz are zip archives too", HoldsTensors: true)),
        ([0x80, 2], new("a Python pickle, as PyTorch wrote .pth files before version 1.6", HoldsTensors: true)),
        ([0x80, 3], new("a Python pickle", HoldsTensors: true)),
        ([0x80, 4], new("a Python pickle", HoldsTensors: true)),
        ([0x80, 5], new("a Python pickle", HoldsTensors: true)),
        ([0x89, (byte)'H', (byte)'D', (byte)'F'], new("an HDF5 file, as NIR and Keras write them", HoldsTensors: true)),
        ([.. "GGUF"u8], new("a GGUF file", HoldsTensors: true)),
        ([0x93, .. "NUMPY"u8], new("a NumPy array (.npy)")),
        ([0x89, .. "PNG"u8], new("a PNG picture")),
        ([0xFF, 0xD8, 0xFF], new("a JPEG picture")),
        ([.. "GIF8"u8], new("a GIF picture")),
        ([.. "BM"u8], new("a BMP picture")),
        ([.. "RIFF"u8], new("a RIFF file, as WebP pictures are")),
        ([0x1F, 0x8B], new("a gzip file", "Unpack it: gzip -d.")),
        ([.. "BZh"u8], new("a bzip2 file", "Unpack it: bzip2 -d.")),
        ([0xFD, .. "7zXZ"u8], new("an xz file", "Unpack it: xz -d.")),
        ([0x28, 0xB5, 0x2F, 0xFD], new("a zstd file", "Unpack it: zstd -d.")),
        ([0, 0, 8, 1], new("an IDX file of labels")),
        ([0, 0, 8, 3], new("an IDX file of images")),
        ([.. "%PDF"u8], new("a PDF document")),
        ([0x7F, .. "ELF"u8], new("a program (ELF)")),
    ];

    /// <summary>The kind of a file that begins with these bytes; null where they tell nothing.</summary>
    /// <param name="start">Its first <see cref="BytesNeeded"/> bytes, or all of it.</param>
    public static FileKind? Of(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty)
        {
            return new("empty", "Write or fetch it again.");
        }

        if (start.Length >= 16 && !start.ContainsAnyExcept((byte)0))
        {
            return new("zeros from its first byte on, as a file that was never written to its end leaves them", "Write or fetch it again.");
        }

        foreach (var (magic, kind) in _magics)
        {
            if (start.StartsWith(magic))
            {
                return kind;
            }
        }

        if (start.Length >= 9 && start[8] == (byte)'{' && start[5] == 0 && start[6] == 0 && start[7] == 0)
        {
            return Safetensors;
        }

        return OfText(start);
    }

    private static FileKind? OfText(ReadOnlySpan<byte> start)
    {
        // A header's length may look like text, eight bytes of it; real text is longer and has nothing else.
        if (start.Length < 5 || start.ContainsAnyExceptInRange((byte)9, (byte)126) || start.ContainsAnyInRange((byte)14, (byte)31))
        {
            return null;
        }

        string text = Encoding.ASCII.GetString(start).TrimStart();
        return text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            ? new("a web page (HTML), as a download that needs a login leaves it",
                "Open the address in a browser, and download the file itself.")
            : text.StartsWith('<') ? new("an XML text")
            : text.StartsWith('{') || text.StartsWith('[') ? new("a JSON text")
            : new("a text");
    }
}
