using System.Runtime.InteropServices;
using Accel.Generation;
using Accel.Host.Simulation;
using Accel.Host.Simulation.Pcie;
using Accel.Host.Simulation.Serial;
using Accel.Interfaces;
using Accel.Verification;

namespace Accel.Host.Tests;

/// <summary>A small kernel with a wide memory port, as a job on each simulated device; the memory after it is the golden model's.</summary>
public sealed class WidePortDeviceTests
{
    private const string Kernel = "ConditionalAccumulate";

    private static readonly IKernelVectors _vectors = KernelVectors.All.Single(static v => v.Kernel == Kernel);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(32)]
    [InlineData(128)]
    [InlineData(512)]
    public void The_emulated_PCIe_device_runs_it(int portBits)
    {
        var kernel = KernelGenerator.Generate(Kernel, KernelGenerator.OptionsOf(Kernel, portBits));
        Assert.Equal(portBits, kernel.PortBits);
        var vector = _vectors.Random(2);
        using var device = new PcieEmulator(kernel, new PcieEmulatorOptions { MemoryCells = 1 << 14, Settling = TimeSpan.Zero });
        device.Upload(0, Bytes(vector.Memory));
        device.WriteRegister((int)PcieRegister.Session, 1);
        device.WriteRegister((int)PcieRegister.Entry, (uint)vector.Member);
        device.WriteRegister((int)PcieRegister.Start, 7);
        Assert.True(SpinWait.SpinUntil(() => device.ReadRegister((int)PcieRegister.State) == (uint)DeviceState.Done, Waits.Longest));
        byte[] bytes = new byte[sizeof(uint) * vector.Memory.Length];
        device.Download(0, bytes);
        Compare("pcie", vector, MemoryMarshal.Cast<byte, uint>(bytes).ToArray());
    }

    [Theory]
    [InlineData(128)]
    [InlineData(512)]
    public async Task The_simulated_board_behind_a_serial_line_runs_it(int portBits)
    {
        var kernel = KernelGenerator.Generate(Kernel, KernelGenerator.OptionsOf(Kernel, portBits));
        var design = new SimulatedDesign(Kernel, kernel.Module.Flatten(), kernel.DesignHash, kernel.Clock.Hz, null);
        var vector = _vectors.Random(3);
        const int Rate = SimulatedSerialDevice.ClockHz / 4, BaseRate = Rate / 3;
        using var device = new SimulatedSerialDevice(design, (vector.Memory.Length + 1023) / 1024 * 1024, BaseRate);
        await using var link = new FramedLink(
            device.Line(), new SerialLineOptions { BaseBaudRate = BaseRate, BaudRate = Rate, AnswerTimeout = TimeSpan.FromSeconds(10) });
        await link.HelloAsync(Token);
        await link.WriteAsync(0, vector.Memory, Token);
        await link.StartAsync(vector.Member, 1, Token);
        DeviceStatus status;
        do
        {
            status = await link.StatusAsync(TimeSpan.FromSeconds(10), Token);
        }
        while (status.State == DeviceState.Running);
        Assert.Equal(DeviceState.Done, status.State);
        uint[] cells = new uint[vector.Memory.Length];
        await link.ReadAsync(0, cells, Token);
        Compare("serial", vector, cells);
    }

    [Fact]
    public void The_engines_are_generated_with_ports_of_their_own_width()
    {
        Assert.Equal(128, KernelGenerator.OptionsOf(KernelGenerator.Engine).PortBits);
        Assert.Equal(32, KernelGenerator.OptionsOf(KernelGenerator.CompactEngine).PortBits);
        Assert.Equal(32, KernelGenerator.OptionsOf(Kernel).PortBits);
        Assert.Equal(64, KernelGenerator.OptionsOf(KernelGenerator.Engine, 64).PortBits);
    }

    private static byte[] Bytes(uint[] cells) => MemoryMarshal.AsBytes(cells.AsSpan()).ToArray();

    private static void Compare(string rung, KernelCase vector, uint[] memory)
    {
        var difference = DifferenceFinder.Find(rung, Kernel, vector, new RungRun(memory, 0, [], null));
        Assert.True(difference is null, difference?.ToString());
    }
}
