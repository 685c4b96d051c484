using Accel.Generation;
using Accel.Golden.Generation;
using Accel.Host;
using Accel.Host.Simulation;
using Accel.Models;

namespace Accel.Boards.Designs;

/// <summary>How long an engine takes for an input of a model, counted in the simulation.</summary>
public static class EngineCycles
{
    /// <summary>Runs a random input.</summary>
    /// <exception cref="ModelDoesNotFitException">The engine has no room for the model.</exception>
    public static async Task<long> CountAsync(GeneratedKernel engine, SpikingTransformerModel model, CancellationToken cancellationToken)
    {
        await using var device = await AccelDevice.OpenAsync(
            new SimulatedLink(SimulatedDesign.Of(engine)), null, cancellationToken).ConfigureAwait(false);
        await using var session = await device.LoadAsync(model, null, cancellationToken).ConfigureAwait(false);
        return (await session.InferAsync(RandomInput.Create(model.Configuration, seed: 1), cancellationToken).ConfigureAwait(false)).Cycles;
    }
}
