using Hast.Common.Models;
using Hast.Communication.Exceptions;
using Hast.Layer;
using Hast.Transformer.Configuration;
using Hast.Transformer.SimpleMemory;
using Hast.Transformer.Vhdl.Configuration;
using Hast.Xilinx.Drivers;
using Microsoft.Extensions.DependencyInjection;

namespace Accel.Offload.Tests;

/// <summary>The flow that Hastlayer's documentation shows its users.</summary>
public sealed class HastlayerTests : IDisposable
{
    private readonly Hastlayer _hastlayer = Hastlayer.Create(new HastlayerConfiguration
    {
        OnServiceRegistration = static (_, services) => services.AddSingleton("a service"),
    });

    public void Dispose() => _hastlayer.Dispose();

    [Fact]
    public async Task A_consumer_creates_configures_generates_and_calls()
    {
        var device = _hastlayer.GetSupportedDevices().First();
        var configuration = new HardwareGenerationConfiguration(device.Name);
        configuration.AddHardwareEntryPointType<Scaler>();
        configuration.AddHardwareEntryPointMethod<Counter>(counter => counter.Step(null!));
        configuration.VhdlTransformerConfiguration().VhdlGenerationConfiguration = VhdlGenerationConfiguration.Debug;
        List<string> invoking = [], executed = [];
        _hastlayer.Invoking += (_, e) => invoking.Add(e.Arguments.MemberFullName);
        _hastlayer.ExecutedOnHardware += (_, e) =>
        {
            var times = e.Arguments.HardwareExecutionInformation;
            Assert.InRange(times.HardwareExecutionTimeMilliseconds, 0.00001m, 1);
            Assert.True(times.FullExecutionTimeMilliseconds > times.HardwareExecutionTimeMilliseconds);
            Assert.True(e.Arguments.SoftwareExecutionInformation!.SoftwareExecutionTimeMilliseconds >= 0);
            Assert.Same(device, e.Arguments.HardwareRepresentation.DeviceManifest);
            executed.Add(e.Arguments.Invocation.Method.Name);
        };

        var hardware = await _hastlayer.GenerateHardwareAsync([typeof(Scaler).Assembly], configuration);
        Assert.Equal("VHDL", hardware.HardwareDescription.Language);
        Assert.Equal(4, hardware.HardwareDescription.HardwareEntryPointNamesToMemberIdMappings.Count);
        Assert.Contains("entity ", ((VhdlHardwareDescription)hardware.HardwareDescription).VhdlSource, StringComparison.Ordinal);

        var proxied = new ProxyGenerationConfiguration { VerifyHardwareResults = true };
        var counter = await _hastlayer.GenerateProxyAsync(hardware, new Counter(), proxied);
        Assert.Equal(42, counter.Step(41, _hastlayer, configuration));
        var scaler = await _hastlayer.GenerateProxyAsync<IScaler>(hardware, new Scaler(), proxied);
        var memory = Scaler.Memory(3, 1, 2);
        scaler.Scale(memory);
        Assert.Equal([3, 6], Scaler.Numbers(memory));
        var both = await _hastlayer.GenerateProxyAsync(hardware, new Scaler(), proxied);
        both.Sum(memory);
        await both.StepAsync(memory);
        Assert.Equal(10, memory.ReadInt32(Scaler.Factor));
        Assert.Equal(["Step", "Scale", "Sum", "StepAsync"], executed);
        Assert.Equal("System.Void Accel.Offload.Tests.Counter::Step(Hast.Transformer.SimpleMemory.SimpleMemory)", invoking[0]);
    }

