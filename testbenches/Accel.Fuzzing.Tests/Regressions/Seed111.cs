// seed 111
// found Crashed at schedule: InvalidOperationException: Or %12 of cycle 0 is wanted in cycle -1
// run cells 128 clock 10 latency 1
using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Fuzz111;
public class Kernel
{
    private static readonly ulong[] Table25 =
    {
        0x8000000000000000,
        0,
        0,
        0,
        0,
        0
    };
    [Persistent]
    private int _p30;
    [Pipeline("i36", InitiationInterval = 0)]
    public virtual void Run(SimpleMemory memory)
    {
        short v32 = (short)_p30;
        if (memory.ReadBoolean(0))
        {
            for (int i36 = 0; i36 < 1; i36++)
            {
                memory.WriteInt32(i36, (v32) switch
                {
                    1 or > 1 => v32,
                    var p37 when true => (short)Table25[i36]
                });
            }
        }
        else
        {
            _p30 = 3;
        }
    }
}
