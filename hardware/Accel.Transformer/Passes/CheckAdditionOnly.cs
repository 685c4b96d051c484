using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>Refuses what would need a multiplier or a divider in what comes from a method that is [AdditionOnly].</summary>
internal sealed class CheckAdditionOnly : IPass
{
    /// <inheritdoc/>
    public string Name => "check-addition-only";

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        foreach (var statement in program.Functions.SelectMany(f => IrWalk.All(f.Body)))
        {
            foreach (var product in IrWalk.Expressions(statement).SelectMany(IrWalk.All).OfType<BinaryExpression>())
            {
                string? what = product.Operator switch
                {
                    BinaryOperator.Multiply when product.Left is not ConstantExpression && product.Right is not ConstantExpression => "product",
                    BinaryOperator.Divide when !LowerDivisions.IsByPower(product) => "quotient",
                    BinaryOperator.Remainder when !LowerDivisions.IsByPower(product) => "remainder",
                    _ => null,
                };
                if (what is not null && product.AdditionOnlyIn is { } method)
                {
                    context.Report(DiagnosticDescriptors.NotAdditionOnly, product.Source ?? statement.Source, method, what);
                }
            }
        }
    }
}
