using System.Globalization;
using Accel.Rtl;
using Accel.Rtl.Estimation;
using Accel.Rtl.Simulation;
using Accel.Transformer.Lowering;
using Accel.Transformer.Tests.Proofs;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>State machines with a register for each state go where those with a number go.</summary>
public sealed class StateRegisterTests
{
    private const int Conditions = 4;

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(17)]
    public void Random_machines_are_in_the_same_state_in_every_cycle(int states)
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            Interpreter number = new(Machine(states, seed, 0)), bits = new(Machine(states, seed, states));
            var random = new Random(seed);
            for (int cycle = 0; cycle < 200; cycle++)
            {
                foreach (var input in number.Module.Inputs)
                {
                    ulong value = (ulong)random.Next(1 << input.WidthBits);
                    number.SetInput(input.Name, value);
                    bits.SetInput(input.Name, value);
                }

                number.ResetAsserted = bits.ResetAsserted = cycle == 0 || random.Next(30) == 0;
                Assert.Equal(number.GetOutput("states"), bits.GetOutput("states"));
                Assert.True(ulong.IsPow2(bits.GetOutput("states")));
                number.Step();
                bits.Step();
            }
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Yosys_proves_that_both_are_in_the_same_state(int states)
    {
        string model = $$"""
            module check(input clk, input rst, input start, input held, input [{{Conditions - 1}}:0] conditions);
              wire [{{states - 1}}:0] states, marks;
              machines dut(.clk(clk), .rst(rst), .start(start), .held(held), .conditions(conditions), .states(states), .marks(marks));
              always @* if (!rst) assert(states == marks);
            endmodule
            """;
        using var proof = new InductiveProof(Machines(states, 7), model);
        Assert.Null(proof.Problem());
    }

    // After reset, and after power-up as VHDL has it: the idle state's bit is set, and no other.
    [Fact]
    public void Few_states_have_a_named_register_each()
    {
        const string Few = "int x = memory.ReadInt32(0); int y = memory.ReadInt32(x & 1); memory.WriteInt32(1, y);";
        var module = Kernels.Compile(Kernels.Source(Few));
        var bits = module.Signals.OfType<RegisterSignal>().Where(IsState).ToList();
        Assert.InRange(bits.Count, 4, 5);
        Assert.Equal("in_idle", bits[0].NameHint);
        Assert.All(bits.Skip(1), (bit, i) => Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"in_s{i + 1}_line9"), bit.NameHint));
        Assert.All(bits, static bit => Assert.Equal(bit.NameHint == "in_idle" ? 1 : 0, bit.ResetValue));
        Assert.DoesNotContain(module.Signals, static s => s.NameHint == "state");
        _ = Kernels.Check(Kernels.Source(Few), Kernels.Cells(2));
    }

    [Fact]
    public void Many_states_and_families_with_small_LUTs_have_a_number()
    {
        string many = string.Concat(Enumerable.Range(0, 6).Select(static i =>
            string.Create(CultureInfo.InvariantCulture, $"memory.WriteInt32({i}, memory.ReadInt32({i}) + 1);\n")));
        Assert.Contains(Kernels.Compile(Kernels.Source(many)).Signals, static s => s.NameHint == "state");
        var module = Kernels.Compile(Kernels.Source("memory.WriteInt32(0, memory.ReadInt32(0));"),
            new TransformOptions { Family = DeviceFamily.Ice40 });
        Assert.Contains(module.Signals, static s => s.NameHint == "state");
    }

    private static bool IsState(RegisterSignal register) => register.NameHint?.StartsWith("in_", StringComparison.Ordinal) == true;

    private static Module Machine(int states, int seed, int mostOneHot)
    {
        var module = new Module("machine");
        module.Output("states", Build(new Inputs(module), states, seed, mostOneHot));
        return module;
    }

    private static Module Machines(int states, int seed)
    {
        var module = new Module("machines");
        var inputs = new Inputs(module);
        module.Output("states", Build(inputs, states, seed, 0));
        module.Output("marks", Build(inputs, states, seed, states));
        return module;
    }

    // From each state, by up to three conditions, anywhere.
    private static Signal Build(Inputs inputs, int states, int seed, int mostOneHot)
    {
        var random = new Random(seed);
        var wires = new Wires(inputs.Module, new ArrivalTimes(DelayTable.Of(DeviceFamily.Series7)));
        KernelState[] all = [.. Enumerable.Range(0, states).Select(static i =>
            new KernelState(i, null, null, 0, string.Create(CultureInfo.InvariantCulture, $"s{i}"), null))];
        var register = new StateRegister(wires, all, "", mostOneHot);
        register.Start(wires.And(register.IsIn(0), inputs.Start)!, random.Next(1, states));
        for (int state = 1; state < states; state++)
        {
            register.Go(register.IsIn(state), Next(3));
        }

        register.Finish(() => inputs.Held);
        return inputs.Module.Concatenate([.. Enumerable.Range(0, states).Reverse().Select(register.IsIn)]);

        NextState Next(int depth) => depth == 0 || random.Next(3) == 0 ? new NextState.One(random.Next(states))
            : new NextState.Choice(inputs.Module.Slice(inputs.Conditions, random.Next(Conditions), 1), Next(depth - 1), Next(depth - 1));
    }

    private sealed class Inputs(Module module)
    {
        public Module Module => module;

        public Signal Start { get; } = module.Input("start", 1);

        public Signal Held { get; } = module.Input("held", 1);

        public Signal Conditions { get; } = module.Input("conditions", StateRegisterTests.Conditions);
    }
}
