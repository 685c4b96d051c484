using Accel.Rtl;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// A division by something else than a constant power of two becomes a loop that finds one bit of the quotient a cycle (restoring
/// division of the magnitudes); the signs are put back as .NET has them. In a pipelined loop, which has no room for another loop, the
/// bits are found one after the other by hardware of their own, so that a division can start with each iteration.
/// </summary>
internal sealed class LowerDivisions : IPass
{
    /// <inheritdoc/>
    public string Name => "lower-divisions";

    /// <summary>True when a shift or a mask does it.</summary>
    public static bool IsByPower(BinaryExpression division)
        => division.Right is ConstantExpression { Value: > 0 } divisor && (divisor.Value & (divisor.Value - 1)) == 0;

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        foreach (var function in program.Functions)
        {
            if (IrWalk.All(function.Body).SelectMany(IrWalk.Expressions).SelectMany(IrWalk.All).Any(IsDivision))
            {
                function.Rewrite(new Lowering(function).Rewrite);
            }
        }
    }

    /// <summary>True for what becomes a loop.</summary>
    public static bool IsDivision(Expression expression)
        => expression is BinaryExpression { Operator: BinaryOperator.Divide or BinaryOperator.Remainder } division && !IsByPower(division);

    private sealed class Lowering(Function function) : HoistingRewriter
    {
        private bool _isPipelined;

        public override Expression Rewrite(Expression expression)
        {
            if (!IsDivision(expression))
            {
                return base.Rewrite(expression);
            }

            var division = (BinaryExpression)expression;
            return Divide(division, Rewrite(division.Left), Rewrite(division.Right));
        }

        protected override void Copy(LoopStatement loop, List<Statement> to)
        {
            bool outer = _isPipelined;
            _isPipelined |= loop.InitiationInterval is not null;
            base.Copy(loop, to);
            _isPipelined = outer;
        }

        private VariableExpression Divide(BinaryExpression division, Expression dividend, Expression divisor)
        {
            var (type, source) = (division.Type, division.Source);
            var magnitude = type with { IsSigned = false };
            Variable a = Local("dividend", type), b = Local("divisor", type);
            Before.Add(new AssignStatement(a, dividend, source));
            Before.Add(new AssignStatement(b, divisor, source));
            Variable left = Local("quotient_bits", magnitude), right = Local("divisor_magnitude", magnitude), rest = Local("remainder_bits", magnitude);
            Before.Add(new AssignStatement(left, Magnitude(a, magnitude), source));
            Before.Add(new AssignStatement(right, Magnitude(b, magnitude), source));
            Before.Add(new AssignStatement(rest, IrBuild.Constant(magnitude, 0), source));
            if (_isPipelined)
            {
                (left, rest) = AllBits(left, right, rest, source);
            }
            else
            {
                Before.Add(BitByBit(left, right, rest, source));
            }

            bool isQuotient = division.Operator == BinaryOperator.Divide;
            var result = Local(isQuotient ? "quotient" : "remainder", type);
            var isNegative = isQuotient ? IrBuild.Binary(BinaryOperator.NotEqual, IsNegative(a), IsNegative(b)) : IsNegative(a);
            var bare = IrBuild.Convert(type, Use(isQuotient ? left : rest));
            Before.Add(new AssignStatement(
                result, type.IsSigned ? IrBuild.Select(isNegative, IrBuild.Unary(UnaryOperator.Negate, bare), bare) : bare, source));
            return Use(result);
        }

        private LoopStatement BitByBit(Variable left, Variable right, Variable rest, SourceLocation? source)
        {
            var count = Local("quotient_bit", new IrType(8, false));
            Before.Add(new AssignStatement(count, IrBuild.Constant(count.Type, 0), source));
            var loop = new LoopStatement(source) { Counter = count, TestsAtEnd = true };
            FindBit(loop.Body, (left, rest), right, (left, rest), source);
            loop.Step.Statements.Add(new AssignStatement(count, IrBuild.Binary(BinaryOperator.Add, Use(count), IrBuild.Constant(count.Type, 1)), source));
            loop.Condition = IrBuild.Binary(BinaryOperator.LessThan, Use(count), IrBuild.Constant(count.Type, left.Type.WidthBits));
            return loop;
        }

        // Each bit sets variables of its own: none is carried from one iteration of the pipelined loop to the next.
        private (Variable Quotient, Variable Remainder) AllBits(Variable left, Variable right, Variable rest, SourceLocation? source)
        {
            for (int bit = 0; bit < right.Type.WidthBits; bit++)
            {
                var next = (Quotient: Local("quotient_bits", left.Type), Remainder: Local("remainder_bits", rest.Type));
                var found = new Block();
                FindBit(found, (left, rest), right, next, source);
                Before.AddRange(found.Statements);
                (left, rest) = next;
            }

            return (left, rest);
        }

        // One bit: the dividend moves out at the top of the register into which the quotient moves at the bottom.
        private void FindBit(Block to, (Variable Quotient, Variable Remainder) old, Variable right, (Variable Quotient, Variable Remainder) next, SourceLocation? source)
        {
            var magnitude = right.Type;
            int bits = magnitude.WidthBits;
            Variable shifted = Local("remainder_shifted", new IrType(Math.Min(64, bits + 1), false)), isOne = Local("quotient_is_one", IrType.Bool);
            var carry = IrBuild.Binary(BinaryOperator.ShiftRight, Use(old.Quotient), IrBuild.Constant(IrType.Int32, bits - 1));
            var moved = IrBuild.Binary(BinaryOperator.ShiftLeft, IrBuild.Convert(shifted.Type, Use(old.Remainder)), IrBuild.Constant(IrType.Int32, 1));
            // With 64 bits the bit that is lost above says that the rest is larger than any divisor.
            Expression overflows = bits < 64 ? IrBuild.Constant(false)
                : IrBuild.Binary(BinaryOperator.NotEqual, IrBuild.Binary(BinaryOperator.ShiftRight, Use(old.Remainder), IrBuild.Constant(IrType.Int32, 63)), IrBuild.Constant(magnitude, 0));
            var top = Local("remainder_overflows", IrType.Bool);
            var fits = IrBuild.Or(Use(top), IrBuild.Binary(BinaryOperator.LessOrEqual, IrBuild.Convert(shifted.Type, Use(right)), Use(shifted)));
            var reduced = IrBuild.Select(Use(isOne), IrBuild.Binary(BinaryOperator.Subtract, Use(shifted), IrBuild.Convert(shifted.Type, Use(right))), Use(shifted));
            var quotient = IrBuild.Binary(BinaryOperator.ShiftLeft, Use(old.Quotient), IrBuild.Constant(IrType.Int32, 1));
            Set(top, overflows);
            Set(shifted, IrBuild.Binary(BinaryOperator.Or, moved, IrBuild.Convert(shifted.Type, carry)));
            Set(isOne, fits);
            Set(next.Remainder, IrBuild.Convert(magnitude, reduced));
            Set(next.Quotient, IrBuild.Binary(BinaryOperator.Or, quotient, IrBuild.Convert(magnitude, Use(isOne))));

            void Set(Variable variable, Expression value) => to.Statements.Add(new AssignStatement(variable, value, source));
        }

        private static Expression Magnitude(Variable value, IrType magnitude)
            => value.Type.IsSigned
                ? IrBuild.Convert(magnitude, IrBuild.Select(IsNegative(value), IrBuild.Unary(UnaryOperator.Negate, Use(value)), Use(value)))
                : Use(value);

        private static Expression IsNegative(Variable value)
            => value.Type.IsSigned ? IrBuild.Binary(BinaryOperator.LessThan, Use(value), IrBuild.Constant(value.Type, 0)) : IrBuild.Constant(false);

        private Variable Local(string name, IrType type)
        {
            var variable = new Variable(name, type, function.Source);
            function.Variables.Add(variable);
            return variable;
        }

        private static VariableExpression Use(Variable variable) => new(variable);
    }
}
