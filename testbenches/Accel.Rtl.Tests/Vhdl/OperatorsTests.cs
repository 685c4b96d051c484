using System.Numerics;
using Accel.Rtl.Simulation;
using Accel.Rtl.Tests.Reference;

namespace Accel.Rtl.Tests.Vhdl;

/// <summary>Every operator at several widths in one module: BigInteger reference = interpreter = GHDL, on the same vectors.</summary>
public sealed class OperatorsTests
{
    private static readonly int[] Widths = [1, 2, 7, 8, 31, 32, 33, 63, 64, 65, 100, 128];

    [Fact]
    public void The_interpreter_agrees_with_the_reference()
    {
        var module = Build();
        var (reference, simulator) = (new ReferenceSimulator(module), new Interpreter(module));
        var random = new Random(11);
        for (int vector = 0; vector < 400; vector++)
        {
            foreach (var input in module.Inputs)
            {
                var value = RandomNetlist.Value(random, input.WidthBits);
                reference.SetInput(input.Name, value);
                simulator.SetInput(input.Name, value);
            }

            reference.Settle();
            foreach (string output in module.Outputs.Keys)
                Assert.True(reference.Output(output) == simulator.GetOutputWide(output), $"vector {vector}: {output} is {simulator.GetOutputWide(output)}, expected {reference.Output(output)}");
        }
    }

    [Fact]
    public void Ghdl_agrees_with_the_interpreter()
    {
        GhdlReplay.SkipUnlessInstalled();
        GhdlReplay.AssertSame(Build(), 12, 150);
    }

    [Fact]
    public void Constants_are_folded_to_what_the_reference_says()
    {
        var module = Build();
        var random = new Random(3);
        var folder = new Accel.Rtl.Transforms.SignalFolder(new Module("constants"));
        foreach (var op in module.Outputs.Values.OfType<OperatorSignal>())
        {
            for (int i = 0; i < 20; i++)
            {
                BigInteger[] values = [.. op.Operands.Select(o => RandomNetlist.Value(random, o.WidthBits))];
                Signal[] constants = [.. values.Zip(op.Operands, (v, o) => folder.Constant(v, o.WidthBits))];
                var folded = Assert.IsType<ConstantSignal>(folder.Make(op.Operator, constants, op.Offset, op.WidthBits, null));
                Assert.Equal(ReferenceEvaluator.Evaluate(op, values), folded.Value);
            }
        }
    }

    private static Module Build()
    {
        var m = new Module("operators");
        var amount = m.Input("amount", 7);
        var wideAmount = m.Input("wide_amount", 70);
        var condition = m.Input("condition", 1);
        foreach (int width in Widths)
        {
            var (a, b) = (m.Input($"a{width}", width), m.Input($"b{width}", width));
            foreach (var op in Enum.GetValues<Operator>())
            {
                string name = $"{op}_{width}".ToLowerInvariant();
                Signal result = op switch
                {
                    Operator.Not => m.Not(a),
                    Operator.Negate => m.Negate(a),
                    Operator.ShiftLeft or Operator.ShiftRightLogical or Operator.ShiftRightArithmetic => m.Shift(op, a, amount),
                    Operator.Multiplex => m.Multiplex(condition, a, b),
                    Operator.Slice => m.Slice(m.Concatenate([a, b]), width / 2, width),
                    Operator.Concatenate => m.Concatenate([b, condition, a]),
                    Operator.ZeroExtend or Operator.SignExtend => m.Extend(a, width + 5, op == Operator.SignExtend),
                    Operator.ReduceOr or Operator.ReduceAnd or Operator.ReduceXor => m.Reduce(op, a),
                    _ => m.Binary(op, a, b),
                };
                m.Output("q_" + name, result);
                if (op is Operator.ShiftLeft or Operator.ShiftRightLogical or Operator.ShiftRightArithmetic)
                    m.Output("w_" + name, m.Shift(op, a, wideAmount));
            }
        }

        return m;
    }
}
