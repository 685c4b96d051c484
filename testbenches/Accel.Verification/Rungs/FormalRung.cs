using Accel.Rtl.Estimation;
using Accel.ToolRunners;

namespace Accel.Verification;

/// <summary>
/// The proof that a kernel's 7-series netlist equals its RTL for all inputs and states, see <see cref="EquivalenceProof"/>.
/// </summary>
/// <param name="designs">The netlists, shared with other rungs.</param>
public sealed class FormalRung(SynthesisedDesigns designs) : IRung
{
    private readonly EquivalenceProof _proof = new();

    /// <inheritdoc/>
    public string Name => "formal";

    /// <inheritdoc/>
    public bool IsProof => true;

    /// <inheritdoc/>
    public Unavailability? Unavailable => Unavailability.Of(designs.Missing);

    /// <summary>
    /// A kernel with memories of its own has too many states for the proof: the neurons and the small datapaths have registers alone. That
    /// a multiplier block computes a product is more than Yosys can prove.
    /// </summary>
    public Unavailability? Declines(string kernel)
    {
        var module = designs.Module(kernel).Flatten();
        return module.Memories.Count > 0
            ? new Unavailability("it has memories: the proof is for kernels whose state is in registers")
            : Estimator.Estimate(module).Multipliers > 0
            ? new Unavailability("it has multipliers: the proof does not end with products, which the other rungs compare")
            : null;
    }

    /// <inheritdoc/>
    public async ValueTask<RungRun> RunAsync(IKernelVectors kernel, KernelCase vector, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        return RungRun.OfVerdict(await Task.Run(() => Prove(kernel.Kernel, cancellationToken), cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private string? Prove(string kernel, CancellationToken cancellationToken)
    {
        var design = designs.Of(kernel, cancellationToken);
        try
        {
            return _proof.Refute(design.Directory, design.Module.Name, design.Report.NetlistFile, cancellationToken: cancellationToken);
        }
        catch (ToolFailedException e) when (e.Result.TimedOut)
        {
            return "the proof did not end in time";
        }
    }
}
