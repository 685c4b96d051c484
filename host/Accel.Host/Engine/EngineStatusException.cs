using Accel.Kernels;
using Accel.Models;

namespace Accel.Host.Engine;

/// <summary>The engine ended without a result: it refused its program.</summary>
/// <param name="status">What it wrote to its status cell.</param>
public sealed class EngineStatusException(int status)
    : AccelException(
        $"the engine ended with status {status}: {Meaning(status)}",
        "Load the model again; if that does not help, generate the engine with the version of this library that compiles the programs.")
{
    /// <summary>The engine's status.</summary>
    public int Status { get; } = status;

    private static string Meaning(int status) => status switch
    {
        SpikingTransformerEngineLayout.StatusNoProgram => "there is no program in its memory",
        SpikingTransformerEngineLayout.StatusUnknownVersion => "the program has a version that it does not know",
        SpikingTransformerEngineLayout.StatusSizeOverLimit => "a size of the network is over its limits",
        SpikingTransformerEngineLayout.StatusUnknownLayer => "a layer of the program is of a kind that it does not know",
        SpikingTransformerEngineLayout.StatusLayerOverLimit => "a size of a layer is over its limits",
        _ => "it wrote no status that it has",
    };
}
