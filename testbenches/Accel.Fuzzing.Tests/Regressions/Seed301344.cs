// seed 301344
// found Different at rtl: latency 1, stalls 0: the kernel did not end within 3000000 cycles
// run cells 128 clock 10 latency 1
using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Accel.Hast;
using Hast.Common.Numerics;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Fuzz301344;
public class Kernel
{
    [Pipeline("i32", InitiationInterval = 0)]
    internal static sbyte H31()
    {
        for (int i32 = 1; true; i32--)
        {
            return 0;
        }
    }

    public virtual void Run(SimpleMemory memory)
    {
        uint[] t43 = new uint[1];
        sbyte v47 = (sbyte)t43[Kernel.H31()];
    }
}
