namespace Accel.Transformer.Scheduling.Pipelines;

/// <summary>
/// What goes into a variable's register where the register may keep what it has: choices between something and the variable's own old
/// value are no logic in front of the register but its enable.
/// </summary>
/// <param name="Data">What is chosen from when the register takes something.</param>
/// <param name="Conditions">What says whether it does.</param>
internal sealed record HeldValue(IReadOnlyList<Node> Data, IReadOnlyList<Node> Conditions)
{
    /// <summary>Conditions that choose among <see cref="Data"/>.</summary>
    public IReadOnlyList<Node> Choices { get; private init; } = [];

    /// <summary>Of the value that a variable becomes; null where the register always takes something new.</summary>
    public static HeldValue? Of(Node value, Ir.Variable variable)
    {
        if (value.Kind != NodeKind.Select)
        {
            return null;
        }

        List<Node> data = [], conditions = [], choices = [];
        return Collect(value) ? new(data, conditions) { Choices = choices } : null;

        // True when one of the ways ends at the variable.
        bool Collect(Node node)
        {
            if (node.Kind == NodeKind.Variable && node.Variable == variable)
            {
                return true;
            }

            if (node.Kind != NodeKind.Select)
            {
                data.Add(node);
                return false;
            }

            int before = data.Count;
            bool holdsWhenTrue = Collect(node.Operands[1]);
            int middle = data.Count;
            bool holdsWhenFalse = Collect(node.Operands[2]);
            if (middle > before && data.Count > middle)
            {
                choices.Add(node.Operands[0]);
            }

            if (holdsWhenTrue || holdsWhenFalse)
            {
                conditions.Add(node.Operands[0]);
            }

            return holdsWhenTrue || holdsWhenFalse;
        }
    }
}
