// seed 95
// found Crashed at rtl: NetlistException: memory-without-content: memory kept_next is read but has neither initial values nor a write port
// run cells 128 clock 10 latency 1
using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Fuzz95;
public class Kernel
{
    [MaxRecursionDepth(3)]
    internal static uint Q14(int n15, uint a16)
    {
        if (n15 <= 0)
        {
            return 9;
        }

        uint v17 = Q14(n15 - 1, a16);
        return v17 + 1;
    }

    public virtual void Run(SimpleMemory memory)
    {
        memory.WriteUInt32(0, Q14(0, 10));
    }
}
