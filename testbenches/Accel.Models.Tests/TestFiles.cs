using System.Buffers.Binary;
using System.Text;
using Accel.Golden.Generation;

namespace Accel.Models.Tests;

/// <summary>Files and models for the tests.</summary>
internal static class TestFiles
{
    /// <summary>A folder that is removed at the end.</summary>
    public static TemporaryFolder Temporary() => new();

    /// <summary>A small model with a linear stem.</summary>
    public static SpikingTransformerModel Small(int seed = 3) => RandomModel.Create(RandomConfiguration.Small(seed), seed);

    public static byte[] Bytes(SpikingTransformerModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    public static SpikingTransformerModel Load(byte[] content) => SpikingTransformerModel.Load(new MemoryStream(content), "test.safetensors");

    /// <summary>A safetensors file with this header text and data.</summary>
    public static byte[] Container(string header, params byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var content = new byte[8 + text.Length + data.Length];
        BinaryPrimitives.WriteInt64LittleEndian(content, text.Length);
        text.CopyTo(content, 8);
        data.CopyTo(content, 8 + text.Length);
        return content;
    }

    /// <summary>The header text of a file, and its data.</summary>
    public static (string Header, byte[] Data) Open(byte[] content)
    {
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(content);
        return (Encoding.UTF8.GetString(content, 8, length), content[(8 + length)..]);
    }

    internal sealed class TemporaryFolder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("accel-").FullName;

        public string File(string name) => Path.Combine(_path, name);

        public string Write(string name, byte[] content)
        {
            System.IO.File.WriteAllBytes(File(name), content);
            return File(name);
        }

        public string Pipe(string name)
        {
            using var made = System.Diagnostics.Process.Start("mkfifo", [File(name)]);
            made.WaitForExit();
            return File(name);
        }

        public string[] Names() => [.. Directory.GetFileSystemEntries(_path).Select(p => Path.GetFileName(p))];

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
