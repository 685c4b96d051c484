namespace Accel.Fuzzing.Generation;

/// <content>switch, as a statement and as an expression.</content>
internal sealed partial class Body
{
    private void Switch(int depth, LoopContext? loop)
    {
        Scalar? enumeration = _parts.Enums.Count > 0 && _dice.OneIn(3) ? _dice.Pick(_parts.Enums) : null;
        string value = enumeration is null ? $"(int)({NonConstant(2).Text}) & 7" : Enumeration(enumeration, 2);
        List<string> labels = enumeration is null
            ? [.. Enumerable.Range(0, 8).Select(Invariant)]
            : [.. enumeration.Members.Select(member => $"{enumeration.Name}.{member}")];
        Line($"switch ({value})");
        Line("{");
        LoopContext inside = new(true, loop is { CanContinue: true });
        int cases = Math.Min(_dice.Between(1, 4), labels.Count);
        for (int i = 0; i < cases; i++)
        {
            Label(labels, enumeration is null);
            if (labels.Count > cases - i && _dice.OneIn(4))
            {
                Label(labels, false);
            }

            Block(depth + 1, inside, 3);
            Line("break;");
        }

        if (_dice.OneIn(2))
        {
            Line("default:");
            Block(depth + 1, inside, 2);
            Line("break;");
        }

        Line("}");
    }

    private void Label(List<string> labels, bool guard)
    {
        string label = _dice.Pick(labels);
        if (!guard || !_dice.OneIn(4))
        {
            labels.Remove(label);
            Line($"case {label}:");
            return;
        }

        Line($"case {label} when {Boolean(1).Text}:");
    }

    private Code SwitchExpression(int depth)
    {
        Scalar type = _dice.Type();
        string Arm() => Exactly(type, depth - 1) is var code && code.IsConstant ? Variable() is var variable && variable.Type == type ? variable.Text : $"({type.Name})({variable.Text})" : code.Text;
        string guard = _dice.OneIn(3) ? $"var {_dice.Name("p")} when {Boolean(1).Text} => {Arm()}, " : "";
        return new Code(
            $"(((int)({NonConstant(depth - 1).Text}) & 15) switch {{ {_dice.Next(3)} => {Arm()}, {_dice.Between(3, 6)} or > {_dice.Between(10, 13)} => {Arm()}, {guard}_ => {Arm()} }})",
            type);
    }
}
