using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>Writes to memory what a task has for it: so that whose turn it is at the memory decides nothing else in a cycle.</summary>
/// <param name="memory">The memory.</param>
/// <param name="beats">What is written.</param>
internal sealed class BeatWriter(SimpleMemory memory, Stream<StoredBeat> beats)
{
    private readonly SimpleMemory memory = memory;
    private readonly Stream<StoredBeat> beats = beats;

    private StoredBeat next;

    /// <summary>Works until nothing follows.</summary>
    public void Run()
    {
        next = beats.Read();
        while (!next.IsLast)
        {
            if (next.AreFour)
            {
                WriteFours();
            }
            else
            {
                memory.WriteUInt32(next.Cell, (uint)next.Word.Low);
                next = beats.Read();
            }
        }
    }

    // One request an iteration: what is shown to the memory is known by the iteration's place alone.
    [Pipeline("beat", InitiationInterval = 0)]
    private void WriteFours()
    {
        for (int beat = 0; next.AreFour; beat++)
        {
            int cell = (next.Cell >> 2) << 2;
            memory.WriteUInt32(cell, (uint)next.Word.Low);
            memory.WriteUInt32(cell + 1, (uint)(next.Word.Low >> 32));
            memory.WriteUInt32(cell + 2, (uint)next.Word.High);
            memory.WriteUInt32(cell + 3, (uint)(next.Word.High >> 32));
            next = beats.Read();
        }
    }
}
