using Accel.Hast;

namespace Accel.Verification;

/// <summary>The kernel's C#, run as the .NET code that it is.</summary>
public sealed class PlainRung : IRung
{
    /// <inheritdoc/>
    public string Name => "csharp";

    /// <inheritdoc/>
    public Unavailability? Unavailable => null;

    /// <inheritdoc/>
    public ValueTask<RungRun> RunAsync(IKernelVectors kernel, KernelCase vector, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(vector);
        var memory = PlainMemory.Of(vector.Memory);
        string? fault = null;
        try
        {
            kernel.RunPlain(memory, vector.Member);
        }
        catch (ArgumentOutOfRangeException e)
        {
            fault = $"the kernel left its memory: {e.Message}";
        }
        catch (IndexOutOfRangeException e)
        {
            fault = $"the kernel left an array: {e.Message}";
        }

        return new(new RungRun(PlainMemory.Cells(memory), null, [], fault));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
