using System.Collections.Immutable;
using System.Numerics;

namespace Accel.Shell.Serial.Sequencer;

/// <summary>Assembles a program of <see cref="CommandSequencer"/>: instructions in order, with labels.</summary>
internal sealed class MicroProgram
{
    /// <summary>Bits of a number, and of an instruction's address.</summary>
    internal const int NumberBits = 9;
    internal const int FlowBits = 4, OperationBits = 5, SourceBits = 4;
    internal const int WordBits = NumberBits + FlowBits + OperationBits + SourceBits + 1;
    internal const int Depth = 1 << NumberBits;

    private readonly List<(MicroOperation Operation, MicroSource Source, MicroFlow Flow, int Number, string? Target)> _instructions = [];
    private readonly Dictionary<string, int> _labels = [];

    /// <summary>Instructions so far.</summary>
    internal int Length => _instructions.Count;

    /// <summary>Names the next instruction.</summary>
    internal MicroProgram Label(string label)
    {
        _labels.Add(label, _instructions.Count);
        return this;
    }

    /// <summary>An operation on a number: a place of the scratch memory, a constant's, a byte.</summary>
    internal MicroProgram Do(MicroOperation operation, int number = 0, MicroSource source = default)
        => Add(operation, source, MicroFlow.Next, number, null);

    /// <summary>A = a source; the number is read for the next instruction.</summary>
    internal MicroProgram Load(MicroSource source, int number = 0) => Do(MicroOperation.Load, number, source);

    /// <summary>A = a word of the scratch memory or a constant.</summary>
    internal MicroProgram Fetch(int number, MicroSource source = MicroSource.Scratch) => Do(MicroOperation.Read, number).Load(source);

    /// <summary>A number into the scratch memory, by way of A.</summary>
    internal MicroProgram Put(int place, int number) => Load(MicroSource.Number, number).Do(MicroOperation.Store, place);

    /// <summary>Compares A, or subtracts from it, a word of the scratch memory or a constant.</summary>
    internal MicroProgram With(MicroOperation operation, int number, MicroSource source = MicroSource.Scratch)
        => Do(MicroOperation.Read, number).Do(operation, 0, source);

    /// <summary>A jump, together with an operation that needs no number.</summary>
    internal MicroProgram Go(MicroFlow flow, string target, MicroOperation operation = MicroOperation.Read) => Add(operation, default, flow, 0, target);

    /// <summary>A jump.</summary>
    internal MicroProgram Jump(string target, MicroOperation operation = MicroOperation.Read) => Go(MicroFlow.Jump, target, operation);

    /// <summary>A call.</summary>
    internal MicroProgram Call(string target) => Go(MicroFlow.Call, target);

    /// <summary>The end of what was called.</summary>
    internal MicroProgram Return(MicroOperation operation = MicroOperation.Read) => Add(operation, default, MicroFlow.Return, 0, null);

    /// <summary>The words of the program's memory.</summary>
    /// <exception cref="InvalidOperationException">It is too long, or a label is missing.</exception>
    internal ImmutableArray<BigInteger> Assemble()
    {
        if (_instructions.Count > Depth)
            throw new InvalidOperationException($"{_instructions.Count} instructions: {Depth} have room");
        return [.. _instructions.Select(Word), .. Enumerable.Repeat(BigInteger.Zero, Depth - _instructions.Count)];
    }

    private BigInteger Word((MicroOperation Operation, MicroSource Source, MicroFlow Flow, int Number, string? Target) i)
    {
        int number = i.Target is null ? i.Number
            : _labels.TryGetValue(i.Target, out int target) ? target
            : throw new InvalidOperationException($"no instruction is called {i.Target}");

        if ((int)i.Source >> SourceBits != 0 || (int)i.Operation >> OperationBits != 0 || (int)i.Flow >> FlowBits != 0)
            throw new InvalidOperationException($"{i.Operation} of {i.Source} and {i.Flow} have no room in their fields");

        // The top bit says what could be decoded too, but every request of the kernel waits for it.
        int accesses = i.Operation is MicroOperation.WriteCell or MicroOperation.ReadCell ? 1 : 0;
        int word = accesses << SourceBits | (int)i.Source;
        word = word << OperationBits | (int)i.Operation;
        word = word << FlowBits | (int)i.Flow;
        return word << NumberBits | (number & (Depth - 1));
    }

    private MicroProgram Add(MicroOperation operation, MicroSource source, MicroFlow flow, int number, string? target)
    {
        if (number is < -Depth / 2 or >= Depth / 2)
            throw new ArgumentOutOfRangeException(nameof(number), number, $"{NumberBits} bits");
        _instructions.Add((operation, source, flow, number, target));
        return this;
    }
}
