using System.Text;
using Accel.Models;

namespace Accel.Verification;

/// <summary>A bench network as a model file, and its images as NumPy's .npy files, which every command reads.</summary>
public static class NetworkFiles
{
    private const int Alignment = 64; // of an .npy file's elements
    private const int HeaderStart = 10;

    /// <summary>The paths: the model's, then the images'.</summary>
    /// <param name="folder">Where; it is made.</param>
    /// <param name="model">Its name becomes the file's.</param>
    /// <param name="images">Numbered from 1 on.</param>
    /// <exception cref="FileWriteException">One cannot be written.</exception>
    public static IReadOnlyList<string> Write(string folder, SpikingTransformerModel model, IReadOnlyList<NetworkInput> images)
    {
        string path = Path.Combine(folder, model.Configuration.Name);
        List<string> written = [path + ".safetensors"];
        model.Save(written[0]);
        foreach (var image in images)
        {
            written.Add(FormattableString.Invariant($"{path}-image{written.Count}.npy"));
            WholeFile.Write(written[^1], stream => Write(stream, image));
        }

        return written;
    }

    // Version 1: magic, version, the header's length in 16 bits, a Python dictionary padded with spaces and ended by a line feed, the
    // elements.
    private static void Write(Stream stream, NetworkInput input)
    {
        var (shape, elements) = input switch
        {
            ImageInput image => (Sizes(image.Shape), image.Pixels),
            SpikeInput spikes => (FormattableString.Invariant($"{spikes.Timesteps}, {Sizes(spikes.Shape)}"), spikes.Spikes),
            _ => throw new NotSupportedException(input.GetType().Name),
        };
        string dictionary = $"{{'descr': '|u1', 'fortran_order': False, 'shape': ({shape}), }}";
        int bytes = ((HeaderStart + dictionary.Length + Alignment) / Alignment * Alignment) - HeaderStart;
        stream.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)bytes, (byte)(bytes >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(dictionary.PadRight(bytes - 1) + "\n"));
        stream.Write(elements.Span);
    }

    private static string Sizes(ImageShape shape) => FormattableString.Invariant($"{shape.Channels}, {shape.Height}, {shape.Width}");
}
