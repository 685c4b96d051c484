using Accel.Hast;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>
/// Runs a whole spiking transformer from a program: only the weights of spikes are added, sums that timesteps share once. Memory:
/// <see cref="SpikingTransformerEngineLayout"/>.
/// </summary>
[AdditionOnly]
public class SpikingTransformerEngine
{
    /// <summary>Output channels of a tile: 64, 128 or 256.</summary>
    [Replaceable("Accel.Engine.Lanes")]
    [Allowed(64, 256, PowerOfTwo = true)]
    public const int Lanes = 64;

    /// <summary>Cores, 1 to 16: each has lanes, neurons, attention units and a copy of the spikes of its own.</summary>
    [Replaceable("Accel.Engine.Cores")]
    [Allowed(1, 16)]
    public const int Cores = 1;

    /// <summary>Words (128 bits of four timesteps) of each of the two spike buffers; a power of two.</summary>
    [Replaceable("Accel.Engine.SpikeWords")]
    [Allowed(1, 1 << 20, PowerOfTwo = true)]
    public const int SpikeWords = 512;

    /// <summary>Rows of 16 numbers of the membrane shortcut U.</summary>
    [Replaceable("Accel.Engine.ShortcutRows")]
    [Allowed(4, 1 << 18, PowerOfTwo = true)]
    public const int ShortcutRows = 2048;

    /// <summary>Rows of a bank of weights (there are 4, and two halves each); the last one is 0. A power of two.</summary>
    [Replaceable("Accel.Engine.BankRows")]
    [Allowed(16, 1 << 14, PowerOfTwo = true)]
    public const int BankRows = 256;

    /// <summary>Bits of a sum of weights, sign included.</summary>
    [Replaceable("Accel.Engine.AccumulatorBits")]
    [Allowed(2, 32)]
    public const int AccumulatorBits = 18;

    /// <summary>Bits of the membrane shortcut U and of every current, sign included.</summary>
    [Replaceable("Accel.Engine.ShortcutBits")]
    [Allowed(2, 32)]
    public const int ShortcutBits = 22;

    /// <summary>Bits of a membrane and of a threshold, sign included.</summary>
    [Replaceable("Accel.Engine.MembraneBits")]
    [Allowed(2, 31)]
    public const int MembraneBits = 23;

    /// <summary>Bits of K, at most 8.</summary>
    [Replaceable("Accel.Engine.KeyBits")]
    [Allowed(1, 8)]
    public const int KeyBits = 4;

    /// <summary>Attention units of a core, 1 to 16, 16 numbers wide each.</summary>
    [Replaceable("Accel.Engine.AttentionUnits")]
    [Allowed(1, 16)]
    public const int AttentionUnits = 1;

    /// <summary>Rows of 16 numbers of K^T V of each attention unit: T * heads of the unit * groups of a head squared * 16. A power of
    /// two.</summary>
    [Replaceable("Accel.Engine.ProductRows")]
    [Allowed(16, 1 << 20, PowerOfTwo = true)]
    public const int ProductRows = 512;

    /// <summary>Rows of 16 keys (and of 16 queries) of each attention unit: N * T * heads of the unit * groups of a head. A power of
    /// two.</summary>
    [Replaceable("Accel.Engine.KeyRows")]
    [Allowed(1, 1 << 20, PowerOfTwo = true)]
    public const int KeyRows = 1024;

    /// <summary>Bits of an element of K^T V, sign included.</summary>
    [Replaceable("Accel.Engine.ProductBits")]
    [Allowed(2, 32)]
    public const int ProductBits = 14;

    /// <summary>Bits of a left shift, at most 5: 4 for shifts up to 15.</summary>
    [Replaceable("Accel.Engine.LeftShiftBits")]
    [Allowed(1, 5)]
    public const int LeftShiftBits = 5;

    /// <summary>Rows of 32 spikes of the OR pool: 2 * output columns * T * pieces of a tile. A power of two.</summary>
    [Replaceable("Accel.Engine.PoolRows")]
    [Allowed(1, 1 << 20, PowerOfTwo = true)]
    public const int PoolRows = 512;

    /// <summary>Largest height and width, and number of tokens, N.</summary>
    [Replaceable("Accel.Engine.MaxSize")]
    [Allowed(1, 65535)]
    public const int MaxSize = 1024;

    /// <summary>Largest number of timesteps T.</summary>
    [Replaceable("Accel.Engine.MaxTimesteps")]
    [Allowed(1, 256)]
    public const int MaxTimesteps = 16;

    /// <summary>Largest number of classes.</summary>
    [Replaceable("Accel.Engine.MaxClasses")]
    [Allowed(1, 65535)]
    public const int MaxClasses = 1000;

    /// <summary>1: counts cycles, waits and additions of each step (<see cref="EngineCountLayout"/>); 0: counts nothing.</summary>
    [Replaceable("Accel.Engine.Counts")]
    [Allowed(0, 1)]
    public const int Counts = 0;

    [Persistent]
    private readonly CoreMemories memories = new();

    /// <summary>Runs the program; ends with a status in any case.</summary>
    public virtual void Run(SimpleMemory memory)
    {
        var met = SpikeExchange.Streams();
        var stored = new Stream<SpikePiece>[Cores];
        for (int core = 0; core < Cores; core++)
        {
            stored[core] = Cores == 1 ? met[0] : new Stream<SpikePiece>(2);
        }

        // First those that bring two together, then the cores.
        var tasks = new Task[(2 * Cores) - 1];
        for (int merge = 0; merge < Cores - 1; merge++)
        {
            var left = met[(2 * merge) + 1];
            var right = met[(2 * merge) + 2];
            var to = met[merge];
            tasks[merge] = Task.Run(() => SpikeExchange.Merge(left, right, to));
        }

        for (int core = 0; core < Cores; core++)
        {
            int own = core;
            var made = met[Cores - 1 + core];
            tasks[Cores - 1 + core] = Task.Run(() => new EngineCore(memory, own, made, stored[own]).Run(memories.Of(own)));
        }

        int sends = Cores;
        if (sends > 1)
        {
            SpikeExchange.Send(met[0], stored);
        }

        Task.WaitAll(tasks);
    }
}
