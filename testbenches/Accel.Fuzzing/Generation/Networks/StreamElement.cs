namespace Accel.Fuzzing.Generation.Networks;

/// <summary>What a stream carries: a number, or a struct or tuple of several; one field may say that it is the last one.</summary>
/// <param name="Type">As C# writes it.</param>
/// <param name="Fields">What stands behind the element's name, and its type; one without a name for a number.</param>
/// <param name="Form">How a value is written: {0}, {1} and so on are the fields.</param>
/// <param name="End">The field of type bool that says it is the last one, or -1.</param>
internal sealed record StreamElement(string Type, IReadOnlyList<(string Suffix, Scalar Type)> Fields, string Form, int End = -1)
{
    /// <summary>A number.</summary>
    public static StreamElement Of(Scalar type) => new(type.Name, [("", type)], "{0}");

    /// <summary>A value whose fields are made by the body.</summary>
    /// <param name="body">Where it is written.</param>
    /// <param name="end">What says that it is the last one, where there is a field for that.</param>
    public string Value(Body body, string end)
    {
        string text = Form;
        for (int i = 0; i < Fields.Count; i++)
        {
            Scalar type = Fields[i].Type;
            string value = i == End ? end : Fields.Count == 1 || Form[0] == '(' ? Typed(type, body.Expressions.Assignable(type, 2))
                : body.Expressions.Assignable(type, 2);
            text = text.Replace(FormattableString.Invariant($"{{{i}}}"), value, StringComparison.Ordinal);
        }

        return text;
    }

    // A tuple's elements and the argument of a call have the type that is meant, whatever the value's own is.
    private static string Typed(Scalar type, string value) => type.IsNumber ? $"({type.Name})({value})" : value;

    /// <summary>The body may use the fields of a variable that holds an element.</summary>
    public void See(Body body, string variable) =>
        body.Scope.Slots.AddRange(Fields.Select(field => new Slot(variable + field.Suffix, field.Type)));
}
