using System.Collections.Immutable;
using System.Numerics;

namespace Accel.Rtl.Text;

/// <summary>Reads what <see cref="NetlistWriter"/> has written.</summary>
public static class NetlistReader
{
    /// <summary>The module.</summary>
    /// <exception cref="InvalidDataException">The bytes are no netlist.</exception>
    /// <exception cref="EndOfStreamException">There are too few of them.</exception>
    public static Module Read(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        try
        {
            int count = reader.ReadInt32();
            List<Module> modules = [];
            for (int i = 0; i < count; i++)
            {
                modules.Add(new Part(reader, modules).Read());
            }

            return modules[^1];
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or InvalidCastException)
        {
            throw new InvalidDataException($"it is no netlist: {e.Message}", e);
        }
    }

    private sealed class Part(BinaryReader reader, List<Module> modules)
    {
        private readonly List<string> _files = [];
        private readonly List<InstancePart> _instances = [];
        private Module _module = null!;
        private int _made;

        public Module Read()
        {
            _module = new Module(reader.ReadString()) { Summary = Optional() };
            Many(() => _module.Memory(
                reader.ReadString(), reader.ReadInt32(), reader.ReadInt32(), (MemoryStyle)reader.ReadByte(), Many(Number), Place()));
            _instances.AddRange(Many(() => new InstancePart(
                reader.ReadString(), reader.ReadInt32(), Many(() => (reader.ReadString(), reader.ReadInt32())), reader.ReadInt32())));
            Many(Signal);
            MakeInstances(_instances.Count);
            foreach (var signal in _module.Signals)
            {
                Connect(signal);
            }

            foreach (var memory in _module.Memories)
            {
                Many(() =>
                {
                    _module.Write(memory, Required(), Required(), Required());
                    return 0;
                });
            }

            Many(() =>
            {
                _module.Assert(Required(), Required(), reader.ReadString(), Place());
                return 0;
            });
            Many(() =>
            {
                _module.Output(reader.ReadString(), Required());
                return 0;
            });
            return _module;
        }

        private Signal Signal()
        {
            var kind = (NetlistPart)reader.ReadByte();
            int width = reader.ReadInt32();
            string? name = Optional();
            var place = Place();
            Signal signal = kind switch
            {
                NetlistPart.Input => _module.Input(reader.ReadString(), width),
                NetlistPart.Constant => _module.Constant(Number(), width),
                NetlistPart.Operator => Operator(width, place),
                NetlistPart.Register => Register(width, place),
                NetlistPart.MemoryRead => _module.ReadUnconnected(_module.Memories[reader.ReadInt32()], reader.ReadBoolean(), place),
                NetlistPart.InstanceOutput => InstanceOutput(),
                NetlistPart.Wire => _module.Wire(width, null, place),
                _ => throw new InvalidDataException($"there is no signal of kind {kind}"),
            };
            signal.NameHint = name;
            return signal;
        }

        private OperatorSignal Operator(int width, SourceLocation? place)
        {
            var op = (Operator)reader.ReadByte();
            int offset = reader.ReadInt32();
            return _module.Operate(op, [.. Many(Required)], offset, width, place);
        }

        private RegisterSignal Register(int width, SourceLocation? place)
        {
            bool isReset = reader.ReadBoolean();
            var value = Number();
            var register = _module.Register(width, isReset ? value : null, null, place);
            register.IsCopy = reader.ReadBoolean();
            return register;
        }

        // All outputs of an instance are signals one behind the other, made with it.
        private InstanceOutputSignal InstanceOutput()
        {
            int index = reader.ReadInt32();
            MakeInstances(index + 1);
            return _module.Instances[index].Outputs[reader.ReadString()];
        }

        private void MakeInstances(int count)
        {
            for (; _made < count; _made++)
            {
                var part = _instances[_made];
                _module.Instantiate(
                    part.Name, modules[part.Module], part.Inputs.ToDictionary(static i => i.Port, i => _module.Signals[i.Id]),
                    part.Reset < 0 ? null : _module.Signals[part.Reset]);
            }
        }

        private void Connect(Signal signal)
        {
            switch (signal)
            {
                case RegisterSignal register:
                    (register.Next, register.Enable) = (Driver(), Driver());
                    break;
                case MemoryReadSignal read:
                    (read.Address, read.Enable) = (Driver(), Driver());
                    break;
                case WireSignal wire:
                    wire.Driver = Driver();
                    break;
            }
        }

        private ImmutableArray<T> Many<T>(Func<T> read)
        {
            int count = reader.ReadInt32();
            var items = ImmutableArray.CreateBuilder<T>();
            for (int i = 0; i < count; i++)
            {
                items.Add(read());
            }

            return items.DrainToImmutable();
        }

        private Signal? Driver() => reader.ReadInt32() is var id && id < 0 ? null : _module.Signals[id];

        private Signal Required() => Driver() ?? throw new InvalidDataException("a driver is missing");

        private BigInteger Number() => new(reader.ReadBytes(reader.ReadInt32()));

        private string? Optional() => reader.ReadBoolean() ? reader.ReadString() : null;

        private SourceLocation? Place()
        {
            int file = reader.ReadInt32();
            if (file < 0)
            {
                return null;
            }

            if (file == _files.Count)
            {
                _files.Add(reader.ReadString());
            }

            return new SourceLocation(_files[file], reader.ReadInt32());
        }

        private sealed record InstancePart(string Name, int Module, ImmutableArray<(string Port, int Id)> Inputs, int Reset);
    }
}
