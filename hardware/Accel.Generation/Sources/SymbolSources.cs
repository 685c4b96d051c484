using System.Collections.Immutable;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;
using Accel.Transformer;

namespace Accel.Generation;

/// <summary>Sources by a portable PDB (specification: dotnet/runtime, docs/design/specs/PortablePdb-Metadata.md).</summary>
internal static class SymbolSources
{
    private const int MostBytes = 16 << 20;
    private static readonly Guid _csharp = new("3F5162F8-07C6-11D3-9053-00C04FA302A1");
    private static readonly Guid _embeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");
    private static readonly Guid _compilationOptions = new("B5FEEC05-8CD0-4A83-96DA-466284BB4BD8");
    private static readonly Guid _sha1 = new("FF1816EC-AA5E-4D10-87F7-6F4963833460");
    private static readonly Guid _sha256 = new("8829D00F-11B8-4213-878B-770E8597AC16");

    /// <summary>All C# files of an assembly; null when it has no PDB, is of another language, or a file is not there as it was.</summary>
    /// <param name="path">Path of the assembly.</param>
    /// <param name="image">Its image.</param>
    public static KernelSource? Read(string path, PEReader image)
    {
        if (!image.TryOpenAssociatedPortablePdb(path, static p => File.Exists(p) ? File.OpenRead(p) : null, out var provider, out _)
            || provider is null)
        {
            return null;
        }

        using (provider)
        {
            var symbols = provider.GetMetadataReader();
            var files = ImmutableArray.CreateBuilder<SourceFile>();
            foreach (var handle in symbols.Documents)
            {
                var document = symbols.GetDocument(handle);
                string name = symbols.GetString(document.Name);
                if (symbols.GetGuid(document.Language) != _csharp)
                {
                    return null;
                }

                if (Text(symbols, handle, document, name) is { } text)
                {
                    files.Add(new SourceFile(name, text));
                }
                else if (!IsOfBuild(name))
                {
                    return null;
                }
            }

            return files.Count == 0 ? null : new KernelSource(files.DrainToImmutable()) { Symbols = Defines(symbols) };
        }
    }

    // What the SDK writes beside the sources says nothing that a kernel needs.
    private static bool IsOfBuild(string name) => name.Replace('\\', '/').Contains("/obj/", StringComparison.Ordinal);

    private static string? Text(MetadataReader symbols, DocumentHandle handle, Document document, string name)
        => Embedded(symbols, handle) ?? (OnDisk(symbols, document, name) is { } bytes ? Decode(bytes) : null);

    private static string? Embedded(MetadataReader symbols, DocumentHandle handle)
    {
        if (Information(symbols, handle, _embeddedSource) is not { } blob)
        {
            return null;
        }

        var reader = symbols.GetBlobReader(blob);
        int length = reader.ReadInt32();
        byte[] content = reader.ReadBytes(reader.RemainingBytes);
        if (length == 0)
        {
            return Decode(content);
        }

        if (length is < 0 or > MostBytes)
        {
            return null;
        }

        // The length is that of the text: more would be an attack.
        byte[] text = new byte[length];
        using var inflate = new DeflateStream(new MemoryStream(content), CompressionMode.Decompress);
        try
        {
            return inflate.ReadAtLeast(text, length, throwOnEndOfStream: false) == length ? Decode(text) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static byte[]? OnDisk(MetadataReader symbols, Document document, string name)
    {
        if (!File.Exists(name) || new FileInfo(name).Length > MostBytes)
        {
            return null;
        }

        byte[] bytes = File.ReadAllBytes(name);
        var algorithm = symbols.GetGuid(document.HashAlgorithm);
        byte[] hash = symbols.GetBlobBytes(document.Hash);
#pragma warning disable CA5350 // Older compilers write it: it finds a file that was edited, and protects nothing.
        byte[]? found = algorithm == _sha256 ? SHA256.HashData(bytes) : algorithm == _sha1 ? SHA1.HashData(bytes) : null;
#pragma warning restore CA5350
        return found is not null && found.AsSpan().SequenceEqual(hash) ? bytes : null;
    }

    // Pairs of texts that end with 0.
    private static ImmutableArray<string> Defines(MetadataReader symbols)
    {
        if (Information(symbols, EntityHandle.ModuleDefinition, _compilationOptions) is not { } blob)
        {
            return [];
        }

        string[] texts = Encoding.UTF8.GetString(symbols.GetBlobBytes(blob)).Split('\0');
        int at = Array.IndexOf(texts, "define");
        return at >= 0 && at + 1 < texts.Length ? [.. texts[at + 1].Split(',', StringSplitOptions.RemoveEmptyEntries)] : [];
    }

    private static BlobHandle? Information(MetadataReader symbols, EntityHandle of, Guid kind)
    {
        foreach (var handle in symbols.GetCustomDebugInformation(of))
        {
            var information = symbols.GetCustomDebugInformation(handle);
            if (symbols.GetGuid(information.Kind) == kind)
            {
                return information.Value;
            }
        }

        return null;
    }

    private static string Decode(byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
