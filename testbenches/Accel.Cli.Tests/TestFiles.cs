using System.IO.Compression;
using System.IO.Hashing;
using System.Text.Json.Nodes;
using Accel.Models;

namespace Accel.Cli.Tests;

/// <summary>Files for one test, sound and damaged, in a folder that is removed afterwards.</summary>
internal sealed class TestFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("accel-cli-tests-").FullName;

    internal string PathOf(string name) => Path.Combine(_folder, name);

    internal string Write(string name, byte[] content)
    {
        File.WriteAllBytes(PathOf(name), content);
        return PathOf(name);
    }

    /// <summary>The committed model with its last bytes missing.</summary>
    internal string TruncatedModel() => Write("truncated.safetensors", File.ReadAllBytes(InputFiles.DigitsModel)[..^1000]);

    /// <summary>The committed model with theta = 0 in one channel, put there byte by byte since no writer would.</summary>
    internal string ModelWithThetaZero(string layer, int channel)
    {
        byte[] content = File.ReadAllBytes(InputFiles.DigitsModel);
        int headerLength = (int)BitConverter.ToInt64(content);
        var header = JsonNode.Parse(content.AsSpan(8, headerLength))!;
        int begin = header[$"{layer}.threshold"]!["data_offsets"]![0]!.GetValue<int>();
        content.AsSpan(8 + headerLength + begin + (4 * channel), 4).Clear();
        return Write("theta-zero.safetensors", content);
    }

    /// <summary>The committed model with a bias in its first MLP layer that makes one accumulator reach a number, and no further.</summary>
    internal string ModelWithAccumulatorOf(long largest, int channel)
    {
        var model = SpikingTransformerModel.Load(InputFiles.DigitsModel);
        var block = model.Blocks[0];
        var weights = block.Fc1.Weight.AsSpan(channel * block.Fc1.Inputs, block.Fc1.Inputs).ToArray();
        int bias = (int)((largest >> block.Fc1.Shift[channel]) - weights.Sum(static w => Math.Max(w, (sbyte)0)));
        model = model with { Blocks = model.Blocks.SetItem(0, block with { Fc1 = block.Fc1 with { Bias = block.Fc1.Bias.SetItem(channel, bias) } }) };
        model.Save(PathOf("bias.safetensors"));
        return PathOf("bias.safetensors");
    }

    /// <summary>A grey picture of a size.</summary>
    internal string Png(int width, int height)
    {
        byte[] header = [.. Number(width), .. Number(height), 8, 0, 0, 0, 0];
        using var data = new MemoryStream();
        using (var compressed = new ZLibStream(data, CompressionLevel.Fastest))
        {
            compressed.Write(new byte[height * (1 + width)]);
        }

        return Write($"{width}x{height}.png",
            [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", data.ToArray()), .. Chunk("IEND", [])]);
    }

    /// <summary>An IDX file of images whose header says one count and whose content has another.</summary>
    internal string Idx(int claimed, int present, byte[]? labels = null)
    {
        if (labels is not null)
        {
            Write("digits-labels-idx1-ubyte", [0, 0, 8, 1, .. Number(labels.Length), .. labels]);
        }

        return Idx(claimed, new byte[present * 28 * 28]);
    }

    /// <summary>An IDX file of pixels whose header says a count.</summary>
    internal string Idx(int claimed, byte[] pixels)
        => Write("digits-images-idx3-ubyte", [0, 0, 8, 3, .. Number(claimed), .. Number(28), .. Number(28), .. pixels]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. System.Text.Encoding.ASCII.GetBytes(type), .. data];
        return [.. Number(data.Length), .. body, .. Number((int)Crc32.HashToUInt32(body))];
    }

    private static byte[] Number(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
