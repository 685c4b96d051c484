// seed 259
// found Different at front end: run 0: v35[0] = 32 breaks its promise 51..54
// run cells 128 clock 10 latency 1
using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Fuzz259;
public class Kernel
{
    [Range("v35", 100, 103)]
    public virtual void Run(SimpleMemory memory)
    {
        ushort v35 = (ushort)((memory.Read4Bytes(0)[0] & 3) + 100);
        memory.WriteInt32(1, v35);
    }
}
