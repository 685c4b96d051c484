using System.Globalization;
using Accel.Transformer.Scheduling;
using Accel.Transformer.Scheduling.Pipelines;

namespace Accel.Transformer.Reports;

/// <summary>Operations in the source's terms: named values by name, others as an ellipsis.</summary>
internal static class OperationText
{
    /// <summary>An operator.</summary>
    public static string Of(Node node) => (node.Name is null ? "" : node.Name + " = ") + Expression(node);

    /// <summary>An effect.</summary>
    public static string Of(Effect effect) => effect switch
    {
        LoadEffect load => $"load {load.Result.Array!.Name}[{Short(load.Result.Operands[0])}]",
        StoreEffect store => $"store {store.Array.Name}[{Short(store.Index)}] = {Short(store.Value)}",
        RequestEffect { Data: null } read => $"ask for cell {Short(read.Cell)}",
        RequestEffect write => $"write cell {Short(write.Cell)} = {Short(write.Data!)}",
        ResponseEffect response => $"answer{(response.Result.Name is { } name ? " " + name : "")}",
        BeatRead read => $"ask for the beat at cell {Short(read.Cell)}",
        BeatWrite write => string.Create(CultureInfo.InvariantCulture, $"write {write.Cells.Count} cells from cell {Short(write.Cell)}"),
        BeatAnswer answer => string.Create(CultureInfo.InvariantCulture, $"answer of {answer.Cells.Count} cells"),
        StreamReadEffect read => $"read {read.Stream.Name}",
        StreamWriteEffect write => $"write {write.Stream.Name} = {string.Join(", ", write.Values.Select(Short))}",
        StreamClearEffect clear => $"empty {clear.Stream.Name}",
        AssertEffect promise => "promise: " + promise.Message,
        CoverEffect => "cover",
        _ => throw new InvalidOperationException($"{effect.GetType().Name} has no text"),
    };

    /// <summary>A value where it is used.</summary>
    public static string Short(Node node) => node switch
    {
        { IsConstant: true } or { Kind: NodeKind.Variable } => node.ToString(),
        { Name: { } name } => name,
        { Kind: NodeKind.Wrap } => Short(node.Operands[0]),
        _ => "…",
    };

    private static string Expression(Node node)
    {
        if (node.Kind == NodeKind.Select)
        {
            return $"{Short(node.Operands[0])} ? {Short(node.Operands[1])} : {Short(node.Operands[2])}";
        }

        if (node.Kind == NodeKind.AnyBelow)
        {
            return $"bits above the lowest of {Short(node.Operands[0])}";
        }

        if (node.Kind == NodeKind.Count)
        {
            return $"number of bits of {Short(node.Operands[0])}";
        }

        return $"{Short(node.Operands[0])} {Symbol(node.Kind)} {Short(node.Operands[1])}";
    }

    private static string Symbol(NodeKind kind) => kind switch
    {
        NodeKind.Add => "+",
        NodeKind.Subtract => "-",
        NodeKind.Multiply => "*",
        NodeKind.And => "&",
        NodeKind.Or => "|",
        NodeKind.Xor => "^",
        NodeKind.ShiftLeft => "<<",
        NodeKind.ShiftRight => ">>",
        NodeKind.Equal => "==",
        NodeKind.NotEqual => "!=",
        NodeKind.LessThan => "<",
        NodeKind.LessOrEqual => "<=",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "is no operator of two values"),
    };
}
