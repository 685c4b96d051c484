using System.Buffers.Binary;
using Accel.Models.Safetensors;

namespace Accel.Models.Tests.Files;

public sealed class SafetensorsTests
{
    [Fact]
    public void A_hand_written_file_is_read()
    {
        var file = Read("""{"__metadata__":{"a":"b"},"y":{"dtype":"I8","shape":[2],"data_offsets":[4,6]},"x":{"dtype":"I32","shape":[],"data_offsets":[0,4]}}  """, 1, 2, 3, 4, 5, 6);
        Assert.Equal("b", file.Metadata["a"]);
        Assert.Equal(["x", "y"], file.Tensors.Select(t => t.Name));
        Assert.Equal([1, 2, 3, 4], file.Tensors[0].Bytes.ToArray());
        Assert.Equal([2], file.Tensors[1].Shape);
        Assert.Equal([5, 6], file.Tensors[1].Bytes.ToArray());
    }

    [Theory]
    [InlineData("""{"x":{"dtype":"I8","shape":[2],"data_offsets":[0,2]},"x":{"dtype":"I8","shape":[0],"data_offsets":[2,2]}}""", "duplicate")]
    [InlineData("""{"x":{"dtype":"I8","shape":[1],"data_offsets":[0,1]},"y":{"dtype":"I8","shape":[2],"data_offsets":[0,2]}}""", "inside the tensor before it")]
    [InlineData("""{"x":{"dtype":"I8","shape":[1],"data_offsets":[1,2]}}""", "a gap")]
    [InlineData("""{"x":{"dtype":"I8","shape":[1],"data_offsets":[0,1]}}""", "the tensors take 1 bytes, but the file holds 2")]
    [InlineData("""{"x":{"dtype":"I8","shape":[3],"data_offsets":[0,3]}}""", "truncated")]
    [InlineData("""{"x":{"dtype":"I8","shape":[3],"data_offsets":[0,2]}}""", "its shape takes 3 bytes")]
    [InlineData("""{"x":{"dtype":"I8","shape":[4294967296,4294967296],"data_offsets":[0,2]}}""", "more elements than any file")]
    [InlineData("""{"x":{"dtype":"I8","shape":[2147483647,2147483647,2147483647,0],"data_offsets":[0,2]}}""", "more elements than any file")]
    [InlineData("""{"x":{"dtype":"I8","shape":[-2],"data_offsets":[0,2]}}""", "0 or more")]
    [InlineData("""{"x":{"dtype":"I8","shape":[2.5],"data_offsets":[0,2]}}""", "0 or more")]
    [InlineData("""{"x":{"dtype":"I8","shape":["2"],"data_offsets":[0,2]}}""", "0 or more")]
    [InlineData("""{"x":{"dtype":"I8","shape":[2],"data_offsets":[2,0]}}""", "begin <= end")]
    [InlineData("""{"x":{"dtype":"I8","shape":[2],"data_offsets":[0]}}""", "begin <= end")]
    [InlineData("""{"x":{"dtype":"I7","shape":[2],"data_offsets":[0,2]}}""", "dtype I7 is unknown")]
    [InlineData("""{"x":{"shape":[2],"data_offsets":[0,2]}}""", "no dtype")]
    [InlineData("""{"x":{"dtype":"I8","data_offsets":[0,2]}}""", "needs shape")]
    [InlineData("""{"x":{"dtype":"I8","shape":[2],"data_offsets":[0,2],"more":1}}""", "unknown field \"more\"")]
    [InlineData("""{"x":7}""", "not an object")]
    [InlineData("""{"__metadata__":{"a":1}}""", "object of strings")]
    [InlineData("""{"\ud800":{"dtype":"I8","shape":[2],"data_offsets":[0,2]}}""", "not valid")]
    [InlineData("""[1]""", "does not begin with {")]
    [InlineData("""  {}""", "does not begin with {")]
    [InlineData("""{"x":""", "not valid JSON")]
    [InlineData("", "does not begin with {")]
    public void What_the_format_does_not_allow_is_refused(string header, string expected)
    {
        var e = Assert.Throws<ModelFormatException>(() => Read(header, 1, 2));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.StartsWith("test: ", e.Message, StringComparison.Ordinal);
        Assert.NotNull(e.Remedy);
    }

    [Theory]
    [InlineData(ulong.MaxValue, "claims 18446744073709551615 bytes")]
    [InlineData(1UL << 40, "largest accepted")]
    [InlineData(3UL, "only 2 follow")]
    public void A_header_length_that_lies_takes_no_memory(ulong length, string expected)
    {
        var content = new byte[10];
        BinaryPrimitives.WriteUInt64LittleEndian(content, length);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var e = Assert.Throws<ModelFormatException>(() => SafetensorsFile.Read(new MemoryStream(content), "test"));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_refused() =>
        Assert.Throws<ModelFormatException>(() => SafetensorsFile.Read(new MemoryStream(), "test"));

    [Fact]
    public void A_stream_that_cannot_seek_is_read_too()
    {
        var content = TestFiles.Bytes(TestFiles.Small());
        var model = SpikingTransformerModel.Load(new OneWayStream(content));
        Assert.Equal(content, TestFiles.Bytes(model));
    }

    private static SafetensorsFile Read(string header, params byte[] data) =>
        SafetensorsFile.Read(new MemoryStream(TestFiles.Container(header, data)), "test");

    private sealed class OneWayStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();
    }
}
