using System.Text.Json;
using Accel.Golden;
using Accel.Inputs;

namespace Accel.Models.Tests.Golden;

/// <summary>The model of the repository: the integers of the training project's own evaluator, and the accuracy on MNIST.</summary>
public sealed class CommittedModelTests
{
    private static readonly string ModelPath = Path.Combine(Repository.Root, "host", "models", "digits.safetensors");
    private static readonly string Samples = Path.Combine(Repository.Root, "host", "samples");
    private static readonly string Expected = Path.Combine(Repository.Root, "host", "training", "expected", "digits-expected.json");
    private static readonly string Mnist = Path.Combine(Repository.Root, "..", "shared", "data", "mnist");

    [Fact]
    public void Every_tensor_equals_that_of_the_training_projects_integer_network()
    {
        Assert.SkipUnless(File.Exists(ModelPath) && File.Exists(Expected), $"{ModelPath} or {Expected} is absent");
        var model = SpikingTransformerModel.Load(ModelPath);
        using var document = JsonDocument.Parse(File.ReadAllText(Expected));
        var compared = 0;
        foreach (var image in document.RootElement.GetProperty("images").EnumerateArray())
        {
            var name = image.GetProperty("image").GetString()!;
            var result = GoldenModel.Run(model, PictureReader.Read(Path.Combine(Samples, name), model.Configuration));
            Assert.Equal(image.GetProperty("class").GetInt32(), result.Class);
            Assert.Equal(image.GetProperty("logits").EnumerateArray().Select(v => v.GetInt64()), result.Logits);
            foreach (var tensor in image.GetProperty("tensors").EnumerateObject())
            {
                var actual = result.Tensor(tensor.Name);
                Assert.Equal(tensor.Value.GetProperty("shape").EnumerateArray().Select(v => v.GetInt32()), actual.Shape);
                Assert.True(tensor.Value.GetProperty("sum").GetInt64() == actual.Values.Sum(static v => (long)v), $"{name}: the sum of {tensor.Name} differs");
                Assert.True(
                    tensor.Value.GetProperty("weighted_sum").GetInt64() == actual.Values.Select(static (v, i) => (i + 1L) * v).Sum(),
                    $"{name}: the weighted sum of {tensor.Name} differs");
                compared++;
            }
        }

        Assert.True(compared > 0, "the file expects nothing");
    }

    [Fact]
    public void The_committed_model_is_in_the_form_that_is_written_here()
    {
        Assert.SkipUnless(File.Exists(ModelPath), $"{ModelPath} is absent");
        Assert.Equal(File.ReadAllBytes(ModelPath), TestFiles.Bytes(SpikingTransformerModel.Load(ModelPath)));
    }

    [Fact]
    public void At_least_96_of_100_test_digits_are_classified_rightly()
    {
        var images = Path.Combine(Mnist, "test-images-idx3-ubyte.gz");
        Assert.SkipUnless(File.Exists(ModelPath), $"{ModelPath} is absent");
        Assert.SkipUnless(File.Exists(images), "MNIST is not beside the checkout (../shared/data/mnist)");
        var model = SpikingTransformerModel.Load(ModelPath);
        var golden = new GoldenModel(model);
        var items = InputReader.Read(images, model.Configuration);
        Assert.Equal(1000, items.Count);
        var right = items.AsParallel().Count(item => golden.Run(item.Input).Class == item.Label);
        Assert.True(right >= 960, $"{right} of {items.Count} are right");
    }
}
