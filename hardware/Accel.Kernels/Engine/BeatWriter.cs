using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>Writes to memory what a task has for it: so that whose turn it is at the memory decides nothing else in a cycle.</summary>
internal static class BeatWriter
{
    /// <summary>Works until nothing follows.</summary>
    [Pipeline("beat", InitiationInterval = 0)]
    public static void Run(SimpleMemory memory, Stream<StoredBeat> beats)
    {
        for (int beat = 0; ; beat++)
        {
            var next = beats.Read();
            if (next.IsLast)
            {
                break;
            }

            int first = (next.Cell >> 2) << 2;
            if (next.AreFour)
            {
                memory.WriteUInt32(first, (uint)next.Word.Low);
                memory.WriteUInt32(first + 1, (uint)(next.Word.Low >> 32));
                memory.WriteUInt32(first + 2, (uint)next.Word.High);
                memory.WriteUInt32(first + 3, (uint)(next.Word.High >> 32));
            }
            else
            {
                memory.WriteUInt32(next.Cell, (uint)next.Word.Low);
            }
        }
    }
}
