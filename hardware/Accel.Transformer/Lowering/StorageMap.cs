using System.Collections.Immutable;
using System.Numerics;
using Accel.Rtl;
using Accel.Transformer.Ir;
using Accel.Transformer.Lowering.Streams;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Lowering;

/// <summary>Registers of variables, memories of arrays and FIFOs of streams, with everything that writes them.</summary>
internal sealed class StorageMap(Wires wires)
{
    private readonly Dictionary<Variable, VariableStorage> _variables = [];
    private readonly Dictionary<RegisterSignal, Selector> _followers = [];
    private readonly Dictionary<ArrayVariable, ArrayStorage> _arrays = [];

    private sealed record VariableStorage(RegisterSignal Register)
    {
        public List<(Signal When, Signal Value, object? By)> Writes { get; } = [];

        public Dictionary<object, RegisterSignal> Followers { get; } = [];
    }

    /// <summary>FIFOs.</summary>
    public StreamMap Streams { get; } = new(wires);

    /// <summary>A variable's register.</summary>
    public RegisterSignal Of(Variable variable) => Entry(variable).Register;

    /// <summary>Loads a variable's register.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="when">When.</param>
    /// <param name="value">With what.</param>
    /// <param name="by">The pipelined loop that does it, or null.</param>
    public void Write(Variable variable, Signal when, Signal value, object? by = null) => Entry(variable).Writes.Add((when, value, by));

    /// <summary>
    /// A second register for a variable, which takes all that the first one takes except from <paramref name="loop"/>: before the loop it
    /// equals the variable, in the loop it runs ahead.
    /// </summary>
    public RegisterSignal Follow(Variable variable, object loop, string name)
    {
        var entry = Entry(variable);
        if (!entry.Followers.TryGetValue(loop, out var register))
        {
            entry.Followers[loop] = register = wires.Module.Register(entry.Register.WidthBits, null, name, variable.Source);
            _followers.Add(register, new Selector(wires));
        }

        return register;
    }

    /// <summary>Loads a register made by <see cref="Follow"/> in its loop.</summary>
    public void WriteFollower(RegisterSignal follower, Signal when, Signal value) => _followers[follower].Add(when, value);

    /// <summary>An array's memory.</summary>
    public Memory Of(ArrayVariable array) => Entry(array).Memory;

    /// <summary>Stores to an array; at most one of its stores at a port is wanted in a cycle.</summary>
    public void Store(StoreEffect store, Signal when, Signal address, Signal data)
    {
        // The array whose block RAM this is stores the same.
        if (store.Array.SecondPortOf is null)
        {
            Entry(store.Array).Store(store.Port, when, address, data);
        }
    }

    /// <summary>The synchronous read port of an array that a load uses; the address is given by <see cref="ReadAt"/>.</summary>
    public MemoryReadSignal SynchronousPort(Node load) => Entry(load.Array!).ReadPort(PortOf(load.Array!, load.Port));

    /// <summary>Gives a synchronous read port an address.</summary>
    public void ReadAt(LoadEffect load, Signal when, Signal address)
        => Entry(load.Array).ReadAt(PortOf(load.Array, load.Port), when, address);

    private static int PortOf(ArrayVariable array, int port) => array.SecondPortOf is null ? port : 1;

    /// <summary>Connects everything.</summary>
    public void Finish()
    {
        Streams.Finish();
        foreach (var entry in _variables.Values)
        {
            var writes = new Selector(wires);
            foreach (var (when, value, by) in entry.Writes)
            {
                writes.Add(when, value);
                foreach (var (loop, follower) in entry.Followers)
                {
                    if (loop != by)
                    {
                        _followers[follower].Add(when, value);
                    }
                }
            }

            Drive(entry.Register, writes);
            foreach (var follower in entry.Followers.Values)
            {
                Drive(follower, _followers[follower]);
            }
        }

        foreach (var storage in _arrays.Values)
        {
            storage.Finish();
        }
    }

    private void Drive(RegisterSignal register, Selector writes)
    {
        var (enable, value) = writes.IsEmpty ? (wires.Zero, wires.Constant(0, register.WidthBits)) : writes.Build();
        wires.Module.Drive(register, value, enable);
    }

    private VariableStorage Entry(Variable variable)
    {
        if (!_variables.TryGetValue(variable, out var entry))
        {
            entry = new VariableStorage(wires.Module.Register(Graph.RangeOf(variable).WidthBits, null, variable.Name, variable.Source));
            _variables.Add(variable, entry);
        }

        return entry;
    }

    private ArrayStorage Entry(ArrayVariable reader)
    {
        var array = reader.SecondPortOf ?? reader;
        if (!_arrays.TryGetValue(array, out var storage))
        {
            int width = Graph.RangeOf(array).WidthBits;
            ImmutableArray<BigInteger> initial = (array.Constants ?? array.Initial) is { } constants
                ? [.. constants.Select(c => (BigInteger)Graph.ToMathematical(c, array.ElementType))]
                : array.IsPersistent ? [.. Enumerable.Repeat(BigInteger.Zero, array.Length)] : [];
            var style = array.Constants is null ? ArrayShape.StyleOf(array) : array.Kind == Hast.MemoryKind.Automatic ? MemoryStyle.Automatic : ArrayShape.StyleOf(array);
            storage = new ArrayStorage(array, wires.Module.Memory(array.Name, array.Length, width, style, initial, array.Source), wires);
            _arrays.Add(array, storage);
        }

        return storage;
    }
}
