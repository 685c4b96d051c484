using System.Text;
using System.Text.RegularExpressions;
using Accel.Golden;

namespace Accel.Models.Tests.Files;

/// <summary>
/// The worked example of docs/model-format.md is a file that loads, is what the writer writes, and computes what the page says.
/// </summary>
public sealed partial class DocumentedExampleTests
{
    private static readonly string Page = Path.Combine(Repository.Root, "host", "Accel.Models", "docs", "model-format.md");

    [Fact]
    public void The_documented_bytes_are_a_model_that_computes_the_documented_numbers()
    {
        var content = Example();
        var model = TestFiles.Load(content);
        Assert.Equal(content, TestFiles.Bytes(model));

        var result = GoldenModel.Run(model, new ImageInput(model.Configuration.Image, new byte[] { 0, 60 }));
        Assert.Equal([-10, 130, -10, 130], result.Tensor("patch_embed.u").Values);
        Assert.Equal([0, 1, 0, 1], result.Tensor("block.0.attn.q").Values);
        Assert.Equal([1, 3, 1, 3], result.Tensor("block.0.attn.k").Values);
        Assert.Equal([0, 1, 0, 1], result.Tensor("block.0.attn.v").Values);
        Assert.Equal([0, 3, 0, 3], result.Tensor("block.0.attn.o").Values);
        Assert.Equal([0, 1, 0, 1], result.Tensor("block.0.attn.a").Values);
        Assert.Equal([-6, 162, -6, 162], result.Tensor("block.0.attn.u").Values);
        Assert.Equal([-6, 161, -6, 161], result.Tensor("block.0.mlp.u").Values);
        Assert.Equal([2L, 1L], result.Logits);
        Assert.Equal(0, result.Class);

        // By layer: 4 bits of a pixel; Q, K, V; two products of attention; projection, two of the MLP: one spike in each of 2 timesteps;
        // then 2 classes each.
        Assert.Equal([4, 2, 2, 2, 4, 2, 2, 2, 4], result.Layers.Select(l => l.Gated));
    }

    [Fact]
    public void Every_field_of_the_example_is_explained()
    {
        var page = File.ReadAllText(Page);
        var explanation = page[..page.IndexOf("## A whole file", StringComparison.Ordinal)];
        foreach (Match field in FieldName().Matches(Block(page, "header")))
        {
            Assert.Matches($"[`\"]{field.Groups[1].Value}[`\"]", explanation);
        }
    }

    private static byte[] Example()
    {
        var page = File.ReadAllText(Page);
        var length = Convert.FromHexString(Block(page, "length").Replace(" ", "", StringComparison.Ordinal).Trim());
        var header = Block(page, "header").Replace("\n", "", StringComparison.Ordinal);
        var data = Block(page, "data").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(line => HexBytes().Match(line).Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(hex => Convert.ToByte(hex, 16));
        return [.. length, .. Encoding.UTF8.GetBytes(header.PadRight(BitConverter.ToInt32(length))), .. data];
    }

    private static string Block(string page, string name)
    {
        var start = page.IndexOf($"```{name}\n", StringComparison.Ordinal) + name.Length + 4;
        return page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
    }

    [GeneratedRegex("^[0-9a-f]+: ((?:[0-9a-f]{2} )+)")]
    private static partial Regex HexBytes();

    [GeneratedRegex("""\\"([a-z_]+)\\":""")]
    private static partial Regex FieldName();
}
