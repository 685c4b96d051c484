using Accel.Transformer.Ir;

namespace Accel.Transformer.Passes;

/// <summary>
/// Copies statements; an expression may put statements in front of the one that holds it. For a condition of a loop that is its header.
/// </summary>
internal class HoistingRewriter : IrRewriter
{
    /// <summary>What goes in front of the statement that is being copied.</summary>
    protected List<Statement> Before { get; private set; } = [];

    /// <inheritdoc/>
    protected override void Rewrite(Statement statement, List<Statement> to)
    {
        switch (statement)
        {
            case LoopStatement loop:
                Copy(loop, to);
                break;
            case IfStatement choice:
                to.Add(new IfStatement(Hoisted(() => Rewrite(choice.Condition), to), choice.Source) { Then = Rewrite(choice.Then), Else = Rewrite(choice.Else) });
                break;
            default:
                var outer = Before;
                Before = [];
                List<Statement> made = [];
                Simple(statement, made);
                to.AddRange(Before);
                to.AddRange(made);
                Before = outer;
                break;
        }
    }

    /// <summary>Copies a loop.</summary>
    protected virtual void Copy(LoopStatement loop, List<Statement> to)
    {
        var copy = Start(loop);
        copy.Header = Rewrite(loop.Header);
        copy.Condition = Hoisted(() => Rewrite(loop.Condition), copy.Header.Statements);
        copy.Body = Rewrite(loop.Body);
        copy.Step = Rewrite(loop.Step);
        to.Add(copy);
    }

    /// <summary>Copies a statement without inner blocks.</summary>
    protected virtual void Simple(Statement statement, List<Statement> to) => base.Rewrite(statement, to);

    /// <summary>Copies an expression, putting what it needs at the end of a list.</summary>
    protected Expression Hoisted(Func<Expression> rewrite, List<Statement> to)
    {
        var outer = Before;
        Before = [];
        var result = rewrite();
        to.AddRange(Before);
        Before = outer;
        return result;
    }

    /// <summary>
    /// The value in a variable of its own, set in front of the statement, so that it can stand in several places; what is simple stays.
    /// </summary>
    protected Expression Hold(Function function, Expression value, string name)
    {
        if (value is ConstantExpression or VariableExpression)
        {
            return value;
        }

        var variable = new Variable(name, value.Type, value.Source);
        function.Variables.Add(variable);
        Before.Add(new AssignStatement(variable, value, value.Source));
        return new VariableExpression(variable);
    }
}
