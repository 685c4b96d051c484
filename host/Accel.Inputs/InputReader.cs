using Accel.Models;

namespace Accel.Inputs;

/// <summary>The formats of inputs.</summary>
internal enum InputFormat
{
    Unknown,
    Picture,
    Array,
    Safetensors,
    Idx,
}

/// <summary>
/// Reads whatever file of inputs a user gives: IDX (with the labels beside it), PNG, JPEG, .npy or safetensors; the kind is told by the
/// first bytes. A file is opened once, so pipes are read as well.
/// </summary>
public static class InputReader
{
    /// <summary>The inputs of a file, in its order, each of the model's shape.</summary>
    /// <param name="path">The file.</param>
    /// <param name="configuration">Of the model that will take them.</param>
    /// <exception cref="InputException">The file is damaged, of no known format, or of another shape than the model takes.</exception>
    /// <exception cref="ModelFormatException">A safetensors file is not well-formed.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static IReadOnlyList<InputItem> Read(string path, ModelConfiguration configuration) => [.. Stream(path, configuration)];

    /// <summary>
    /// The same one by one, so that only one is in memory. The file is opened and its header checked now; an IDX file that can be read
    /// twice is checked to its end. Of a pipe each image is given when its last byte has come.
    /// </summary>
    /// <inheritdoc cref="Read(string, ModelConfiguration)"/>
    public static IEnumerable<InputItem> Stream(string path, ModelConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(configuration);
        return Stream(File.OpenRead(path), path, configuration);
    }

    /// <summary>The inputs of a stream from its beginning to its end, one by one as they come.</summary>
    /// <param name="content">Need not be able to seek; it is disposed of at the end.</param>
    /// <param name="name">What errors call it; where it is a path, labels are looked for beside it.</param>
    /// <param name="configuration">Of the model that will take them.</param>
    /// <exception cref="InputException">The content is damaged, of no known format, or of another shape than the model takes.</exception>
    /// <exception cref="ModelFormatException">A safetensors file is not well-formed.</exception>
    public static IEnumerable<InputItem> Stream(Stream content, string name, ModelConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configuration);
        var file = new InputStream(content);
        bool isGiven = false;
        try
        {
            string title = Path.GetFileName(name);
            var items = FormatOf(file.Start) switch
            {
                InputFormat.Picture => [new InputItem(title, PictureReader.Read(file, name, configuration), null)],
                InputFormat.Array => [new InputItem(title, ArrayReader.Read(file, name, configuration), null)],
                InputFormat.Safetensors => [new InputItem(title, SpikeReader.ReadSafetensors(file, name, configuration), null)],
                InputFormat.Idx => IdxStream.Read(file, name, title, configuration),
                _ => throw Unknown(file.Start, name),
            };
            isGiven = items is not InputItem[];
            return items;
        }
        finally
        {
            if (!isGiven)
            {
                file.Dispose();
            }
        }
    }

    internal static InputFormat FormatOf(ReadOnlySpan<byte> start) => start switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xFF, 0xD8, 0xFF, ..] => InputFormat.Picture,
        [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', ..] => InputFormat.Array,
        [_, _, _, _, 0, 0, 0, 0, (byte)'{', ..] => InputFormat.Safetensors,
        [0, 0, 0, 0, ..] => InputFormat.Unknown, // no element type and no dimension: no IDX file
        [0x1F, 0x8B, ..] or [0, 0, ..] => InputFormat.Idx,
        _ => InputFormat.Unknown,
    };

    private static InputException Unknown(ReadOnlySpan<byte> start, string path)
    {
        const string Known = "Give a PNG, a JPEG, an IDX file (gzipped or not), a .npy or a .safetensors file.";
        var kind = FileKind.Of(start);
        return new InputException(path, kind is null
            ? "its first bytes are those of no known format" : $"it is {kind.Name}, no known format of inputs", kind?.Remedy ?? Known);
    }
}
