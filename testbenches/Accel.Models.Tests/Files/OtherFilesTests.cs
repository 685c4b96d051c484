using System.IO.Compression;
using System.Text;
using Accel.Models.Safetensors;

namespace Accel.Models.Tests.Files;

/// <summary>Files that are no models: each is named for what it is, and takes no memory.</summary>
public sealed class OtherFilesTests
{
    public static TheoryData<byte[], string> Others => new()
    {
        { [], "it is empty" },
        { Encoding.ASCII.GetBytes("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n"), "a Git LFS pointer" },
        { [.. "PK\x03\x04\x14\0\0\0\0\0"u8], "a zip archive; PyTorch's .pt" },
        { [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19], "a Python pickle" },
        { Encoding.ASCII.GetBytes("<!DOCTYPE html>\n<html><body>404</body></html>"), "a web page (HTML)" },
        { Encoding.ASCII.GetBytes("\n\n  <HTML lang=en>"), "a web page (HTML)" },
        { [0x89, .. "HDF\r\n\u001a\n"u8], "an HDF5 file" },
        { [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 13], "a PNG picture" },
        { [0x93, .. "NUMPY"u8, 1, 0, 70, 0], "a NumPy array" },
        { Encoding.ASCII.GetBytes("{\"name\": \"digits\"}"), "a JSON text" },
        { Encoding.ASCII.GetBytes("hello, world, this is a text"), "a text" },
        { Zip(), "a gzip file" },
        { new byte[600], "zeros from its first byte on" },
        { [0, 0, 8, 3, 0, 0, 39, 16, 0, 0, 0, 28, 0, 0, 0, 28], "an IDX file of images" },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Another_file_is_named(byte[] content, string expected)
    {
        foreach (var stream in (Stream[])[new MemoryStream(content), new GZipStream(Packed(content), CompressionMode.Decompress)])
        {
            var e = Assert.Throws<ModelFormatException>(() => SpikingTransformerModel.Load(stream, "m"));
            Assert.Contains(expected, e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("claims", e.Message, StringComparison.Ordinal);
            Assert.NotNull(e.Remedy);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5000)]
    [InlineData(int.MaxValue)]
    public void A_header_that_is_cut_is_told_by_its_length(long claimed)
    {
        byte[] content = [.. BitConverter.GetBytes(claimed), .. Encoding.ASCII.GetBytes("{\"__metadata__\":{\"accel.config\":\"{}\"}")];
        var e = Assert.Throws<ModelFormatException>(() => SpikingTransformerModel.Load(new MemoryStream(content), "m"));
        Assert.DoesNotContain("it is a safetensors file", e.Message, StringComparison.Ordinal);
        Assert.Contains("header", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sparse_gigabyte_takes_no_memory()
    {
        using var folder = TestFiles.Temporary();
        string path = folder.File("sparse.safetensors");
        using (var file = File.Create(path))
        {
            file.SetLength(1 << 30);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ModelFormatException>(() => SpikingTransformerModel.Load(path));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_header_that_claims_a_gigabyte_of_tensors_takes_only_what_arrives(bool seeks)
    {
        var content = TestFiles.Container("""{"x":{"dtype":"I8","shape":[1000000000],"data_offsets":[0,1000000000]}}""", 1, 2, 3);
        using Stream stream = seeks ? new MemoryStream(content) : new GZipStream(Packed(content), CompressionMode.Decompress);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var e = Assert.Throws<ModelFormatException>(() => SafetensorsFile.Read(stream, "m"));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
        Assert.Contains("truncated", e.Message, StringComparison.Ordinal);
    }

    private static byte[] Zip() => Packed(new byte[100]).ToArray();

    private static MemoryStream Packed(byte[] content)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }

        packed.Position = 0;
        return packed;
    }
}
