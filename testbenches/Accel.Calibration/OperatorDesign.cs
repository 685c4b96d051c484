using System.Numerics;
using Accel.Rtl;

namespace Accel.Calibration;

/// <summary>What surrounds a measured operator.</summary>
/// <param name="ReadsTwice">A second register takes the result: then neither of them becomes a part of a multiplier block.</param>
/// <param name="IsPlaced">
/// One pin for all bits of the result, because pins are few and pull the registers apart; else a pin a bit. And an inverter after a
/// memory keeps the result register from becoming the memory's own, which would make it a block RAM.
/// </param>
internal sealed record DesignFrame(bool ReadsTwice, bool IsPlaced);

/// <summary>
/// Builds the design of a <see cref="Point"/>: a shift register (one pin, so that no pin is on a path) feeds the operator, and a register
/// takes its result. The slowest path between registers is then the operator's.
/// </summary>
internal sealed class OperatorDesign
{
    /// <summary>The entity's name.</summary>
    public const string Name = "measured";

    private readonly Module _module = new(Name) { Summary = "One operator between registers." };
    private readonly RegisterSignal _feed;
    private int _taken;

    private OperatorDesign(int feedBits)
    {
        var serial = _module.Input("serial", 1);
        _feed = _module.Register(feedBits, null, "feed");
        _module.Drive(_feed, _module.Concatenate([_module.Slice(_feed, 0, feedBits - 1), serial]));
    }

    /// <summary>The design of a point.</summary>
    /// <param name="point">Operator and size.</param>
    /// <param name="frame">What surrounds the operator.</param>
    public static Module Build(Point point, DesignFrame frame)
    {
        int n = point.Size;
        int index = Math.Max(1, BitOperations.Log2((uint)Math.Max(1, n - 1)) + 1);
        return point.Operator switch
        {
            MeasuredOperator.Register => new OperatorDesign(n + 1).Finish(frame, d => d.Take(n)),
            MeasuredOperator.Logic => new OperatorDesign(17).Finish(frame, d => d._module.Multiplex(d.Take(1), d.Take(8), d.Take(8))),
            MeasuredOperator.Add => Two(Operator.Add),
            MeasuredOperator.Compare => Two(Operator.LessThanUnsigned),
            MeasuredOperator.Equal => Two(Operator.Equal),
            MeasuredOperator.Multiply => Two(Operator.Multiply),
            MeasuredOperator.Reduce => new OperatorDesign(n).Finish(frame, d => d._module.Reduce(Operator.ReduceOr, d.Take(n))),
            MeasuredOperator.Shift => new OperatorDesign(n + index).Finish(frame, d => d._module.Shift(Operator.ShiftRightLogical, d.Take(n), d.Take(index))),
            MeasuredOperator.Choose => new OperatorDesign((8 * n) + index).Finish(frame, d => d.Choose(n, index)),
            MeasuredOperator.DistributedRead => new OperatorDesign((2 * index) + 9).Finish(frame, d => d.ReadAtOnce(n, index, frame)),
            MeasuredOperator.BlockRead => new OperatorDesign((2 * index) + 17).Finish(frame, d => d.Read(n, index, 16, MemoryStyle.Block)),
            _ => throw new ArgumentOutOfRangeException(nameof(point)),
        };

        Module Two(Operator op) => new OperatorDesign(2 * n).Finish(frame, d => d._module.Binary(op, d.Take(n), d.Take(n)));
    }

    private Signal Take(int bits)
    {
        var part = _module.Slice(_feed, _taken, bits);
        _taken += bits;
        return part;
    }

    private Signal Choose(int words, int indexBits)
    {
        var level = Enumerable.Range(0, words).Select(_ => Take(8)).ToList();
        for (int bit = 0; bit < indexBits; bit++)
        {
            var choice = Take(1);
            level = [.. level.Chunk(2).Select(pair => pair.Length == 2 ? _module.Multiplex(choice, pair[1], pair[0]) : pair[0])];
        }

        return level[0];
    }

    private Signal ReadAtOnce(int words, int indexBits, DesignFrame frame)
    {
        var data = Read(words, indexBits, 8, MemoryStyle.Distributed);
        return frame.IsPlaced ? _module.Not(data) : data;
    }

    private MemoryReadSignal Read(int words, int indexBits, int widthBits, MemoryStyle style)
    {
        var memory = _module.Memory("words", words, widthBits, style);
        _module.Write(memory, Take(1), Take(indexBits), Take(widthBits));
        return style == MemoryStyle.Block ? _module.ReadSynchronous(memory, Take(indexBits)) : _module.Read(memory, Take(indexBits));
    }

    private Module Finish(DesignFrame frame, Func<OperatorDesign, Signal> build)
    {
        var value = build(this);
        var result = _module.Register(value.WidthBits, null, "result");
        _module.Drive(result, value);
        Show("result", result);
        if (frame.ReadsTwice)
        {
            var later = _module.Register(value.WidthBits, null, "later");
            _module.Drive(later, value, _module.Slice(_feed, 0, 1));
            Show("later", later);
        }

        return _module;

        void Show(string name, Signal register)
            => _module.Output(name + "_out", frame.IsPlaced ? _module.Reduce(Operator.ReduceXor, register) : register);
    }
}
