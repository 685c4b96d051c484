using System.Collections.Immutable;
using System.Text;
using Accel.Golden.Generation;
using Accel.Inputs;
using Accel.Models.Safetensors;

namespace Accel.Models.Tests.Inputs;

public sealed class SpikeTests
{
    private static readonly byte[] Spikes = [0, 1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 0];

    private static readonly ModelConfiguration Model = RandomConfiguration.Small(1) with
    {
        Input = InputKind.Spikes, Timesteps = 2, Image = new ImageShape(1, 2, 3), Stem = new LinearStem(1),
    };

    [Theory]
    [InlineData(1, "|u1")]
    [InlineData(2, "|b1")]
    [InlineData(3, "|u1")]
    public void A_npy_file_is_read(byte version, string type)
    {
        using var folder = TestFiles.Temporary();
        var path = folder.Write("s.npy", Npy(version, $"{{'descr': '{type}', 'fortran_order': False, 'shape': (2, 1, 2, 3), }}", Spikes));
        var input = Assert.IsType<SpikeInput>(Assert.Single(InputReader.Read(path, Model)).Input);
        Assert.Equal((2, new ImageShape(1, 2, 3)), (input.Timesteps, input.Shape));
        Assert.Equal(Spikes, input.Spikes.ToArray());
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1, 2, 3), }", 12,
        "dtype <f4, floating-point numbers; uint8 or bool is read")]
    [InlineData("{'descr': '>i4', 'fortran_order': False, 'shape': (2, 1, 2, 3), }", 12, "dtype >i4, big-endian signed integers")]
    [InlineData("{'descr': [('x', '|u1')], 'fortran_order': False, 'shape': (2, 1, 2, 3), }", 12, "dtype [('x', '|u1')], records")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, }", 12, "no key 'shape'")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1, 2, 3), 'more': 1}", 12, "the key 'more'")]
    [InlineData("{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (2, 1, 2, 3)}", 12, "'descr' twice")]
    [InlineData("{'descr': '|u1', 'fortran_order': 0, 'shape': (2, 1, 2, 3)}", 12, "True or False is expected")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2, -1, 2, 3)}", 12, "claims the dimension -1; a dimension is")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1.0, 2, 3)}", 12, "claims the dimension 1.0;")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2, None, 2, 3)}", 12, "claims the dimension None;")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 99999999999999999999, 3)}", 12,
        "claims the dimension 99999999999999999999")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2, , 3)}", 12, "a dimension is expected")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1, 2, 3)} x", 12, "the end is expected")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1, 2, 99999999999), }", 12, "at most 1073741824 bytes")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647), }", 12, "claims")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1, 2, 3), }", 11, "the file holds 11")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1, 2, 3), }", 13, "the file holds 13")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1, 2, 3), }", 6,
        "an array of [1, 1, 2, 3], the model takes spikes of [T, C, H, W] = [2, 1, 2, 3]")]
    public void A_wrong_npy_file_is_refused(string header, int bytes, string expected)
    {
        using var folder = TestFiles.Temporary();
        var path = folder.Write("s.npy", Npy(1, header, new byte[bytes]));
        var e = Assert.ThrowsAny<InputException>(() => InputReader.Read(path, Model));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{'shape': (2, 1, 2, 3), 'fortran_order': False, 'descr': '|u1'}")]
    [InlineData("{\"descr\": \"|u1\", \"fortran_order\": False, \"shape\": (2, 1, 2, 3)}")]
    [InlineData("  { 'fortran_order' :False,'descr':\"|b1\" , 'shape':( 2L ,1 , 2,3,),}   ")]
    [InlineData("{'descr': '>u1', 'fortran_order': False, 'shape': (2, 1, 2, 3), }")]
    [InlineData("{'descr': '<b1', 'fortran_order': False, 'shape': (2, 1, 2, 3), }")]
    public void A_npy_header_is_read_as_Python_reads_it(string header)
    {
        using var folder = TestFiles.Temporary();
        var path = folder.Write("s.npy", Npy(1, header, Spikes));
        Assert.Equal(Spikes, Assert.IsType<SpikeInput>(InputReader.Read(path, Model)[0].Input).Spikes.ToArray());
    }

    [Fact]
    public void A_npy_file_in_Fortran_order_is_put_into_that_of_C()
    {
        using var folder = TestFiles.Temporary();
        var stored = new byte[Spikes.Length];
        int at = 0;
        for (var w = 0; w < 3; w++)
        {
            for (var h = 0; h < 2; h++)
            {
                for (var t = 0; t < 2; t++)
                {
                    stored[at++] = Spikes[(((t * 2) + h) * 3) + w];
                }
            }
        }

        var path = folder.Write("s.npy", Npy(1, "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 1, 2, 3), }", stored));
        Assert.Equal(Spikes, Assert.IsType<SpikeInput>(InputReader.Read(path, Model)[0].Input).Spikes.ToArray());
    }

    [Theory]
    [InlineData("(3, 2, 3)", 3, 18, null)]
    [InlineData("(1, 2, 3)", 1, 6, null)]
    [InlineData("(2, 3)", 1, 6, null)]
    [InlineData("(2, 3)", 3, 6, "an array of [2, 3], the model takes a colour image of 3 x 2 pixels")]
    [InlineData("(3, 3, 2)", 3, 18, "an array of [3, 3, 2], the model takes a colour image of 3 x 2 pixels")]
    public void An_array_for_a_model_of_images_holds_pixels(string shape, int channels, int bytes, string? refused)
    {
        using var folder = TestFiles.Temporary();
        var model = Model with { Input = InputKind.Image, Image = new ImageShape(channels, 2, 3) };
        byte[] pixels = [.. Enumerable.Range(0, bytes).Select(i => (byte)(i * 13))];
        var path = folder.Write("p.npy", Npy(1, $"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}", pixels));
        if (refused is null)
        {
            Assert.Equal(pixels, Assert.IsType<ImageInput>(InputReader.Read(path, model)[0].Input).Pixels.ToArray());
        }
        else
        {
            Assert.Contains(refused, Assert.Throws<InputShapeException>(() => InputReader.Read(path, model)).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_npy_file_cut_anywhere_is_refused()
    {
        using var folder = TestFiles.Temporary();
        var bytes = Npy(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1, 2, 3), }", Spikes);
        for (var length = 0; length < bytes.Length; length++)
        {
            var path = folder.Write("s.npy", bytes[..length]);
            Assert.Throws<InputException>(() => InputReader.Read(path, Model));
        }
    }

    [Fact]
    public void An_element_other_than_0_and_1_is_named()
    {
        using var folder = TestFiles.Temporary();
        byte[] spikes = [.. Spikes];
        spikes[5] = 2;
        var path = folder.Write("s.npy", Npy(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1, 2, 3), }", spikes));
        Assert.Contains("element 5 is 2", Assert.Throws<InputException>(() => InputReader.Read(path, Model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_safetensors_file_is_read()
    {
        using var folder = TestFiles.Temporary();
        var path = folder.File("s.safetensors");
        using (var stream = File.Create(path))
        {
            new SafetensorsFile(ImmutableSortedDictionary<string, string>.Empty, [new("spikes", ElementType.U8, [2, 1, 2, 3], Spikes)]).Write(stream);
        }

        Assert.Equal(Spikes, Assert.IsType<SpikeInput>(InputReader.Read(path, Model)[0].Input).Spikes.ToArray());
        TestFiles.Small().Save(path);
        Assert.Contains("no tensor \"spikes\"", Assert.Throws<InputException>(() => InputReader.Read(path, Model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_no_known_format_and_a_missing_one_are_told_apart()
    {
        using var folder = TestFiles.Temporary();
        var path = folder.Write("notes.txt", "hello"u8.ToArray());
        Assert.Contains("it is a text, no known format", Assert.Throws<InputException>(() => InputReader.Read(path, Model)).Message,
            StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => InputReader.Read(folder.File("absent.png"), Model));
    }

    private static byte[] Npy(byte version, string header, byte[] data)
    {
        var text = Encoding.ASCII.GetBytes(header + "\n");
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. data];
    }
}
