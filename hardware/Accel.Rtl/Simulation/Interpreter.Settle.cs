using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Accel.Rtl.Simulation.Compilation;

namespace Accel.Rtl.Simulation;

/// <content>The loop that evaluates dirty clusters. All indexes come from <see cref="ProgramBuilder"/>, so bounds are not checked
/// again.</content>
public sealed partial class Interpreter
{
    /// <inheritdoc/>
    public void Settle()
    {
        if (_settled)
            return;
        ref ulong slots = ref MemoryMarshal.GetArrayDataReference(_slots);
        ref ulong dirty = ref MemoryMarshal.GetArrayDataReference(_dirty);
        ref var clusters = ref MemoryMarshal.GetArrayDataReference(_program.Clusters);
        ref var fanOuts = ref MemoryMarshal.GetArrayDataReference(_program.FanOuts);
        int words = _program.ClusterWords;
        for (int word = 0; word < words; word++)
        {
            ulong bits;
            while ((bits = Unsafe.Add(ref dirty, word)) != 0)
            {
                // A cluster only wakes later ones, so taking the lowest bit each time visits each cluster once.
                ref var cluster = ref Unsafe.Add(ref clusters, word * 64 + BitOperations.TrailingZeroCount(bits));
                Unsafe.Add(ref dirty, word) = bits & (bits - 1);
                if (cluster.RootWords == 1)
                {
                    ulong before = Unsafe.Add(ref slots, cluster.Root);
                    Run(ref slots, cluster.OpStart, cluster.OpEnd);
                    if (Unsafe.Add(ref slots, cluster.Root) == before)
                        continue;
                }
                else if (!RunWide(ref slots, in cluster))
                {
                    continue;
                }

                for (int i = cluster.FanStart; i < cluster.FanEnd; i++)
                {
                    ref var fan = ref Unsafe.Add(ref fanOuts, i);
                    Unsafe.Add(ref dirty, fan.Word) |= fan.Bits;
                }
            }
        }

        _settled = true;
    }

    private bool RunWide(ref ulong slots, in Cluster cluster)
    {
        var root = _slots.AsSpan(cluster.Root, cluster.RootWords);
        root.CopyTo(_scratch);
        Run(ref slots, cluster.OpStart, cluster.OpEnd);
        return !root.SequenceEqual(_scratch.AsSpan(0, cluster.RootWords));
    }

    private void Run(ref ulong slots, int start, int end)
    {
        ref var operations = ref MemoryMarshal.GetArrayDataReference(_program.Operations);
        for (int i = start; i < end; i++)
        {
            ref var op = ref Unsafe.Add(ref operations, i);
            ulong a = Unsafe.Add(ref slots, op.A);
            ulong b = Unsafe.Add(ref slots, op.B);
            ulong d;
            switch (op.Code)
            {
                case Opcode.Copy:
                    d = a;
                    break;
                case Opcode.Not:
                    d = ~a & op.Mask;
                    break;
                case Opcode.Negate:
                    d = (0 - a) & op.Mask;
                    break;
                case Opcode.And:
                    d = a & b;
                    break;
                case Opcode.Or:
                    d = a | b;
                    break;
                case Opcode.Xor:
                    d = a ^ b;
                    break;
                case Opcode.Add:
                    d = (a + b) & op.Mask;
                    break;
                case Opcode.Subtract:
                    d = (a - b) & op.Mask;
                    break;
                case Opcode.Multiply:
                    d = (a * b) & op.Mask;
                    break;
                case Opcode.Equal:
                    d = a == b ? 1UL : 0;
                    break;
                case Opcode.NotEqual:
                    d = a != b ? 1UL : 0;
                    break;
                case Opcode.LessThan:
                    d = a < b ? 1UL : 0;
                    break;
                case Opcode.LessOrEqual:
                    d = a <= b ? 1UL : 0;
                    break;
                case Opcode.LessThanSigned:
                    d = (long)(a << op.I) < (long)(b << op.I) ? 1UL : 0;
                    break;
                case Opcode.LessOrEqualSigned:
                    d = (long)(a << op.I) <= (long)(b << op.I) ? 1UL : 0;
                    break;
                case Opcode.ShiftLeft:
                    d = b < 64 ? a << (int)b & op.Mask : 0;
                    break;
                case Opcode.ShiftRight:
                    d = b < 64 ? a >> (int)b : 0;
                    break;
                case Opcode.ShiftRightArithmetic:
                    d = (ulong)((long)(a << op.I) >> op.I >> (int)Math.Min(b, 63)) & op.Mask;
                    break;
                case Opcode.Multiplex:
                    d = a != 0 ? b : Unsafe.Add(ref slots, op.C);
                    break;
                case Opcode.MultiplexEqual:
                    d = a == op.Mask ? b : Unsafe.Add(ref slots, op.C);
                    break;
                case Opcode.Slice:
                    d = a >> op.I & op.Mask;
                    break;
                case Opcode.SliceTwo:
                    d = (a >> op.I | b << (64 - op.I)) & op.Mask;
                    break;
                case Opcode.Concatenate:
                    d = a << op.I | b;
                    break;
                case Opcode.Insert:
                    d = Unsafe.Add(ref slots, op.D) | (a >> op.I & op.Mask) << op.J;
                    break;
                case Opcode.SignExtend:
                    d = (ulong)((long)(a << op.I) >> op.I) & op.Mask;
                    break;
                case Opcode.ReduceOr:
                    d = a != 0 ? 1UL : 0;
                    break;
                case Opcode.ReduceAnd:
                    d = a == op.Mask ? 1UL : 0;
                    break;
                case Opcode.ReduceXor:
                    d = (ulong)(BitOperations.PopCount(a) & 1);
                    break;
                case Opcode.ReadMemory:
                    var memory = _memories[op.B];
                    if (memory.Words == 1)
                    {
                        d = memory.Data[memory.Start(a)];
                        break;
                    }

                    memory.Data.AsSpan(memory.Start(a), memory.Words).CopyTo(_slots.AsSpan(op.D));
                    continue;
                default:
                    _program.WideOperations[op.A].Evaluate(_slots);
                    continue;
            }

            Unsafe.Add(ref slots, op.D) = d;
        }
    }
}
