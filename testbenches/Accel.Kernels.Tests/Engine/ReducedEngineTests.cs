using Accel.Verification;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>The engine whose gates are simulated, from which `accel verify --engine-small` takes its vectors.</summary>
public sealed class ReducedEngineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The other vectors too have room in it, or they would not be there.
    [Fact]
    public async Task Its_C_sharp_with_its_constants_computes_what_the_golden_model_does()
    {
        var vectors = ReducedEngine.Vectors;
        Assert.Equal(new EngineVectors().Recorded.Select(static v => v.Name), vectors.Recorded.Select(static v => v.Name));
        using var plain = new PlainRung();
        var vector = vectors.Recorded.Single(static v => v.Name.Contains("more outputs than lanes", StringComparison.Ordinal));
        Assert.Null(DifferenceFinder.Find(plain.Name, vectors.Kernel, vector, await plain.RunAsync(vectors, vector, Token)));
    }
}