    [Fact]
    public async Task Constants_depths_and_devices_are_configured_as_Hastlayers_are()
    {
        var configuration = new HardwareGenerationConfiguration(NexysA7Driver.NexysA7);
        configuration.HardwareEntryPointMemberNamePrefixes.Add("Accel.Offload.Tests.Counter");
        configuration.GetOrAddReplacements()["Counter.By"] = 10;
        configuration.TransformerConfiguration().AddMemberInvocationInstanceCountConfiguration(
            new MemberInvocationInstanceCountConfigurationForMethod<Counter>("Multi") { MaxRecursionDepth = 8 });
        var hardware = await _hastlayer.GenerateHardwareAsync([typeof(Counter).Assembly], configuration);
        Assert.Equal((NexysA7Driver.NexysA7, 100_000_000u), (hardware.DeviceManifest.Name, hardware.DeviceManifest.ClockFrequencyHz));

        var counter = await _hastlayer.GenerateProxyAsync(hardware, new Counter());
        Assert.Equal(11, counter.Step(1, _hastlayer, configuration));
        var memory = _hastlayer.CreateMemory(configuration, new byte[] { 5, 0, 0, 0 });
        counter.Factorial(memory);
        Assert.Equal([120, 0, 0, 0], new SimpleMemoryAccessor(memory).Get().ToArray());

        // The plain C# still adds 1, so that verifying tells them apart.
        var verified = await _hastlayer.GenerateProxyAsync(
            hardware, new Counter(), new ProxyGenerationConfiguration { VerifyHardwareResults = true });
        var error = Assert.Throws<AggregateException>(() => verified.Step(1, _hastlayer, configuration));
        var mismatch = Assert.Single(Assert.IsType<HardwareExecutionResultMismatchException>(error.InnerException).Mismatches);
        Assert.Equal(0, mismatch.ResultMemoryIndex);
        Assert.Equal<byte>([11, 0, 0, 0], mismatch.HardwareResult);
        Assert.Equal<byte>([2, 0, 0, 0], mismatch.SoftwareResult);
    }

    [Fact]
    public async Task What_cannot_be_is_said()
    {
        var configuration = new HardwareGenerationConfiguration("Abacus");
        Assert.Contains("Nexys A7", (await Assert.ThrowsAsync<HastlayerException>(
            () => _hastlayer.GenerateHardwareAsync([typeof(Counter).Assembly], configuration))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => _hastlayer.GenerateHardwareAsync(Array.Empty<string>(), configuration));
        configuration = new HardwareGenerationConfiguration(_hastlayer.GetSupportedDevices().First().Name);
        configuration.AddHardwareEntryPointMethod<Counter>(counter => counter.Step(null!));
        var hardware = await _hastlayer.GenerateHardwareAsync([typeof(Counter).Assembly], configuration);
        Assert.Contains("AddHardwareEntryPointType", (await Assert.ThrowsAsync<HastlayerException>(
            () => _hastlayer.GenerateProxyAsync(hardware, new Scaler()))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _hastlayer.GenerateProxyAsync(hardware, "a text"));
    }

    [Fact]
    public void Services_of_the_application_are_found()
    {
        using var service = _hastlayer.GetService<string>();
        Assert.Equal("a service", service.Value);
        using var itself = _hastlayer.GetService<IHastlayer>();
        Assert.Same(_hastlayer, itself.Value);
    }

    [Fact]
    public void The_bytes_of_a_memory_are_stored_loaded_and_shared()
    {
        byte[] bytes = [9, 9, 9, 9, 1, 0, 0, 0, 2, 0, 0, 0];
        var memory = _hastlayer.CreateMemory(new HardwareGenerationConfiguration("x"), bytes, withPrefixCells: 1);
        Assert.Equal((2, 1, 2), (memory.CellCount, memory.ReadInt32(0), memory.ReadInt32(1)));
        memory.WriteInt32(1, 7);
        Assert.Equal(7, bytes[8]);
        using var stream = new MemoryStream();
        new SimpleMemoryAccessor(memory).Store(stream);
        stream.Position = 0;
        var other = SimpleMemory.CreateSoftwareMemory(1);
        new SimpleMemoryAccessor(other).Load(stream);
        Assert.Equal((2, 7), (other.CellCount, other.ReadInt32(1)));
        Assert.Equal(5 * 4, new SimpleMemoryAccessor(other).Get(3).Length);
        Assert.Throws<ArgumentException>(() => new SimpleMemoryAccessor(other).Set(new byte[3]));
    }
}
