// seed 500068
// found Crashed at rtl: NetlistException: memory-without-content: module Kernel: memory lanes is read but has neither initial values nor a write port
// run cells 128 clock 10 latency 1 port 128 family Series7
using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Accel.Hast;
using Hast.Common.Numerics;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Fuzz500068;
public class Kernel
{
    public virtual void Run(SimpleMemory memory)
    {
    }
}
