using System.Numerics;

namespace Accel.Rtl.Text;

/// <summary>Writes a module as bytes that <see cref="NetlistReader"/> makes the same module of, with ids, names, places, orders.</summary>
public static class NetlistWriter
{
    /// <summary>Writes it, and the modules that it has instances of.</summary>
    public static void Write(BinaryWriter writer, Module module)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(module);
        var modules = new List<Module>();
        Collect(module, modules);
        writer.Write(modules.Count);
        modules.ForEach(m => new Part(writer, m, modules).Write());
    }

    // What is instantiated stands before what has instances of it.
    private static void Collect(Module module, List<Module> modules)
    {
        if (!modules.Contains(module))
        {
            foreach (var instance in module.Instances)
            {
                Collect(instance.Module, modules);
            }

            modules.Add(module);
        }
    }

    private sealed class Part(BinaryWriter writer, Module module, List<Module> modules)
    {
        private readonly Dictionary<Memory, int> _memories = module.Memories.Select(static (m, i) => (m, i)).ToDictionary();
        private readonly Dictionary<Instance, int> _instances = module.Instances.Select(static (m, i) => (m, i)).ToDictionary();
        private readonly Dictionary<string, int> _files = new(StringComparer.Ordinal);

        public void Write()
        {
            writer.Write(module.Name);
            Optional(module.Summary);
            Many(module.Memories, Write);
            Many(module.Instances, instance =>
            {
                writer.Write(instance.Name);
                writer.Write(modules.IndexOf(instance.Module));
                Many(instance.Inputs, input =>
                {
                    writer.Write(input.Key);
                    Id(input.Value);
                });
                Id(instance.Reset);
            });
            Many(module.Signals, Write);
            foreach (var signal in module.Signals)
            {
                Connections(signal);
            }

            foreach (var memory in module.Memories)
            {
                Many(memory.WritePorts, port => Ids(port.Enable, port.Address, port.Data));
            }

            Many(module.Assertions, assertion =>
            {
                Ids(assertion.Enable, assertion.Condition);
                writer.Write(assertion.Message);
                Place(assertion.Source);
            });
            Many(module.Outputs, output =>
            {
                writer.Write(output.Key);
                Id(output.Value);
            });
        }

        private void Write(Memory memory)
        {
            writer.Write(memory.Name);
            writer.Write(memory.Depth);
            writer.Write(memory.WidthBits);
            writer.Write((byte)memory.Style);
            Many(memory.Initial, Number);
            Place(memory.Source);
        }

        private void Write(Signal signal)
        {
            writer.Write((byte)KindOf(signal));
            writer.Write(signal.WidthBits);
            Optional(signal.NameHint);
            Place(signal.Source);
            switch (signal)
            {
                case InputSignal input:
                    writer.Write(input.Name);
                    break;
                case ConstantSignal constant:
                    Number(constant.Value);
                    break;
                case OperatorSignal op:
                    writer.Write((byte)op.Operator);
                    writer.Write(op.Offset);
                    Many(op.Operands, Id);
                    break;
                case RegisterSignal register:
                    writer.Write(register.ResetValue is not null);
                    Number(register.ResetValue ?? 0);
                    writer.Write(register.IsCopy);
                    break;
                case MemoryReadSignal read:
                    writer.Write(_memories[read.Memory]);
                    writer.Write(read.IsSynchronous);
                    break;
                case InstanceOutputSignal output:
                    writer.Write(_instances[output.Instance]);
                    writer.Write(output.Port);
                    break;
            }
        }

        private void Connections(Signal signal)
        {
            switch (signal)
            {
                case RegisterSignal register:
                    Ids(register.Next, register.Enable);
                    break;
                case MemoryReadSignal read:
                    Ids(read.Address, read.Enable);
                    break;
                case WireSignal wire:
                    Id(wire.Driver);
                    break;
            }
        }

        private static NetlistPart KindOf(Signal signal) => signal switch
        {
            InputSignal => NetlistPart.Input,
            ConstantSignal => NetlistPart.Constant,
            OperatorSignal => NetlistPart.Operator,
            RegisterSignal => NetlistPart.Register,
            MemoryReadSignal => NetlistPart.MemoryRead,
            InstanceOutputSignal => NetlistPart.InstanceOutput,
            WireSignal => NetlistPart.Wire,
            _ => throw new NotSupportedException(signal.GetType().Name),
        };

        private void Many<T>(IReadOnlyCollection<T> items, Action<T> write)
        {
            writer.Write(items.Count);
            foreach (var item in items)
            {
                write(item);
            }
        }

        private void Ids(params ReadOnlySpan<Signal?> signals)
        {
            foreach (var signal in signals)
            {
                Id(signal);
            }
        }

        private void Id(Signal? signal) => writer.Write(signal?.Id ?? -1);

        private void Number(BigInteger value)
        {
            byte[] bytes = value.ToByteArray();
            writer.Write(bytes.Length);
            writer.Write(bytes);
        }

        private void Optional(string? text)
        {
            writer.Write(text is not null);
            if (text is not null)
            {
                writer.Write(text);
            }
        }

        // Files by numbers, each named where it comes first.
        private void Place(SourceLocation? place)
        {
            if (place is null)
            {
                writer.Write(-1);
                return;
            }

            bool isNew = _files.TryAdd(place.File, _files.Count);
            writer.Write(_files[place.File]);
            if (isNew)
            {
                writer.Write(place.File);
            }

            writer.Write(place.Line);
        }
    }
}

/// <summary>What a signal is, as <see cref="NetlistWriter"/> writes it.</summary>
internal enum NetlistPart : byte
{
    Input,
    Constant,
    Operator,
    Register,
    MemoryRead,
    InstanceOutput,
    Wire,
}
