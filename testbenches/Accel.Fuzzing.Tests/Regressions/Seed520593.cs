// seed 520593
// found Different at front end: run 0, cell 106: C# 00000008, here 00000005
// run cells 128 clock 10 latency 1 port 32 family Series7
using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Accel.Hast;
using Hast.Common.Numerics;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Fuzz520593;
public class Kernel
{
    [Persistent]
    private char _p19;
    public virtual void Run(SimpleMemory memory)
    {
        C1 o34 = new C1(0, 0, 0);
        {
            o34[(int)o34.F3] = (uint)((o34.M7()));
        }

        C1 o38 = new C1(0, (o34.Data5[_p19]), 0);
    }
}

public sealed class C1
{
    public long F3;
    public readonly uint[] Data5 = new uint[1];
    public C1(short aF2, long aF3, int aF4)
    {
    }

    public uint this[int i6]
    {
        get
        {
            return 0;
        }

        set
        {
            Data5[i6] = value;
        }
    }

    public short M7()
    {
        F3--;
        return 0;
    }
}
