using System.Numerics;
using Accel.Rtl.Simulation.Compilation;

namespace Accel.Rtl.Simulation;

/// <content>
/// The clock edge, in two phases: everything is sampled before anything is stored. A register is looked at only when its input or enable
/// changed since the last time: otherwise it holds its input's value already, or keeps its own.
/// </content>
public sealed partial class Interpreter
{
    /// <summary>What is to be stored at the end of the edge: a register's index, or the complement of a synchronous read's.</summary>
    private readonly int[] _commitPlan;
    private readonly ulong[] _commitValue;
    private int _commits;
    private int _commitValues;

    /// <inheritdoc/>
    public void Step()
    {
        if (!_settled)
            Settle();
        if (!ResetAsserted)
            Check();
        (_commits, _commitValues) = (0, 0);
        SampleRegisters();
        if (ResetAsserted)
            SampleResets();
        SampleReads();
        WriteMemories();
        Commit();
        Cycle++;
    }

    private void SampleRegisters()
    {
        var registers = _program.Registers;
        for (int word = _program.ClusterWords; word < _dirty.Length; word++)
        {
            ulong bits = _dirty[word];
            if (bits == 0)
                continue;
            _dirty[word] = 0;
            for (; bits != 0; bits &= bits - 1)
            {
                int index = (word - _program.ClusterWords) * 64 + BitOperations.TrailingZeroCount(bits);
                ref readonly var register = ref registers[index];
                if (_slots[register.Enable] == 0)
                    continue;
                if (register.Words == 1)
                {
                    ulong next = _slots[register.Next];
                    if (next != _slots[register.Slot])
                    {
                        _commitPlan[_commits++] = index;
                        _commitValue[_commitValues++] = next;
                    }
                }
                else
                {
                    SampleWide(index, _slots.AsSpan(register.Next, register.Words), _slots.AsSpan(register.Slot, register.Words));
                }
            }
        }
    }

    private void SampleWide(int plan, ReadOnlySpan<ulong> next, ReadOnlySpan<ulong> now)
    {
        if (next.SequenceEqual(now))
            return;
        _commitPlan[_commits++] = plan;
        next.CopyTo(_commitValue.AsSpan(_commitValues));
        _commitValues += next.Length;
    }

    /// <summary>Rare, so simple: samples again without the registers that have a reset value, and adds those.</summary>
    private void SampleResets()
    {
        (_commits, _commitValues) = (0, 0);
        for (int i = 0; i < _program.Registers.Length; i++)
        {
            ref readonly var register = ref _program.Registers[i];
            var now = _slots.AsSpan(register.Slot, register.Words);
            if (register.Signal.ResetValue is { } value)
            {
                var reset = new ulong[register.Words];
                WideArithmetic.FromBigInteger(value, reset);
                SampleWide(i, reset, now);
                MarkRegister(i);
            }
            else if (_slots[register.Enable] != 0)
            {
                SampleWide(i, _slots.AsSpan(register.Next, register.Words), now);
            }
        }
    }

    private void SampleReads()
    {
        var reads = _program.SynchronousReads;
        for (int i = 0; i < reads.Length; i++)
        {
            ref readonly var read = ref reads[i];
            if (read.Enable >= 0 && _slots[read.Enable] == 0)
                continue;
            var memory = _memories[read.Memory];
            ulong address = _slots[read.Address];
            if (read.Enable >= 0 && !ResetAsserted && address >= (ulong)memory.Depth)
                ReportRange(memory, address, "read", read.Signal.Source);
            SampleWide(~i, memory.Data.AsSpan(memory.Start(address), memory.Words), _slots.AsSpan(read.Slot, memory.Words));
        }
    }

    private void WriteMemories()
    {
        foreach (ref readonly var write in _program.Writes.AsSpan())
        {
            if (_slots[write.Enable] == 0)
                continue;
            var memory = _memories[write.Memory];
            ulong address = _slots[write.Address];
            if (address >= (ulong)memory.Depth)
            {
                ReportRange(memory, address, "written", memory.Plan.Memory.Source);
                continue;
            }

            var word = memory.Data.AsSpan((int)address * memory.Words, memory.Words);
            var data = _slots.AsSpan(write.Data, memory.Words);
            if (!data.SequenceEqual(word))
            {
                data.CopyTo(word);
                WakeAndUnsettle(memory.Plan.Fan);
            }
        }
    }

    private void Commit()
    {
        int value = 0;
        for (int i = 0; i < _commits; i++)
        {
            int plan = _commitPlan[i];
            if (plan >= 0)
            {
                ref readonly var register = ref _program.Registers[plan];
                for (int word = 0; word < register.Words; word++)
                    _slots[register.Slot + word] = _commitValue[value++];
                WakeAndUnsettle(register.Fan);
            }
            else
            {
                ref readonly var read = ref _program.SynchronousReads[~plan];
                for (int word = 0; word < _memories[read.Memory].Words; word++)
                    _slots[read.Slot + word] = _commitValue[value++];
                WakeAndUnsettle(read.Fan);
            }
        }
    }

    private void WakeAndUnsettle(FanRange fan)
    {
        Wake(fan);
        _settled = false;
    }

    private void Check()
    {
        List<SimulationProblem>? broken = null;
        foreach (ref readonly var plan in _program.Assertions.AsSpan())
        {
            if (_slots[plan.Enable] != 0 && _slots[plan.Condition] == 0)
                (broken ??= []).Add(new SimulationProblem(SimulationProblemKind.AssertionFailed, Cycle, Module.Name, plan.Assertion.Message,
                    plan.Assertion.Source));
        }

        if (broken is not null)
            _log.Report(broken);

        foreach (ref readonly var plan in _program.RangeChecks.AsSpan())
        {
            if (_slots[plan.Enable] != 0 && _slots[plan.Address] >= (ulong)_memories[plan.Memory].Depth)
                ReportRange(_memories[plan.Memory], _slots[plan.Address], "read", plan.Signal.Source);
        }
    }

    private void ReportRange(SimulatedMemory memory, ulong address, string verb, SourceLocation? source) => _log.Report(new SimulationProblem(
        SimulationProblemKind.AddressOutOfRange,
        Cycle,
        Names[memory.Plan.Memory],
        $"is {verb} at address {address}, but has {memory.Depth} words",
        source ?? memory.Plan.Memory.Source));
}
