namespace Accel.Fuzzing.Generation;

/// <summary>switch, as a statement and as an expression.</summary>
internal sealed class Switches(Body body)
{
    private readonly Dice _dice = body.Dice;
    private readonly ProgramParts _parts = body.Parts;

    public void Write(int depth, LoopContext? loop)
    {
        Scalar? enumeration = _parts.Enums.Count > 0 && _dice.OneIn(3) ? _dice.Pick(_parts.Enums) : null;
        string value = enumeration is null ? $"(int)({body.Expressions.NonConstant(2).Text}) & 7"
            : body.Booleans.Enumeration(enumeration, 2);
        List<string> labels = enumeration is null
            ? [.. Enumerable.Range(0, 8).Select(Expressions.Invariant)]
            : [.. enumeration.Members.Select(member => $"{enumeration.Name}.{member}")];
        body.Line($"switch ({value})");
        body.Line("{");
        LoopContext inside = new(true, loop is { CanContinue: true });
        int cases = Math.Min(_dice.Between(1, 4), labels.Count);
        for (int i = 0; i < cases; i++)
        {
            Label(labels, enumeration is null);
            if (labels.Count > cases - i && _dice.OneIn(4))
            {
                Label(labels, false);
            }

            body.Statements.Block(depth + 1, inside, 3);
            body.Line("break;");
        }

        if (_dice.OneIn(2))
        {
            body.Line("default:");
            body.Statements.Block(depth + 1, inside, 2);
            body.Line("break;");
        }

        body.Line("}");
    }

    private void Label(List<string> labels, bool guard)
    {
        string label = _dice.Pick(labels);
        if (!guard || !_dice.OneIn(4))
        {
            labels.Remove(label);
            body.Line($"case {label}:");
            return;
        }

        body.Line($"case {label} when {body.Booleans.Boolean(1).Text}:");
    }

    public Code Expression(int depth)
    {
        Scalar type = _dice.Type();
        string Arm() => body.Expressions.Exactly(type, depth - 1) is var code && code.IsConstant
            ? body.Expressions.Variable() is var variable && variable.Type == type ? variable.Text : $"({type.Name})({variable.Text})"
            : code.Text;
        string guard = _dice.OneIn(3) ? $"var {_dice.Name("p")} when {body.Booleans.Boolean(1).Text} => {Arm()}, " : "";
        return new Code(
            $"(((int)({body.Expressions.NonConstant(depth - 1).Text}) & 15) switch {{ {_dice.Next(3)} => {Arm()}, {_dice.Between(3, 6)} or > {_dice.Between(10, 13)} => {Arm()}, {guard}_ => {Arm()} }})",
            type);
    }
}
