namespace Accel.Verification;

/// <summary>Vectors of a kernel of tasks that streams join, with one that is long enough to tell its throughput.</summary>
public interface IDataflowVectors : IKernelVectors
{
    /// <summary>As many elements as the kernel has room for.</summary>
    KernelCase Long { get; }

    /// <summary>Elements of <see cref="Long"/>: iterations of the loop that decides on the throughput.</summary>
    int LongElements { get; }
}
