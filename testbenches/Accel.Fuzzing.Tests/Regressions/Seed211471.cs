// seed 211471
// found Different at rtl: latency 1, stalls 0: run 1, cell 4: C# 824ed06a, here e2c5718c
// run cells 128 clock 10 latency 1
using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Accel.Hast;
using Hast.Common.Numerics;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Fuzz211471c1;
public class Kernel
{
    private ulong N36(SimpleMemory m37)
    {
        long v38 = 1;
        v38 = long.MaxValue;
        return m37.ReadBoolean(1) ? (ulong)v38 : (ulong)(sbyte)v38;
    }

    public virtual void Run(SimpleMemory memory)
    {
        uint v41 = (uint)N36(memory);
        int v42 = (int)v41;
        memory.WriteInt32(v42 * v42, 0);
    }
}
