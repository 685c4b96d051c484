using System.Buffers;
using System.Diagnostics;
using Accel.Generation;
using Accel.Interfaces;

namespace Accel.Host.Simulation.Pcie;

/// <summary>
/// An emulated device where there is no FUSE: plain files with the offsets of the driver's, which this process maps. Transfers are done by
/// the time they are made and take no cycles; registers are looked at from time to time; there are no events, so a host asks for the state.
/// </summary>
public sealed class SharedXdmaFiles : IDisposable
{
    private const int Registers = 1024;
    private static readonly TimeSpan _soon = TimeSpan.FromMilliseconds(1), _idle = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _attention = TimeSpan.FromSeconds(1);

    // What the device is asked for: the state first, for what a job leaves behind is final only when the state says that it has ended.
    private static readonly PcieRegister[] _asked =
    [
        PcieRegister.State, PcieRegister.CyclesLow, PcieRegister.CyclesHigh, PcieRegister.Error, PcieRegister.Detail, PcieRegister.Job,
    ];

    // What the host is shown: the state after all that it stands for, and the job's number last, for the host reads the state after it.
    private static readonly PcieRegister[] _shown =
    [
        PcieRegister.CyclesLow, PcieRegister.CyclesHigh, PcieRegister.Error, PcieRegister.Detail, PcieRegister.State, PcieRegister.Job,
    ];

    private readonly IMemoryOwner<uint> _memory, _registers;
    private readonly string[] _paths;
    private readonly Thread _thread;
    private volatile bool _stopped;
    private int _disposed;

    /// <summary>Makes the device and its files.</summary>
    /// <param name="kernel">The generated kernel.</param>
    /// <param name="options">What the device is like; its faults are not.</param>
    /// <param name="folder">Where the files are made; they must not be there.</param>
    public SharedXdmaFiles(GeneratedKernel kernel, PcieEmulatorOptions options, string folder)
    {
        ArgumentNullException.ThrowIfNull(options);
        string path = Path.Combine(folder, "xdma0");
        _paths = [path + "_user", path + "_h2c_0", path + "_c2h_0"];
        Address = $"pcie:{path}";
        _memory = new SharedMemory(_paths[1], options.MemoryCells);
        Device = new PcieEmulator(kernel, options, _memory.Memory);
        _registers = new SharedMemory(_paths[0], Registers);
        for (int offset = 0; offset < (int)PcieRegister.Session; offset += sizeof(uint))
        {
            At((PcieRegister)offset) = Device.ReadRegister(offset);
        }

        File.CreateSymbolicLink(_paths[2], Path.GetFileName(_paths[1]));
        _thread = new Thread(Run) { IsBackground = true, Name = "emulated PCIe registers" };
        _thread.Start();
    }

    /// <summary>The device.</summary>
    public PcieEmulator Device { get; }

    /// <summary>Its address.</summary>
    public string Address { get; }

    /// <summary>Stops the device and deletes the files.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _stopped = true;
        _thread.Join();
        Device.Dispose();
        _memory.Dispose();
        _registers.Dispose();
        foreach (string path in _paths)
        {
            File.Delete(path);
        }
    }

    private ref uint At(PcieRegister register) => ref _registers.Memory.Span[(int)register / sizeof(uint)];

    private void Run()
    {
        try
        {
            Serve();
        }
        catch (Exception e) when (e is InvalidOperationException or Accel.Rtl.Simulation.SimulationException)
        {
            // The device has stopped, and every access to it says why: registers read as those of a lost link.
            _registers.Memory.Span.Fill(uint.MaxValue);
        }
    }

    private void Serve()
    {
        long lastActivity = 0;
        bool runs = false;
        while (!_stopped)
        {
            if (Execute() || runs)
            {
                Show();

                runs = At(PcieRegister.State) == (uint)DeviceState.Running;
                lastActivity = Stopwatch.GetTimestamp();
            }

            Thread.Sleep(lastActivity != 0 && Stopwatch.GetElapsedTime(lastActivity) < _attention ? _soon : _idle);
        }
    }

    private void Show()
    {
        var values = _asked.ToDictionary(static r => r, r => Device.ReadRegister((int)r));
        foreach (var register in _shown)
        {
            Volatile.Write(ref At(register), values[register]);
        }
    }

    // A command stands in its register until it is carried out: RESET before START, as a host would do it.
    private bool Execute()
    {
        bool reset = Take(PcieRegister.Reset, out uint one);
        if (reset)
        {
            Device.WriteRegister((int)PcieRegister.Reset, one);
        }

        bool start = Take(PcieRegister.Start, out uint job);
        if (start)
        {
            Device.WriteRegister((int)PcieRegister.Entry, At(PcieRegister.Entry));
            Device.WriteRegister((int)PcieRegister.Start, job);
        }

        return reset || start;
    }

    private bool Take(PcieRegister register, out uint value)
    {
        value = Interlocked.Exchange(ref At(register), 0);
        return value != 0;
    }
}
