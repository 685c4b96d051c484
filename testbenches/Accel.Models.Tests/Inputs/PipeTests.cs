using System.IO.Pipes;
using Accel.Golden.Generation;
using Accel.Inputs;

namespace Accel.Models.Tests.Inputs;

/// <summary>An input is opened once, so that a pipe does as well as a file.</summary>
public sealed class PipeTests
{
    private static readonly ModelConfiguration Model = RandomConfiguration.Small(1) with
    {
        Input = InputKind.Image, Image = new ImageShape(1, 2, 3), Stem = new LinearStem(1), Classes = 10,
    };

    [Theory]
    [InlineData("file.png")]
    [InlineData("s.npy")]
    [InlineData("images-idx3-ubyte")]
    public void Whatever_a_file_holds_a_stream_that_cannot_seek_holds_too(string name)
    {
        byte[] content = name switch
        {
            "file.png" => Png(),
            "s.npy" => [0x93, .. "NUMPY"u8, 1, 0, 58, 0, .. "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3)}\n"u8, 1, 2, 3, 4, 5,
                6],
            _ => [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6],
        };
        using var folder = TestFiles.Temporary();
        var expected = Assert.IsType<ImageInput>(InputReader.Read(folder.Write(name, content), Model)[0].Input).Pixels.ToArray();
        Assert.Equal([1, 2, 3, 4, 5, 6], expected);
        var item = Assert.Single(InputReader.Stream(new Trickle(content), "standard input", Model));
        Assert.Equal(expected, Assert.IsType<ImageInput>(item.Input).Pixels.ToArray());
    }

    [Fact]
    public async Task Each_image_of_a_live_stream_is_given_when_its_last_byte_has_come()
    {
        using var writing = new AnonymousPipeServerStream(PipeDirection.Out);
        using var reading = new AnonymousPipeClientStream(PipeDirection.In, writing.ClientSafePipeHandle);
        writing.Write([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]);
        IEnumerator<InputItem>? items = null;
        Assert.True(await Task.Run(() => (items = InputReader.Stream(reading, "live", Model).GetEnumerator()).MoveNext())
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Equal("live[0]", items!.Current.Name);
        writing.Write([6, 5, 4, 3, 2, 1]);
        writing.Dispose();
        Assert.True(items.MoveNext());
        Assert.Equal([6, 5, 4, 3, 2, 1], Assert.IsType<ImageInput>(items.Current.Input).Pixels.ToArray());
        Assert.False(items.MoveNext());
    }

    private static byte[] Png()
    {
        using var bitmap = new SkiaSharp.SKBitmap(
            new SkiaSharp.SKImageInfo(3, 2, SkiaSharp.SKColorType.Gray8, SkiaSharp.SKAlphaType.Opaque));
        for (var i = 0; i < 6; i++)
        {
            bitmap.GetPixelSpan()[(i / 3 * bitmap.RowBytes) + (i % 3)] = (byte)(i + 1);
        }

        using var data = bitmap.Encode(SkiaSharp.SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    // A byte at a time, as a slow pipe gives it.
    private sealed class Trickle(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));
    }
}
