// seed 614754
// found Different at rtl: latency 1, stalls 0: run 0, cell 2: C# fffffcc7, here fffffcc0
// run cells 128 clock 10 latency 1 port 32 family Series7
using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Accel.Hast;
using Hast.Common.Numerics;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Fuzz614754c8;
public class Kernel
{
    private static readonly ushort[] Table7 =
    {
        1
    };
    [Persistent]
    private byte _p19;
    public virtual void Run(SimpleMemory memory)
    {
        byte v20 = (byte)(1 != _p19 ? 0 : 1);
        var tasks24 = new Task<char>[1];
        int i25 = 0;
        tasks24[i25] = Task.Factory.StartNew(o27 =>
        {
            return (char)v20;
        }, i25);
        char v30 = tasks24[0].Result;
        long[] t31 = new long[2];
        for (int i33 = 1; i33 < 2; i33++)
        {
            memory.WriteUInt32(0, (uint)(Table7[t31[i33] & 0] - v20) % 17 - v30);
        }
    }
}
