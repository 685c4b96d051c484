using System.IO.Compression;
using Accel.Inputs;

namespace Accel.Models.Tests.Inputs;

/// <summary>What <c>gzip -t</c> says of a file decides.</summary>
public sealed class GzipTests
{
    private static readonly byte[] Labels = [0, 0, 8, 1, 0, 0, 0, 4, 1, 2, 3, 4];

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        using var folder = TestFiles.Temporary();
        var whole = Zip(Labels);
        Assert.Equal([1, 2, 3, 4], IdxReader.ReadLabels(folder.Write("x.gz", whole)));
        for (var length = 2; length < whole.Length; length++)
        {
            Assert.Throws<InputException>(() => IdxReader.ReadLabels(folder.Write("x.gz", whole[..length])));
        }
    }

    [Fact]
    public void A_wrong_checksum_or_length_is_refused()
    {
        using var folder = TestFiles.Temporary();
        var whole = Zip(Labels);
        for (var i = whole.Length - 8; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 0x40;
            var e = Assert.Throws<InputException>(() => IdxReader.ReadLabels(folder.Write("x.gz", damaged)));
            Assert.Contains("checksum and length", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Members_follow_one_another_and_may_be_empty()
    {
        using var folder = TestFiles.Temporary();
        byte[] members = [.. Zip(Labels[..3]), .. Zip([]), .. Zip(Labels[3..9]), .. Zip(Labels[9..])];
        Assert.Equal([1, 2, 3, 4], IdxReader.ReadLabels(folder.Write("x.gz", members)));
        Assert.Throws<InputException>(() => IdxReader.ReadLabels(folder.Write("x.gz", members[..^3])));
    }

    [Theory]
    [InlineData(new byte[] { 0 }, true)]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0 }, true)]
    [InlineData(new byte[] { 7 }, false)]
    [InlineData(new byte[] { 0, 7 }, false)]
    [InlineData(new byte[] { 0x1F }, false)]
    [InlineData(new byte[] { 0x1F, 0x8C, 8 }, false)]
    public void Zeros_behind_the_last_member_are_padding_and_nothing_else_is(byte[] behind, bool isRead)
    {
        using var folder = TestFiles.Temporary();
        var path = folder.Write("x.gz", [.. Zip(Labels), .. behind]);
        if (isRead)
        {
            Assert.Equal([1, 2, 3, 4], IdxReader.ReadLabels(path));
        }
        else
        {
            Assert.Contains("gzip data", Assert.Throws<InputException>(() => IdxReader.ReadLabels(path)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Name_comment_extra_field_and_checksum_of_the_header_are_skipped()
    {
        using var folder = TestFiles.Temporary();
        var plain = Zip(Labels);
        byte[] header = [0x1F, 0x8B, 8, 2 | 4 | 8 | 16, 1, 2, 3, 4, 0, 3, 3, 0, 9, 9, 9, .. "name\0"u8, .. "a comment\0"u8, 5, 5];
        Assert.Equal([1, 2, 3, 4], IdxReader.ReadLabels(folder.Write("x.gz", [.. header, .. plain[10..]])));
    }

    [Fact]
    public void One_image_of_many_takes_the_memory_of_one()
    {
        using var folder = TestFiles.Temporary();
        const int count = 100_000;
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write([0, 0, 8, 3, 0, count >> 16, (count >> 8) & 255, count & 255, 0, 0, 0, 28, 0, 0, 0, 28]);
            var image = new byte[28 * 28];
            for (var i = 0; i < count; i++)
            {
                gzip.Write(image);
            }
        }

        var path = folder.Write("x.gz", packed.ToArray());
        var model = TestFiles.Small().Configuration with { Input = InputKind.Image, Image = new ImageShape(1, 28, 28) };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var items = InputReader.Stream(path, model).GetEnumerator();
        Assert.True(items.MoveNext());
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 10_000_000, "78 MB are unpacked, one image is held");
    }

    private static byte[] Zip(byte[] data)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(data);
        }

        // The runtime writes nothing at all for nothing.
        return data.Length > 0 ? packed.ToArray() : [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    }
}
