// seed 113817
// found Different at front end: run 0, cell 101: C# 0000000b, here 00000058
// run cells 128 clock 10 latency 1 port 32 family Series7
using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Accel.Hast;
using Hast.Common.Numerics;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Fuzz113817c6;
public class Kernel
{
    internal static C60 Make76()
    {
        C60 o78 = new C60
        {
        };
        return o78;
    }

    public virtual void Run(SimpleMemory memory)
    {
        S13 s97 = new S13();
        C60 o98 = new C60
        {
        };
        int i99 = 0;
        while (i99++ < 2)
        {
            (o98.A59, (s97, o98)) = (new sbyte[] { 1, 1 }, (s97, Kernel.Make76()));
        }

        ushort[] t103 =
        {
            0,
            1,
            0,
            (ushort)o98.A59[0]
        };
        for (int i111 = 0; i111 < 4; i111++)
        {
            memory.WriteInt32(0, t103[i111]);
        }
    }
}

public struct S13
{
}

public sealed class C60
{
    public sbyte[] A59 = new sbyte[1];
}
