using Accel.Host.EventEngine;
using Layout = Accel.Kernels.EngineStepLayout;
using Header = Accel.Kernels.SpikingTransformerEngineLayout;

namespace Accel.Kernels.Tests;

/// <summary>
/// Runs a program as its documents say, step by step and number by number, without a thought for time: what a program means, written apart
/// from the kernel. Numbers that need more bits than the engine has are errors.
/// </summary>
internal sealed class ReferenceEngine(uint[] memory, EventEngineLimits limits)
{
    private readonly ReferenceSpikes _spikes = new(limits.SpikeWords);
    private readonly long[][] _shortcuts = [.. Enumerable.Range(0, limits.Cores).Select(_ => new long[limits.ShortcutRows * 16])];
    private ReferenceAttention[] _attention = [];
    private ReferenceNeurons _neurons = null!;

    /// <summary>Runs the program and writes its result.</summary>
    /// <returns>The status.</returns>
    public int Run()
    {
        int status = CheckHeader();
        int result = status is Header.StatusNoProgram or Header.StatusUnknownVersion or Header.StatusDamaged
            ? Header.ResultCell
            : Cell(Header.ResultPointerCell);
        int index = 0;
        if (status == Header.StatusDone)
        {
            _attention = [.. _shortcuts.Select(_ => new ReferenceAttention(
                Cell(Header.TokensCell), Cell(Header.TimestepsCell), Cell(Header.HeadGroupsCell), limits))];
            _neurons = new(memory[Header.NeuronCell], Cell(Header.KeyMaximumCell), limits);
            for (; index < Cell(Header.StepCountCell) && status == Header.StatusDone; index++)
            {
                int first = Cell(Header.StepPointerCell) + (index * Layout.Cells);
                status = Step(memory[first..(first + Layout.Cells)]);
            }
        }

        memory[result + Header.StatusOffset] = (uint)status;
        memory[result + Header.StepOffset] = (uint)(status == Header.StatusDone ? index : index - 1);
        return status;
    }

    /// <summary>An error where a number has no room.</summary>
    public static void RequireBits(long number, int bits, string quantity)
    {
        if (number < -(1L << (bits - 1)) || number >= 1L << (bits - 1))
        {
            throw new InvalidOperationException($"the {quantity} is {number}, which has no room in {bits} bits");
        }
    }

    private int Cell(int cell) => (int)memory[cell];

    private int CheckHeader()
    {
        if (Cell(Header.MagicCell) != Header.Magic)
        {
            return Header.StatusNoProgram;
        }

        if (Cell(Header.VersionCell) != Header.Version)
        {
            return Header.StatusUnknownVersion;
        }

        uint[] header = memory[..Header.HeaderCells];
        (header[Header.InputPointerCell], header[Header.ResultPointerCell]) = (0, 0);
        return !AddsUp(header) ? Header.StatusDamaged
            : memory[Header.LimitsCell] != ProgramChecks.Fingerprint(limits) ? Header.StatusHeaderOverLimit
            : Header.StatusDone;
    }

    private static bool AddsUp(uint[] cells)
    {
        uint sum = 0, sums = 0;
        Array.ForEach(cells, cell => sums += sum += cell);
        return (sum, sums) == (0, 0);
    }

    private int Step(uint[] cells)
    {
        if (!AddsUp(cells))
        {
            return Header.StatusDamaged;
        }

        var step = new ReferenceStep(cells);
        if (step.Kind is < Layout.Input or > Layout.DumpSpikes || step.Core >= limits.Cores)
        {
            return Header.StatusUnknownStep;
        }

        if (!ReferenceChecks.IsInside(step, limits))
        {
            return Header.StatusStepOverLimit;
        }

        bool inTurn = (!step.Has(Layout.OpensSourceBit) || _spikes.OpenSource())
            && (!step.Has(Layout.OpensDestinationBit) || _spikes.OpenDestination())
            && (step.Kind is not (Layout.Sums or Layout.DumpSpikes) || _spikes.HasSource)
            && (step.Target != Layout.ToBuffer || _spikes.HasDestination)
            && (step.Kind != Layout.Input || (!_spikes.HasDestination && _spikes.OpenDestination()));
        if (!inTurn)
        {
            return Header.StatusOutOfTurn;
        }

        Do(step);
        if (step.Has(Layout.ClosesSourceBit))
        {
            _spikes.CloseSource();
        }

        if (step.Has(Layout.ClosesDestinationBit) || step.Kind == Layout.Input)
        {
            _spikes.CloseDestination();
        }

        return Header.StatusDone;
    }

    private void Do(ReferenceStep step)
    {
        switch (step.Kind)
        {
            case Layout.Input:
                Input(step);
                break;
            case Layout.DumpSpikes:
                for (int i = 0; i < step.At(Layout.CountOffset) * 16; i++)
                {
                    memory[step.At(Layout.OutputPointerOffset) + i] = _spikes.Read((i / 16 * 4) + (i % 4), i / 4 % 4);
                }

                break;
            case Layout.DumpShortcut:
                for (int i = 0; i < step.At(Layout.CountOffset) * 16; i++)
                {
                    memory[step.At(Layout.OutputPointerOffset) + i] =
                        (uint)_shortcuts[step.Core][(step.At(Layout.ShortcutRowOffset) * 16) + i];
                }

                break;
            case Layout.Logits:
                Logits(step);
                break;
            default:
                new ReferenceVisits(memory, limits, step, _spikes, _shortcuts[step.Core], _attention[step.Core], _neurons).Run();
                break;
        }
    }

    private void Input(ReferenceStep step)
    {
        int next = Cell(Header.InputPointerCell) + step.At(Layout.OutputPointerOffset);
        int columns = step.Has(Layout.AllColumnsBit) ? 4 : 1;
        for (int word = 0; word < step.At(Layout.CountOffset); word++)
        {
            for (int i = 0; i < columns * 4; i++)
            {
                _spikes.Write((word * 4) + (i % 4), i / 4, memory[next++], uint.MaxValue);
            }
        }
    }

    private void Logits(ReferenceStep step)
    {
        int result = Cell(Header.ResultPointerCell), best = 0;
        int output = result + step.At(Layout.OutputPointerOffset);
        for (int c = 0; c < step.At(Layout.CountOffset); c++)
        {
            int logit = Cell(step.At(Layout.ParameterPointerOffset) + c);
            for (int range = 0; range < step.At(Layout.RangesOffset); range++)
            {
                int row = step.At(Layout.ShortcutRowOffset) + (range * step.At(Layout.RangeRowsOffset)) + (c / 16);
                logit += (int)_shortcuts[step.Core][(row * 16) + (c % 16)];
            }

            memory[output + c] = (uint)logit;
            best = logit > (int)memory[output + best] ? c : best;
        }

        memory[result + Header.ClassOffset] = (uint)best;
    }
}
