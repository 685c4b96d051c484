using System.Buffers.Binary;
using Accel.Host.Simulation.Fuse;

namespace Accel.Host.Simulation.Pcie;

/// <summary>
/// An emulated device as the files of Xilinx's XDMA driver, in a folder mounted for it: xdma0_user, xdma0_h2c_0, xdma0_c2h_0,
/// xdma0_events_0.
/// </summary>
public sealed class XdmaFiles : IDisposable
{
    private const int InputOutput = 5, Invalid = 22, TimedOut = 110;

    private readonly PcieEmulator _device;
    private readonly FuseMount _mount;
    private readonly EventFile _events;
    private readonly PcieFault _fault;
    private int _transfers;

    /// <summary>Mounts them.</summary>
    /// <param name="device">The device; it is not disposed of.</param>
    /// <param name="folder">An empty folder.</param>
    /// <param name="fault">What the driver does wrong.</param>
    /// <exception cref="DeviceUnavailableException">FUSE is not there, or refuses the folder.</exception>
    public XdmaFiles(PcieEmulator device, string folder, PcieFault fault = PcieFault.None)
    {
        ArgumentNullException.ThrowIfNull(device);
        (_device, _fault) = (device, fault);
        _events = new EventFile(device);
        _mount = FuseMount.Mount(folder, [new RegisterFile(device), new UploadFile(this), new DownloadFile(this), _events]);
    }

    /// <summary>Why no folder can be mounted here, or null.</summary>
    public static string? WhyUnavailable() => FuseMount.WhyUnavailable();

    /// <summary>The device's address.</summary>
    public string Address => $"pcie:{Path.Combine(_mount.Folder, "xdma0")}";

    /// <summary>Unmounts.</summary>
    public void Dispose()
    {
        _events.Release();
        _mount.Dispose();
    }

    // Whole cells at their places; what the driver gives up or cuts is chosen here.
    private int Transfer(int length, long offset, Action<int> move)
    {
        if (offset % 4 != 0 || length % 4 != 0 || offset < 0 || offset + length > _device.MemoryBytes)
        {
            return -Invalid;
        }

        int number = Interlocked.Increment(ref _transfers);
        if (_device.IsLost)
        {
            return -InputOutput;
        }

        if (_fault == PcieFault.TimeOuts && number % 4 == 0)
        {
            return -TimedOut;
        }

        int moved = _fault == PcieFault.ShortTransfers && length > 4 ? length / 8 * 4 : length;
        move(moved);
        return moved;
    }

    private sealed class RegisterFile(PcieEmulator device) : IFuseFile
    {
        public string Name => "xdma0_user";

        public int Read(Memory<byte> buffer, long offset)
        {
            if (buffer.Length != 4 || offset is < 0 or > 0xFFC)
            {
                return -Invalid;
            }

            BinaryPrimitives.WriteUInt32LittleEndian(buffer.Span, device.ReadRegister((int)offset));
            return 4;
        }

        public int Write(ReadOnlyMemory<byte> buffer, long offset)
        {
            if (buffer.Length != 4 || offset is < 0 or > 0xFFC)
            {
                return -Invalid;
            }

            device.WriteRegister((int)offset, BinaryPrimitives.ReadUInt32LittleEndian(buffer.Span));
            return 4;
        }

        public bool IsReadable(IPollNotification? notify)
        {
            notify?.Dispose();
            return true;
        }
    }

    private sealed class UploadFile(XdmaFiles files) : IFuseFile
    {
        public string Name => "xdma0_h2c_0";

        public int Read(Memory<byte> buffer, long offset) => -Invalid;

        public int Write(ReadOnlyMemory<byte> buffer, long offset) => files.Transfer(buffer.Length, offset, moved => files._device.Upload(offset, buffer[..moved]));

        public bool IsReadable(IPollNotification? notify)
        {
            notify?.Dispose();
            return false;
        }
    }

    private sealed class DownloadFile(XdmaFiles files) : IFuseFile
    {
        public string Name => "xdma0_c2h_0";

        public int Read(Memory<byte> buffer, long offset) => files.Transfer(buffer.Length, offset, moved => files._device.Download(offset, buffer[..moved]));

        public int Write(ReadOnlyMemory<byte> buffer, long offset) => -Invalid;

        public bool IsReadable(IPollNotification? notify)
        {
            notify?.Dispose();
            return true;
        }
    }

    // The driver counts interrupts; a read waits for one, and takes them.
    private sealed class EventFile : IFuseFile
    {
        private readonly PcieEmulator _device;
        private readonly object _lock = new();
        private IPollNotification? _waiting;
        private uint _count;
        private bool _released;

        internal EventFile(PcieEmulator device)
        {
            _device = device;
            device.InterruptRose += OnInterrupt;
        }

        public string Name => "xdma0_events_0";

        public int Read(Memory<byte> buffer, long offset)
        {
            if (buffer.Length != 4)
            {
                return -Invalid;
            }

            lock (_lock)
            {
                while (_count == 0 && !_released)
                {
                    Monitor.Wait(_lock);
                }

                if (_released)
                {
                    return -InputOutput;
                }

                BinaryPrimitives.WriteUInt32LittleEndian(buffer.Span, _count);
                _count = 0;
                return 4;
            }
        }

        public int Write(ReadOnlyMemory<byte> buffer, long offset) => -Invalid;

        public bool IsReadable(IPollNotification? notify)
        {
            lock (_lock)
            {
                _waiting?.Dispose();
                _waiting = notify;
                return _count > 0;
            }
        }

        /// <summary>Ends all reads, those that wait and those to come.</summary>
        internal void Release()
        {
            _device.InterruptRose -= OnInterrupt;
            lock (_lock)
            {
                _released = true;
            }

            Rise(0);
        }

        private void OnInterrupt(object? sender, EventArgs e) => Rise(1);

        private void Rise(uint count)
        {
            lock (_lock)
            {
                _count += count;
                _waiting?.Notify();
                _waiting?.Dispose();
                _waiting = null;
                Monitor.PulseAll(_lock);
            }
        }
    }
}
