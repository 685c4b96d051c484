using Accel.Generation;
using Accel.Inputs;
using Accel.Kernels;
using Accel.Models;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>One picture through a trained model in the engine, every tensor of which is expected.</summary>
/// <param name="modelPath">The model file.</param>
/// <param name="picturePath">The picture.</param>
/// <param name="timesteps">Fewer timesteps than the model's make a shorter run of the same layers; null for the model's own.</param>
public sealed class DigitVectors(string modelPath, string picturePath, int? timesteps = null) : IKernelVectors
{
    private IReadOnlyList<KernelCase>? _recorded;

    /// <inheritdoc/>
    public string Kernel => KernelGenerator.Engine;

    /// <inheritdoc/>
    public IReadOnlyList<KernelCase> Recorded => _recorded ??= [Digit()];

    /// <inheritdoc/>
    public KernelCase Random(int seed) => throw new NotSupportedException("a picture has no seed");

    /// <inheritdoc/>
    public void RunPlain(SimpleMemory memory, int member) => new SpikingTransformerEngine().Run(memory);

    private KernelCase Digit()
    {
        var model = SpikingTransformerModel.Load(modelPath);
        if (timesteps is { } t)
        {
            model = model with { Configuration = model.Configuration with { Timesteps = t } };
        }

        var input = InputReader.Read(picturePath, model.Configuration)[0].Input;
        string name = $"{Path.GetFileNameWithoutExtension(picturePath)}, {model.Configuration.Name}, T = {model.Configuration.Timesteps}";
        return EngineCase.Of(name, 0, model, input);
    }
}
