// seed 211921
// found Different at rtl: latency 1, stalls 0: run 0, cell 105: C# 08000000, here 00000000
// run cells 128 clock 10 latency 1
using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Accel.Hast;
using Hast.Common.Numerics;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Fuzz211921c1;
public class Kernel
{
    [Persistent]
    private uint _p7;
    public virtual void Run(SimpleMemory memory)
    {
        ulong v9 = 0x8000000000000000;
        char[] t10 = new char[1];
        v9 *= v9 - t10[_p7] + 1;
        memory.WriteInt32(1, (int)(v9 >> 32));
    }
}
