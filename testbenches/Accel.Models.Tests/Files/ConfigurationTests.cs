using Accel.Models.Files;

namespace Accel.Models.Tests.Files;

public sealed class ConfigurationTests
{
    private const string Good =
        """{"format":1,"name":"n","timesteps":4,"input":"image","image":{"channels":1,"height":8,"width":4},"stem":{"type":"linear","patch":2},"dim":6,"heads":2,"depth":1,"mlp_ratio":4,"classes":3,"leak_shift":0,"reset":"hard","compare":">=","weight_bits":8,"k_bits":4,"labels":["a","b","c"],"training":{"epochs":2,"note":"x"}}""";

    [Fact]
    public void Every_field_arrives()
    {
        var c = ConfigurationReader.Read(Good, "f");
        Assert.Equal(("n", 4, InputKind.Image, new ImageShape(1, 8, 4), new LinearStem(2)), (c.Name, c.Timesteps, c.Input, c.Image, c.Stem));
        Assert.Equal((6, 2, 1, 4, 3, 0), (c.Dim, c.Heads, c.Depth, c.MlpRatio, c.Classes, c.LeakShift));
        Assert.Equal((ResetKind.Hard, FiringRule.AtThreshold, 8, 4), (c.Reset, c.Firing, c.WeightBits, c.KBits));
        Assert.Equal(["a", "b", "c"], c.Labels);
        Assert.Equal("""{"epochs":2,"note":"x"}""", c.Training);
        Assert.Equal((4, 2), c.TokenGrid);
    }

    [Fact]
    public void What_is_written_is_what_was_read()
    {
        const string convolution =
            """{"format":1,"name":"ü \"q\"","timesteps":2,"input":"spikes","image":{"channels":2,"height":9,"width":9},"stem":{"type":"conv","stages":[{"channels":4,"pool":true},{"channels":6,"pool":false}]},"dim":6,"heads":1,"depth":3,"mlp_ratio":1,"classes":2,"leak_shift":2,"reset":"soft","compare":">","weight_bits":4,"k_bits":1}""";
        Assert.Equal(Good, ConfigurationWriter.Write(ConfigurationReader.Read(Good, "f")));
        Assert.Equal(convolution, ConfigurationWriter.Write(ConfigurationReader.Read(convolution, "f")));
        Assert.Equal((5, 5), ConfigurationReader.Read(convolution, "f").TokenGrid);
    }

    [Theory]
    [InlineData("\"format\":1", "\"format\":2", "format", "reads 1")]
    [InlineData("\"timesteps\":4,", "", "timesteps", "missing")]
    [InlineData("\"timesteps\":4", "\"timesteps\":0", "timesteps", "it is 0")]
    [InlineData("\"timesteps\":4", "\"timesteps\":1025", "timesteps", "it is 1025")]
    [InlineData("\"timesteps\":4", "\"timesteps\":4.5", "timesteps", "it is 4.5")]
    [InlineData("\"timesteps\":4", "\"timesteps\":\"4\"", "timesteps", "it is \"4\"")]
    [InlineData("\"timesteps\":4", "\"timesteps\":99999999999", "timesteps", "it is 99999999999")]
    [InlineData("\"timesteps\":4", "\"timesteps\":4,\"timestep\":4", "timestep", "unknown")]
    [InlineData("\"timesteps\":4", "\"timesteps\":4,\"timesteps\":4", null, "duplicate")]
    [InlineData("\"input\":\"image\"", "\"input\":\"sound\"", "input", "it is \"sound\"")]
    [InlineData("\"height\":8", "\"height\":7", "stem.patch", "do not divide the image of 7 x 4")]
    [InlineData("\"height\":8", "\"heigth\":8", "image.height", "missing")]
    [InlineData("\"height\":8", "\"height\":8,\"depth\":1", "image.depth", "unknown")]
    [InlineData("\"patch\":2", "\"patch\":5", "stem.patch", "it is 5")]
    [InlineData("\"type\":\"linear\",\"patch\":2", "\"type\":\"conv\",\"patch\":2", "stem.stages", "missing")]
    [InlineData("\"type\":\"linear\",\"patch\":2", "\"type\":\"conv\",\"stages\":[]", "stem.stages", "the number of stages is 0")]
    [InlineData("\"type\":\"linear\",\"patch\":2", "\"type\":\"conv\",\"stages\":[{\"channels\":5,\"pool\":true}]", "stem.stages[0].channels", "dim is 6")]
    [InlineData("\"type\":\"linear\",\"patch\":2", "\"type\":\"conv\",\"stages\":[{\"channels\":6,\"pool\":1}]", "stem.stages[0].pool", "it is 1")]
    [InlineData("\"dim\":6", "\"dim\":7", "heads", "2 heads do not divide dim = 7")]
    [InlineData("\"heads\":2", "\"heads\":0", "heads", "it is 0")]
    [InlineData("\"leak_shift\":0", "\"leak_shift\":3", "leak_shift", "it is 3")]
    [InlineData("\"reset\":\"hard\"", "\"reset\":\"none\"", "reset", "it is \"none\"")]
    [InlineData("\"compare\":\">=\"", "\"compare\":\"<\"", "compare", "it is \"<\"")]
    [InlineData("\"weight_bits\":8", "\"weight_bits\":6", "weight_bits", "it is 6")]
    [InlineData("\"k_bits\":4", "\"k_bits\":9", "k_bits", "it is 9")]
    [InlineData("[\"a\",\"b\",\"c\"]", "[\"a\",\"b\"]", "labels", "2 labels for 3 classes")]
    [InlineData("[\"a\",\"b\",\"c\"]", "[\"a\",\"b\",3]", "labels", "it is [\"a\",\"b\",3]")]
    [InlineData("[\"a\",\"b\",\"c\"]", "[\"a\",\"b\",\"\"]", "labels[2]", "empty")]
    [InlineData("{\"epochs\":2,\"note\":\"x\"}", "2", "training", "it is 2")]
    [InlineData("\"name\":\"n\"", "\"name\":\"\\ud800\"", null, "not valid text")]
    [InlineData("{\"format\":1", "[\"format\",1", null, "not valid JSON")]
    public void A_wrong_field_is_named(string part, string replacement, string? field, string expected)
    {
        Assert.Contains(part, Good, StringComparison.Ordinal);
        var e = Assert.Throws<ModelFormatException>(() => ConfigurationReader.Read(Good.Replace(part, replacement, StringComparison.Ordinal), "f"));
        Assert.Equal(field is null ? "accel.config" : $"accel.config.{field}", e.Item);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.NotNull(e.Remedy);
    }
}
