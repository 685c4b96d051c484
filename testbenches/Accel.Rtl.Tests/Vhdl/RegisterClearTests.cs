using System.Numerics;
using Accel.Rtl.Tests.Tools;

namespace Accel.Rtl.Tests.Vhdl;

/// <summary>Registers that are cleared or set beside their enable: the flip-flops' pin does it, by one condition for all of them.</summary>
public sealed class RegisterClearTests
{
    private const int Registers = 6;
    private const int WidthBits = 8;

    [Theory]
    [InlineData(false, false, 0)]
    [InlineData(true, false, 0)]
    [InlineData(false, true, 0)]
    [InlineData(true, true, 0xA5)]
    public void One_condition_clears_all_of_them(bool isSecond, bool isHeldByChoice, int constant)
    {
        var module = new Module("cleared");
        var (load, clear) = Conditions(module);
        for (int i = 0; i < Registers; i++)
        {
            var register = module.Register(WidthBits, null, $"r{i}");
            var value = Choice(module, clear, module.Constant(constant, WidthBits), module.Input($"d{i}", WidthBits), isSecond);
            module.Drive(register, isHeldByChoice ? module.Multiplex(load, value, register) : value, isHeldByChoice ? null : load);
            module.Output($"q{i}", register);
        }

        // One LUT joins the conditions; by hand as well. It was one for each of the 48 flip-flops.
        Assert.InRange(MappedModule.Map(module).Luts, 1, 2);
    }

    [Fact]
    public void Memories_of_one_word_are_cleared_like_registers()
    {
        var module = new Module("cleared_word");
        var (load, clear) = Conditions(module);
        var memory = module.Memory("kept", 1, 32, MemoryStyle.Registers);
        var address = module.Constant(0, 1);
        module.Write(memory, load, address, module.Multiplex(clear, module.Constant(0, 32), module.Input("d", 32)));
        module.Output("q", module.Read(memory, address, module.Constant(1, 1)));
        Assert.InRange(MappedModule.Map(module).Luts, 1, 2);
    }

    // With all that can stand around a clear: kept values above and below it, reset to the same and to another value, values that are
    // looked at elsewhere too, registers that share a choice, and conditions that are comparisons.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Ghdl_loads_them_as_the_interpreter_does(int seed)
    {
        GhdlReplay.SkipUnlessInstalled();
        var random = new Random(seed);
        var module = new Module("clears");
        var (load, clear) = Conditions(module);
        Signal[] conditions = [load, clear, module.Binary(Operator.Equal, module.Input("n", 3), module.Constant(2, 3)), module.Not(clear)];
        var shared = module.Multiplex(clear, module.Constant(9, WidthBits), module.Input("s", WidthBits));
        module.Output("s_seen", shared);
        for (int i = 0; i < 12; i++)
        {
            BigInteger? reset = random.Next(3) switch { 0 => null, 1 => 0, _ => 9 };
            var register = module.Register(WidthBits, reset, $"r{i}");
            var value = random.Next(4) == 0 ? shared : module.Input($"d{i}", WidthBits);
            for (int level = random.Next(1, 4); level > 0; level--)
            {
                var other = random.Next(3) == 0 ? register : (Signal)module.Constant(random.Next(2) * 9, WidthBits);
                value = Choice(module, conditions[random.Next(conditions.Length)], other, value, random.Next(2) == 0);
            }

            module.Drive(register, value, random.Next(3) == 0 ? null : conditions[random.Next(conditions.Length)]);
            module.Output($"q{i}", register);
        }

        var memory = module.Memory("kept", 1, WidthBits, MemoryStyle.Registers, [BigInteger.One]);
        var address = module.Constant(0, 1);
        var kept = module.Read(memory, address, module.Constant(1, 1));
        var word = module.Multiplex(clear, kept, Choice(module, conditions[2], module.Constant(0, WidthBits), shared, seed % 2 == 0));
        module.Write(memory, load, address, word);
        module.Output("q_kept", kept);
        GhdlReplay.AssertSame(module, seed, cycles: 300);
    }

    private static (Signal Load, Signal Clear) Conditions(Module module) => (module.Input("load", 1), module.Input("clear", 1));

    private static Signal Choice(Module module, Signal condition, Signal first, Signal second, bool isSecond)
        => isSecond ? module.Multiplex(condition, second, first) : module.Multiplex(condition, first, second);
}
