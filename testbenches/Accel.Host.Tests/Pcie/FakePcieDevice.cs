using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Accel.Host.Pcie;
using Accel.Host.Protocol;
using Accel.Interfaces;
using Accel.Kernels;

namespace Accel.Host.Tests.Pcie;

/// <summary>The files of a device whose driver does what a test tells it to; jobs end when the test says so.</summary>
internal sealed class FakePcieDevice : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _events = new(0);

    internal FakePcieDevice(int cells = 4096, bool interrupts = true)
    {
        Memory = new byte[4 * cells];
        var identity = new ProtocolIdentity(
            new FakeLink().Identity with
            {
                DesignHash = new string('a', 64), MemoryCells = cells, Kernel = nameof(SpikingTransformerEngine),
                Limits = Engine.EngineCapabilities.Limits,
            }, 1, 0, 0, 0);
        uint[] words = IdentityEncoder.Encode(identity);
        for (int i = 0; i < words.Length; i++)
        {
            Registers[4 * i] = words[i];
        }

        (User, Upload, Download) = (new UserFile(this), new DmaFile(this, "/dev/fake0_h2c_0"), new DmaFile(this, "/dev/fake0_c2h_0"));
        Events = interrupts ? new EventFile(this) : null;
    }

    internal byte[] Memory { get; }

    internal Dictionary<int, uint> Registers { get; } = [];

    internal UserFile User { get; }

    internal DmaFile Upload { get; }

    internal DmaFile Download { get; }

    internal EventFile? Events { get; }

    /// <summary>Whether registers do what they say; off for a device that is stuck.</summary>
    internal bool Obeys { get; set; } = true;

    internal int Starts { get; private set; }

    internal PcieLink Open(string options = "") => new("/dev/fake0", new PcieFiles(User, Upload, Download, Events), PcieLinkOptions.Parse(DeviceUri.Parse("pcie:/dev/fake0" + options)));

    internal uint Get(PcieRegister register)
    {
        lock (_lock)
        {
            return Registers.GetValueOrDefault((int)register);
        }
    }

    internal void Set(PcieRegister register, uint value)
    {
        lock (_lock)
        {
            Registers[(int)register] = value;
        }
    }

    internal void EndJob(DeviceState state = DeviceState.Done, uint error = 0, uint detail = 0)
    {
        Set(PcieRegister.Error, error);
        Set(PcieRegister.Detail, detail);
        Set(PcieRegister.State, (uint)state);
        _events.Release();
    }

    public void Dispose() => _events.Dispose();

    private void Execute(PcieRegister register, uint value)
    {
        if (register is PcieRegister.Session or PcieRegister.Entry or PcieRegister.InterruptEnable)
        {
            Set(register, value);
        }

        if (!Obeys)
        {
            return;
        }

        if (register == PcieRegister.Start && (value == 0 || Get(PcieRegister.Job) != value))
        {
            bool busy = Get(PcieRegister.State) == (uint)DeviceState.Running;
            Set(PcieRegister.Error, value == 0 ? 6u << 16 : busy ? 4u << 16 : 0);
            if (!busy && value != 0)
            {
                Starts++;
                Set(PcieRegister.Job, value);
                Set(PcieRegister.State, (uint)DeviceState.Running);
            }
        }
        else if (register == PcieRegister.Reset)
        {
            Set(PcieRegister.Job, 0);
            Set(PcieRegister.State, (uint)DeviceState.Idle);
        }
    }

    internal abstract class FakeFile(string path) : IDeviceFile
    {
        public string Path { get; } = path;

        internal bool IsDisposed { get; private set; }

        /// <summary>What the next calls give in place of their result, -1 - errno or a number of bytes at most.</summary>
        internal Queue<int> Results { get; } = new();

        internal List<(long Offset, int Length)> Calls { get; } = [];

        public abstract int Read(Span<byte> buffer, long offset);

        public abstract int Write(ReadOnlySpan<byte> buffer, long offset);

        public virtual int WaitReadable(TimeSpan time) => throw new NotSupportedException();

        public void Dispose() => IsDisposed = true;
    }

    internal sealed class UserFile(FakePcieDevice device) : FakeFile("/dev/fake0_user")
    {
        internal bool IsLost { get; set; }

        public override int Read(Span<byte> buffer, long offset)
        {
            if (Results.TryDequeue(out int result))
            {
                return result;
            }

            BinaryPrimitives.WriteUInt32LittleEndian(buffer, IsLost ? uint.MaxValue : device.Get((PcieRegister)offset));
            return buffer.Length;
        }

        public override int Write(ReadOnlySpan<byte> buffer, long offset)
        {
            device.Execute((PcieRegister)offset, BinaryPrimitives.ReadUInt32LittleEndian(buffer));
            return buffer.Length;
        }
    }

    /// <summary>A direction of an engine that is strict about alignment.</summary>
    internal sealed class DmaFile(FakePcieDevice device, string path) : FakeFile(path)
    {
        internal const int Alignment = 64;

        /// <summary>Waited for in every call.</summary>
        internal ManualResetEventSlim Gate { get; } = new(true);

        internal ManualResetEventSlim Entered { get; } = new(false);

        public override int Read(Span<byte> buffer, long offset)
        {
            int count = Enter(ref MemoryMarshal.GetReference(buffer), buffer.Length, offset);
            if (count > 0)
            {
                device.Memory.AsSpan((int)offset, count).CopyTo(buffer);
            }

            return count;
        }

        public override int Write(ReadOnlySpan<byte> buffer, long offset)
        {
            int count = Enter(ref MemoryMarshal.GetReference(buffer), buffer.Length, offset);
            if (count > 0)
            {
                buffer[..count].CopyTo(device.Memory.AsSpan((int)offset));
            }

            return count;
        }

        private int Enter(ref byte first, int length, long offset)
        {
            Calls.Add((offset, length));
            Entered.Set();
            Gate.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            long address = Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref first);
            return (address & (Alignment - 1)) != (offset & (Alignment - 1)) ? -1 - DeviceFileError.Invalid
                : Results.TryDequeue(out int result) ? Math.Min(result, length)
                : length;
        }
    }

    internal sealed class EventFile(FakePcieDevice device) : FakeFile("/dev/fake0_events_0")
    {
        private bool _rose;

        public override int Read(Span<byte> buffer, long offset)
        {
            Assert.True(_rose, "a read of events that would block");
            _rose = false;
            return buffer.Length;
        }

        public override int Write(ReadOnlySpan<byte> buffer, long offset) => throw new NotSupportedException();

        public override int WaitReadable(TimeSpan time)
        {
            Calls.Add((0, (int)time.TotalMilliseconds));
            _rose |= device._events.Wait(time);
            return _rose ? 1 : 0;
        }
    }
}
