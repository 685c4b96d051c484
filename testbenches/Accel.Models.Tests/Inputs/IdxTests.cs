using System.Buffers.Binary;
using System.IO.Compression;
using Accel.Golden.Generation;
using Accel.Inputs;

namespace Accel.Models.Tests.Inputs;

public sealed class IdxTests
{
    private static readonly ModelConfiguration Model = RandomConfiguration.Small(1) with
    {
        Input = InputKind.Image, Image = new ImageShape(1, 2, 3), Stem = new LinearStem(1), Classes = 10,
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_and_the_labels_beside_them_are_read(bool zipped)
    {
        using var folder = TestFiles.Temporary();
        var suffix = zipped ? ".gz" : "";
        var path = folder.Write("t-images-idx3-ubyte" + suffix, File(zipped, 0x803, [2, 2, 3], [.. Enumerable.Range(0, 12).Select(i => (byte)i)]));
        folder.Write("t-labels-idx1-ubyte.gz", File(true, 0x801, [2], [7, 4]));
        var items = InputReader.Read(path, Model);
        Assert.Equal([7, 4], items.Select(i => i.Label!.Value));
        var second = Assert.IsType<ImageInput>(items[1].Input);
        Assert.Equal([6, 7, 8, 9, 10, 11], second.Pixels.ToArray());
        Assert.Equal(new ImageShape(1, 2, 3), second.Shape);
        Assert.Equal($"t-images-idx3-ubyte{suffix}[1]", items[1].Name);
    }

    [Fact]
    public void Without_labels_there_are_none()
    {
        using var folder = TestFiles.Temporary();
        Assert.Null(InputReader.Read(folder.Write("x", File(false, 0x803, [1, 2, 3], new byte[6])), Model)[0].Label);
    }

    [Theory]
    [InlineData(false, 0x801, "1", 1, "magic is 0x00000801")]
    [InlineData(false, 0x80D, "1 2 3", 6, "magic is 0x0000080d")]
    [InlineData(false, 0x803, "2 2 3", 6, "claims 12 bytes of elements, the file holds 6")]
    [InlineData(false, 0x803, "1 2 3", 12, "claims 6 bytes of elements, the file holds 12")]
    [InlineData(true, 0x803, "2 2 3", 6, "claims 12 bytes of elements, the file holds only 6")]
    [InlineData(true, 0x803, "1 2 3", 12, "claims 6 bytes of elements, the file holds more")]
    [InlineData(false, 0x803, "0 2 3", 0, "dimension 0 of its header is 0")]
    [InlineData(false, 0x803, "-1 2 3", 6, "dimension 0 of its header is 4294967295")]
    [InlineData(true, 0x803, "2147483647 2147483647 2147483647", 6, "at most")]
    [InlineData(false, 0x803, "1", 0, "ends inside its header")]
    public void A_file_that_lies_is_refused(bool zipped, int magic, string shape, int bytes, string expected)
    {
        using var folder = TestFiles.Temporary();
        var path = folder.Write("x", File(zipped, magic, [.. shape.Split(' ').Select(int.Parse)], new byte[bytes]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var e = Assert.Throws<InputException>(() => IdxReader.ReadImages(path));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000, "a lie has taken memory");
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Equal(path, e.File);
        Assert.NotNull(e.Remedy);
    }

    [Fact]
    public void A_header_that_claims_a_gigabyte_takes_only_what_arrives()
    {
        using var folder = TestFiles.Temporary();
        var path = folder.Write("x.gz", File(true, 0x803, [1 << 20, 32, 32], new byte[100]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InputException>(() => IdxReader.ReadImages(path));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public void A_gzip_file_cut_or_damaged_anywhere_gives_an_input_error_or_its_images_and_nothing_else()
    {
        using var folder = TestFiles.Temporary();
        byte[] pixels = [.. Enumerable.Range(0, 18).Select(i => (byte)(i * 37))];
        var bytes = File(true, 0x803, [3, 2, 3], pixels);
        for (var i = 2; i < bytes.Length; i++)
        {
            // Cut before the last pixel it must be an error; of the end mark and the checksum behind it, the images need nothing.
            var cut = folder.Write("x", bytes[..i]);
            var error = Record.Exception(() => Assert.Equal(pixels, IdxReader.ReadImages(cut).Pixels.ToArray()));
            Assert.True(error is InputException || (error is null && i >= bytes.Length - 10), $"cut at {i}: {error}");

            byte[] damaged = [.. bytes];
            damaged[i] ^= 0x41;
            var path = folder.Write("y", damaged);
            error = Record.Exception(() => IdxReader.ReadImages(path));
            Assert.True(error is InputException or null, $"damaged at {i}: {error}");
        }
    }

    [Fact]
    public void Labels_must_belong_to_the_images_and_to_the_model()
    {
        using var folder = TestFiles.Temporary();
        var path = folder.Write("a-images-idx3", File(false, 0x803, [2, 2, 3], new byte[12]));
        folder.Write("a-labels-idx1", File(false, 0x801, [3], [1, 2, 3]));
        Assert.Contains("3 labels for 2 images", Assert.Throws<InputException>(() => InputReader.Read(path, Model)).Message, StringComparison.Ordinal);
        folder.Write("a-labels-idx1", File(false, 0x801, [2], [1, 10]));
        Assert.Contains("label 1 is 10", Assert.Throws<InputException>(() => InputReader.Read(path, Model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_of_another_size_than_the_models_are_refused()
    {
        using var folder = TestFiles.Temporary();
        var e = Assert.Throws<InputShapeException>(() => InputReader.Read(folder.Write("x", File(false, 0x803, [1, 3, 2], new byte[6])), Model));
        Assert.Equal(("a grey image of 2 x 3 pixels", "a grey image of 3 x 2 pixels"), (e.Actual, e.Expected));
    }

    private static byte[] File(bool zipped, int magic, int[] shape, byte[] data)
    {
        var plain = new byte[4 + (4 * shape.Length) + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(plain, magic);
        for (var i = 0; i < shape.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(4 + (4 * i)), shape[i]);
        }

        data.CopyTo(plain, 4 + (4 * shape.Length));
        if (!zipped)
        {
            return plain;
        }

        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal))
        {
            gzip.Write(plain);
        }

        return stream.ToArray();
    }
}
