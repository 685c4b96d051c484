using System.Collections.Immutable;
using Accel.Golden.Generation;
using CsCheck;

namespace Accel.Models.Tests.Files;

public sealed class ModelFileTests
{
    [Fact]
    public void A_model_that_is_written_and_read_again_has_the_same_bytes() =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Bool).Sample(
            (seed, convolution) =>
            {
                var bytes = TestFiles.Bytes(RandomModel.Create(RandomConfiguration.Small(seed, convolution), seed));
                Assert.Equal(bytes, TestFiles.Bytes(TestFiles.Load(bytes)));
            },
            iter: 20);

    [Fact]
    public void Saving_replaces_the_file_and_leaves_nothing_else()
    {
        using var folder = TestFiles.Temporary();
        var path = folder.Write("m.safetensors", [1, 2, 3]);
        var model = TestFiles.Small();
        model.Save(path);
        Assert.Equal(["m.safetensors"], folder.Names());
        Assert.Equal(TestFiles.Bytes(model), File.ReadAllBytes(path));
        Assert.Equal(model.Tokens, SpikingTransformerModel.Load(path).Tokens);
    }

    [Fact]
    public void Saving_an_unsound_model_leaves_the_old_file()
    {
        using var folder = TestFiles.Temporary();
        var path = folder.Write("m.safetensors", [1, 2, 3]);
        var model = TestFiles.Small();
        Assert.Throws<ModelFormatException>(() => (model with { Blocks = [] }).Save(path));
        Assert.Equal(["m.safetensors"], folder.Names());
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
    }

    [Fact]
    public void A_threshold_of_zero_is_refused_by_layer_and_channel()
    {
        var e = Refused("block.0.attn.v_conv.threshold", index: 2, 0);
        Assert.Equal("block.0.attn.v_conv.threshold", e.Item);
        Assert.Contains("channel 2: theta is 0", e.Message, StringComparison.Ordinal);
        Assert.NotNull(e.Remedy);
    }

    [Theory]
    [InlineData("patch_embed.proj_conv.threshold", 1, -5, "channel 1: theta is -5")]
    [InlineData("block.0.attn.attn_lif.threshold", 0, 0, "channel 0: theta is 0")]
    [InlineData("block.0.attn.k_conv.shift", 1, 32, "channel 1: it is 32")]
    [InlineData("block.0.attn.k_conv.shift", 1, -1, "channel 1: it is -1")]
    [InlineData("block.0.mlp.fc2_conv.shift", 0, 25, "channel 0: it is 25")]
    public void A_value_out_of_range_is_refused(string tensor, int index, int value, string expected)
    {
        var e = Refused(tensor, index, value);
        Assert.Equal(tensor, e.Item);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_outside_weight_bits_is_refused()
    {
        var model = Enumerable.Range(0, 100).Select(s => TestFiles.Small(s)).First(m => m.Configuration.WeightBits == 4);
        var fc1 = model.Blocks[0].Fc1;
        var wide = model with { Blocks = model.Blocks.SetItem(0, model.Blocks[0] with { Fc1 = fc1 with { Weight = fc1.Weight.SetItem(fc1.Inputs, 8) } }) };
        var e = Assert.Throws<ModelFormatException>(() => wide.Validate());
        Assert.Equal("block.0.mlp.fc1_conv.weight", e.Item);
        Assert.Contains("channel 1, input 0: the weight is 8", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"head.bias\"", "\"head.bios\"", "head.bias", "missing")]
    [InlineData("\"head.bias\":{\"dtype\":\"I32\"", "\"head.bias\":{\"dtype\":\"U32\"", "head.bias", "its elements are U32")]
    [InlineData("\"mlp_ratio\\\":", "\"mlp_ratio\\\":1", "block.0.mlp.fc1_conv.weight", "its shape is")]
    [InlineData("accel.config", "accel.konfig", "accel.config", "no such key")]
    public void A_header_that_does_not_match_the_configuration_is_refused(string part, string replacement, string item, string expected)
    {
        var (header, data) = TestFiles.Open(TestFiles.Bytes(TestFiles.Small()));
        Assert.Contains(part, header, StringComparison.Ordinal);
        var e = Assert.Throws<ModelFormatException>(() => TestFiles.Load(TestFiles.Container(header.Replace(part, replacement, StringComparison.Ordinal), data)));
        Assert.Equal(item, e.Item);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_of_no_layer_is_refused()
    {
        var (header, data) = TestFiles.Open(TestFiles.Bytes(TestFiles.Small()));
        var more = header.TrimEnd()[..^1] + $",\"stray\":{{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[{data.Length},{data.Length + 1}]}}}}";
        var e = Assert.Throws<ModelFormatException>(() => TestFiles.Load(TestFiles.Container(more, [.. data, 7])));
        Assert.Equal("stray", e.Item);
    }

    [Fact]
    public void A_file_cut_at_any_byte_is_refused()
    {
        var bytes = TestFiles.Bytes(TestFiles.Small());
        for (var length = 0; length < bytes.Length; length += length < 64 || length > bytes.Length - 64 ? 1 : 13)
        {
            Assert.Throws<ModelFormatException>(() => TestFiles.Load(bytes[..length]));
        }
    }

    [Fact]
    public void Damage_gives_a_format_error_or_a_sound_model_and_nothing_else()
    {
        var bytes = TestFiles.Bytes(TestFiles.Small());
        var headerEnd = 8 + TestFiles.Open(bytes).Header.Length;
        Gen.Select(Gen.Int[0, headerEnd - 1].Array[1, 3], Gen.Byte, Gen.Int[0, bytes.Length - 1], Gen.Byte).Sample(
            (inHeader, value, anywhere, other) =>
            {
                var damaged = bytes.ToArray();
                Array.ForEach(inHeader, i => damaged[i] = value);
                damaged[anywhere] = other;
                try
                {
                    TestFiles.Load(damaged).Validate();
                }
                catch (ModelFormatException e)
                {
                    Assert.NotEmpty(e.Message);
                }
            },
            iter: 3000);
    }

    // The small model with one value of one I32 tensor replaced, in the file.
    private static ModelFormatException Refused(string tensor, int index, int value)
    {
        var model = TestFiles.Small();
        var block = model.Blocks[0];
        static ImmutableArray<int> Set(ImmutableArray<int> values, int index, int value) => values.SetItem(index, value);
        var file = Accel.Models.Files.ModelWriter.Write(model with
        {
            Blocks = model.Blocks.SetItem(0, block with { Fc2 = block.Fc2 with { Shift = Set(block.Fc2.Shift, 1, 1) } }),
        });
        var changed = file with
        {
            Tensors =
            [
                .. file.Tensors.Select(t =>
                {
                    if (t.Name != tensor)
                    {
                        return t;
                    }

                    var data = t.Bytes.ToArray();
                    BitConverter.GetBytes(value).CopyTo(data, index * 4);
                    return t with { Bytes = data };
                }),
            ],
        };
        using var stream = new MemoryStream();
        changed.Write(stream);
        return Assert.Throws<ModelFormatException>(() => TestFiles.Load(stream.ToArray()));
    }
}
