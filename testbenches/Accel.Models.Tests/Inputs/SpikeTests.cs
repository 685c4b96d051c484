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
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1, 2, 3), }", 12, "its header is")]
    [InlineData("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 1, 2, 3), }", 12, "its header is")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1, 2, 99999999999), }", 12, "dimension 99999999999")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647), }", 12, "claims")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1, 2, 3), }", 11, "the file holds 11")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1, 2, 3), }", 6, "takes spikes of [T, C, H, W] = [2, 1, 2, 3]")]
    public void A_wrong_npy_file_is_refused(string header, int bytes, string expected)
    {
        using var folder = TestFiles.Temporary();
        var path = folder.Write("s.npy", Npy(1, header, new byte[bytes]));
        var e = Assert.ThrowsAny<InputException>(() => InputReader.Read(path, Model));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
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
        Assert.Contains("no known format", Assert.Throws<InputException>(() => InputReader.Read(path, Model)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => InputReader.Read(folder.File("absent.png"), Model));
    }

    private static byte[] Npy(byte version, string header, byte[] data)
    {
        var text = Encoding.ASCII.GetBytes(header + "\n");
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. data];
    }
}
