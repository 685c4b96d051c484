using Accel.Transformer.Ir;

namespace Accel.Transformer.Passes;

/// <summary>
/// Copies what an [AdditionOnly] method demands something of: products, quotients and remainders say so from then on, and so do calls. A
/// demand that is there already names the nearest method.
/// </summary>
/// <param name="method">The method; null when there is none, and nothing is demanded.</param>
internal class DemandingRewriter(string? method) : IrRewriter
{
    /// <inheritdoc/>
    public override Expression Rewrite(Expression expression) => base.Rewrite(expression) switch
    {
        BinaryExpression { IsCostly: true, AdditionOnlyIn: null } costly when method is not null => costly with { AdditionOnlyIn = method },
        var copy => copy,
    };

    /// <inheritdoc/>
    protected override string? Demand(string? before) => before ?? method;
}
