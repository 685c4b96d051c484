using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>
/// The membrane shortcut: U = U + (x &lt;&lt; shift), then S = LIF(U), over T timesteps. Memory: <see cref="MembraneShortcutLayout"/>.
/// </summary>
[AdditionOnly]
public class MembraneShortcut
{
    /// <summary>Reads x and U, writes U and S.</summary>
    public virtual void Run(SimpleMemory memory)
    {
        int channels = memory.ReadInt32(MembraneShortcutLayout.ChannelsCell);
        int timesteps = memory.ReadInt32(MembraneShortcutLayout.TimestepsCell);
        int leak = memory.ReadInt32(MembraneShortcutLayout.LeakCell);
        bool soft = memory.ReadInt32(MembraneShortcutLayout.SoftResetCell) != 0;
        bool above = memory.ReadInt32(MembraneShortcutLayout.AboveThresholdCell) != 0;
        int thresholdCell = memory.ReadInt32(MembraneShortcutLayout.ThresholdPointerCell);
        int shiftCell = memory.ReadInt32(MembraneShortcutLayout.ShiftPointerCell);
        int firstCurrent = memory.ReadInt32(MembraneShortcutLayout.CurrentPointerCell);
        int firstShortcut = memory.ReadInt32(MembraneShortcutLayout.ShortcutPointerCell);
        int firstSpike = memory.ReadInt32(MembraneShortcutLayout.SpikePointerCell);

        for (int channel = 0; channel < channels; channel++)
        {
            int theta = memory.ReadInt32(thresholdCell + channel);
            int shift = memory.ReadInt32(shiftCell + channel);
            int current = firstCurrent + channel;
            int shortcut = firstShortcut + channel;
            int spike = firstSpike + channel;
            int membrane = 0;
            for (int t = 0; t < timesteps; t++)
            {
                int x = memory.ReadInt32(current);
                int sum = memory.ReadInt32(shortcut) + (x << shift);
                int u = membrane + sum;
                int over = u - theta;
                bool fires = Neuron.FiresPositive(over, above);
                membrane = Neuron.Next(u, over, 0, fires, false, soft, leak);
                memory.WriteInt32(shortcut, sum);
                memory.WriteInt32(spike, fires ? 1 : 0);
                current += channels;
                shortcut += channels;
                spike += channels;
            }
        }
    }
}
