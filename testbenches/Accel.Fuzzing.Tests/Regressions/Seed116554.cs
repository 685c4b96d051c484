// seed 116554
// found Different at front end: run 0, cell 66: C# 00000054, here 000000a3
// run cells 128 clock 10 latency 1 port 32 family Series7
using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Accel.Hast;
using Hast.Common.Numerics;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Fuzz116554c0;
public class Kernel
{
    public virtual void Run(SimpleMemory memory)
    {
        C1 o90 = new C1(0);
        C28 o91 = new C28(0);
        for (int i93 = 1; i93 >= 0; i93--)
        {
            (o91.R26, o91) = (o90, new C28((byte)o90.Data5[o90.P3 & 1]));
        }

        int v103 = o91.R26.M9();
        memory.WriteInt32(1, v103);
    }
}

public sealed class C1
{
    private byte _P3;
    public byte P3
    {
        get
        {
            _P3 = (byte)(_P3 + 1);
            return _P3;
        }

        set
        {
        }
    }

    public readonly ushort[] Data5 = new ushort[2];
    public C1()
    {
    }

    public C1(uint aF4)
    {
    }

    public int M9()
    {
        return P3;
    }
}

public sealed class C28
{
    public C1 R26 = new C1();
    public C28(byte aF31)
    {
    }
}
