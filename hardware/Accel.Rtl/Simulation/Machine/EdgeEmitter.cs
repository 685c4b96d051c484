using Accel.Rtl.Simulation.Activity;
using Accel.Rtl.Simulation.Words;
using Iced.Intel;

namespace Accel.Rtl.Simulation.Machine;

/// <summary>
/// Writes the code of a group of actions on a clock edge. A state that takes a new value sets the dirty bits of those who read it.
/// </summary>
internal sealed class EdgeEmitter(ActivityPlan plan, StateLayout layout, MachineAssembler assembler, WakeEmitter wakes)
{
    private const Register Index = Register.RAX, Value = Register.RDX;

    public void Emit(IReadOnlyList<EdgeAction> group)
    {
        var end = assembler.Low.CreateLabel();
        if (group[0].Enable is { } enable)
        {
            if (enable.IsConstant)
                return;
            assembler.DoInState(Alu.Cmp, layout.Slot(enable), Operand.Number(0), false);
            assembler.Low.je(end);
        }

        for (int i = 0; i < group.Count; i++)
        {
            var same = i == group.Count - 1 ? end : assembler.Low.CreateLabel();
            switch (group[i])
            {
                case RegisterAction register:
                    assembler.Move(Value, Of(register.Next), true);
                    Change(register.State, same);
                    break;
                case MemoryReadAction read:
                    EmitRead(read);
                    Change(read.State, same);
                    break;
                case MemoryWriteAction write:
                    EmitWrite(write, same);
                    break;
            }

            assembler.Low.Label(ref same);
        }
    }

    private Operand Of(Word word) => word.IsConstant ? Operand.Number((long)word.Value) : Operand.At(layout.Slot(word));

    private void Change(Word state, Label same)
    {
        int slot = layout.Slot(state);
        assembler.DoInState(Alu.Cmp, slot, Operand.Of(Value), true);
        assembler.Low.je(same);
        assembler.Store(slot, Operand.Of(Value));
        wakes.Emit(plan.WakesOf(state), WakeEmitter.NoWord);
    }

    private void EmitRead(MemoryReadAction read)
    {
        var memory = plan.Module.Memories[read.Memory];
        assembler.Move(Index, Of(read.Address), true);
        int scale = MemoryIndex.Prepare(assembler, Index, memory);
        assembler.Load(Value, Index, scale, layout.Memory(read.Memory) + 8 * read.State.I, true);
    }

    private void EmitWrite(MemoryWriteAction write, Label end)
    {
        var memory = plan.Module.Memories[write.Memory];
        for (int i = 0; i < write.Ports.Count; i++)
        {
            var port = write.Ports[i];
            var next = i == write.Ports.Count - 1 ? end : assembler.Low.CreateLabel();
            if (port.Enable is { } enable)
            {
                assembler.DoInState(Alu.Cmp, layout.Slot(enable), Operand.Number(0), false);
                assembler.Low.je(next);
            }

            EmitWrite(write, memory, port, next);
            if (i < write.Ports.Count - 1)
                assembler.Low.Label(ref next);
        }
    }

    private void EmitWrite(MemoryWriteAction write, Memory memory, MemoryWriteAction.Port port, Label same)
    {
        assembler.Move(Index, Of(port.Address), true);
        if (ActivityPlan.CanLeave(memory))
        {
            assembler.Do(Alu.Cmp, Index, Operand.Number(memory.Depth), true);
            assembler.Low.jae(same);
        }

        int scale = MemoryIndex.Scale(assembler, Index, memory);
        int offset = layout.Memory(write.Memory) + 8 * write.Part;
        assembler.Move(Value, Of(port.Data), true);
        assembler.CompareWith(Index, scale, offset, Value);
        assembler.Low.je(same);
        assembler.StoreAt(Index, scale, offset, Value);
        wakes.Emit(plan.WakesOf(write.Memory), WakeEmitter.NoWord);
    }
}
