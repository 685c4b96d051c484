using Accel.Models.Files;
using Accel.Models.Safetensors;

namespace Accel.Models;

public sealed partial record SpikingTransformerModel
{
    /// <summary>Reads and checks a model file (docs/model-format.md).</summary>
    /// <exception cref="ModelFormatException">The file breaks the format: the message names the tensor or field, the channel, and the
    /// remedy.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SpikingTransformerModel Load(string path) => ModelReader.Read(SafetensorsFile.Read(path), path);

    /// <summary>Reads and checks a model from a stream's position to its end; the stream need not be able to seek.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="ModelFormatException">The content breaks the format.</exception>
    public static SpikingTransformerModel Load(Stream stream, string name = "model") => ModelReader.Read(SafetensorsFile.Read(stream, name), name);

    /// <summary>Writes the model file; the file appears whole or not at all, and the same model gives the same bytes.</summary>
    /// <exception cref="ModelFormatException">The model is not sound.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        WholeFile.Write(path, Save);
    }

    /// <summary>Writes the model file's bytes.</summary>
    /// <exception cref="ModelFormatException">The model is not sound.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Validate();
        ModelWriter.Write(this).Write(stream);
    }

    /// <summary>
    /// Checks shapes, ranges and thresholds of a model that was put together in memory; <see cref="Load(string)"/> has done so already.
    /// </summary>
    /// <exception cref="ModelFormatException">The model is not sound: the message names the tensor and the channel.</exception>
    public void Validate() => ModelChecks.Check(this, Configuration.Name);
}
