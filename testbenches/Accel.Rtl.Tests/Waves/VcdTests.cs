using System.Numerics;
using Accel.Rtl.Simulation;
using Accel.Rtl.Tests.Designs;
using Accel.Rtl.Tests.Vhdl;
using Accel.Rtl.Waves;

namespace Accel.Rtl.Tests.Waves;

public sealed class VcdTests
{
    [Fact]
    public void The_values_in_the_file_are_those_of_the_simulation()
    {
        var module = SumKernel.Build();
        var simulator = new Interpreter(module);
        var text = new StringWriter();
        var waves = new VcdWriter(simulator, text);
        var random = new Random(4);
        var expected = new List<Dictionary<string, BigInteger>>();
        for (int cycle = 0; cycle < 50; cycle++)
        {
            simulator.ResetAsserted = cycle < 2;
            simulator.SetInput("start", (ulong)random.Next(2));
            simulator.SetInput("mem_req_ready", (ulong)random.Next(2));
            simulator.SetInput("mem_rsp_valid", (ulong)random.Next(2));
            simulator.SetInput("mem_rsp_data", (ulong)random.Next(8));
            waves.Sample();
            expected.Add(new[] { "state", "index", "sum", "mem_rsp_data" }.ToDictionary(n => n, n => simulator.Peek(n)));
            expected[^1].Add("rst", cycle < 2 ? 1 : 0);
            expected[^1].Add("mem_req_address", simulator.GetOutput("mem_req_address"));
            simulator.Step();
        }

        var parsed = VcdParser.Parse(text.ToString());
        for (int cycle = 0; cycle < expected.Count; cycle++)
        {
            foreach (var (name, value) in expected[cycle])
                Assert.True(value == parsed.Value("sum_kernel." + name, cycle * 10), $"{name} in cycle {cycle}");
            Assert.Equal(0, parsed.Value("sum_kernel.clk", cycle * 10));
            Assert.Equal(1, parsed.Value("sum_kernel.clk", cycle * 10 + 5));
        }
    }

    [Fact]
    public void Signals_of_instances_lie_in_scopes_and_can_be_selected()
    {
        var simulator = new Interpreter(Constructs.Build("instances"));
        var text = new StringWriter();
        new VcdWriter(simulator, text, (name, _) => name.StartsWith("second.", StringComparison.Ordinal)).Sample();
        Assert.Equal(["instances.clk", "instances.rst", "instances.second.kept"], VcdParser.Parse(text.ToString()).Names);
    }

    [Fact]
    public void Only_changes_are_written_and_the_text_is_the_same_each_time()
    {
        string Write()
        {
            var simulator = new Interpreter(Constructs.Build("register_with_enable"));
            var text = new StringWriter();
            var waves = new VcdWriter(simulator, text);
            for (int i = 0; i < 3; i++)
            {
                waves.Sample();
                simulator.Step();
            }

            return text.ToString();
        }

        Assert.Equal(Write(), Write());
        Assert.EndsWith("#10\n0!\n#15\n1!\n#20\n0!\n#25\n1!\n", Write(), StringComparison.Ordinal);
    }
}
