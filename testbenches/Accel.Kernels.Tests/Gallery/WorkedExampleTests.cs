using System.Buffers.Binary;
using System.Text;
using Accel.Gallery.Known;
using Accel.Hast;
using Accel.Verification;
using Hast.Transformer.SimpleMemory;
using Xunit;

namespace Accel.Kernels.Tests.Gallery;

/// <summary>The examples that specifications print, computed by the gallery's C#.</summary>
public sealed class WorkedExampleTests
{
    // FIPS 180-4's examples of one and of two blocks (csrc.nist.gov, SHA256.pdf).
    [Theory]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData(
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void Sha256_of_the_standard_s_messages(string message, string digest)
    {
        uint[] cells = Run(new Sha256().Run, BlockImages.Sha256(Encoding.ASCII.GetBytes(message)).Memory);
        Assert.Equal(digest, Hexadecimal(cells[1..9]));
    }

    // FIPS 197, appendix B and C.1.
    [Theory]
    [InlineData("2b7e151628aed2a6abf7158809cf4f3c", "3243f6a8885a308d313198a2e0370734", "3925841d02dc09fbdc118597196a0b32")]
    [InlineData("000102030405060708090a0b0c0d0e0f", "00112233445566778899aabbccddeeff", "69c4e0d86a7b0430d8cdb78070b4c55a")]
    public void Aes_of_the_standard_s_blocks(string key, string text, string encrypted)
    {
        uint[] cells = Run(new Aes128().Run, BlockImages.Aes(Convert.FromHexString(key), Convert.FromHexString(text)).Memory);
        Assert.Equal(encrypted, Hexadecimal(cells[5..]));
    }

    // The check value of the catalogue of parametrised CRC algorithms, CRC-32/ISO-HDLC.
    [Fact]
    public void Crc32_of_the_digits_is_the_check_value()
        => Assert.Equal(0xCBF43926, Run(new Crc32().Run, BlockImages.Crc32("123456789"u8.ToArray()).Memory)[1]);

    private static string Hexadecimal(uint[] words) => Convert.ToHexStringLower([.. words.SelectMany(static word =>
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, word);
        return bytes;
    })]);

    private static uint[] Run(Action<SimpleMemory> kernel, uint[] cells)
    {
        var memory = PlainMemory.Of(cells);
        kernel(memory);
        return PlainMemory.Cells(memory);
    }
}
