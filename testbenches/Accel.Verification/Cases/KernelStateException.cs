namespace Accel.Verification;

/// <summary>A kernel keeps what runs leave in it, where vectors are run one behind the other.</summary>
public sealed class KernelStateException : AccelException
{
    private KernelStateException(string kernel)
        : base($"{kernel} keeps what runs leave in it ([Persistent]); coverage and mutation are of runs one behind the other",
            "accel verify")
    {
    }

    /// <summary>Refuses such a kernel.</summary>
    /// <exception cref="KernelStateException">It is one.</exception>
    public static void ThrowIfKept(IKernelVectors kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        if (kernel.KeepsState)
        {
            throw new KernelStateException(kernel.Kernel);
        }
    }
}
