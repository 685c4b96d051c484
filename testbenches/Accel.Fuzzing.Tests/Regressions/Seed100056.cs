// seed 100056
// found Different at rtl: latency 1, stalls 0: run 0, cell 1: C# 9b0a0000, here 9b0a0008
// run cells 128 clock 10 latency 1
using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Accel.Hast;
using Hast.Common.Numerics;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Fuzz100056c12;
public class Kernel
{
    private static readonly long[] Table9 =
    {
        1,
        1,
        1,
        1,
        1,
        1,
        0,
        1,
        0,
        1,
        0,
        1,
        1,
        1,
        1,
        0
    };
    [Pipeline("i31", InitiationInterval = 0)]
    public virtual void Run(SimpleMemory memory)
    {
        C1 o29 = new C1(1, (char)0);
        for (int i31 = 0; i31 < 2; i31++)
        {
            memory.Write4Bytes(i31, new byte[] { (byte)Table9[o29.F3 & 6], 0, 0, 0 });
            if (memory.ReadBoolean(i31))
            {
                o29.F3 -= (char)1;
            }
        }
    }
}

public sealed class C1
{
    public char F3;
    public C1(ulong aP2, char aF3)
    {
    }
}
