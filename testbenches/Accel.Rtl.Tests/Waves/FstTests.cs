using System.Numerics;
using Accel.Rtl.Simulation;
using Accel.Rtl.Tests.Designs;
using Accel.Rtl.Tests.Vhdl;
using Accel.Rtl.Waves;
using Accel.ToolRunners;

namespace Accel.Rtl.Tests.Waves;

public sealed class FstTests
{
    /// <summary>
    /// GTKWave's own reader gives back what a VCD of the same run says, over several blocks, with scopes and wide signals.
    /// </summary>
    [Theory]
    [InlineData("sum_kernel", 400)]
    [InlineData("instances", 100)]
    [InlineData("wide_shift", 300)]
    public void The_file_says_what_a_VCD_says(string design, int cycles)
    {
        var reader = new ToolRunner("fst2vcd", "gtkwave");
        Assert.SkipUnless(reader.IsAvailable, $"fst2vcd is not installed: {reader.InstallCommand}");
        using var directory = new ToolDirectory();
        var module = design == "sum_kernel" ? SumKernel.Build() : Constructs.Build(design);
        string file = Path.Combine(directory.Path, "wave.fst");
        Run(module, cycles, simulator => new FstWriter(simulator, File.Create(file), null, blockBytes: 500));
        var text = new StringWriter();
        Run(module, cycles, simulator => new VcdWriter(simulator, text));
        var read = reader.Run(["-f", file], cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(read.Succeeded, read.StandardError);
        var (expected, actual) = (VcdParser.Parse(text.ToString()), VcdParser.Parse(read.StandardOutput));
        Assert.Equal(expected.Names, actual.Names);
        foreach (string name in expected.Names)
        {
            for (int time = 0; time < cycles * 10; time += 35)
                Assert.True(expected.Value(name, time) == actual.Value(name, time), $"{name} at {time} ns: {actual.Value(name, time)}, expected {expected.Value(name, time)}");
        }
    }

    private static void Run(Module module, int cycles, Func<ISimulator, WaveWriter> open)
    {
        var simulator = new Interpreter(module);
        var random = new Random(3);
        using var waves = open(simulator);
        for (int cycle = 0; cycle < cycles; cycle++)
        {
            simulator.ResetAsserted = cycle < 2;
            foreach (var input in module.Inputs)
                simulator.SetInput(input.Name, new BigInteger(random.NextInt64()) & ((BigInteger.One << input.WidthBits) - 1));
            waves.Sample();
            simulator.Step();
        }
    }
}
