namespace Accel.Transformer.Ir.Text.Parsing;

/// <summary>What the names of a text stand for: each is declared once in all of it.</summary>
internal sealed class IrScope
{
    private readonly Dictionary<(string, bool, int), object> _items = [];
    private readonly List<Action> _later = [];

    /// <summary>Gives something its name.</summary>
    public void Declare(IrToken name, object item)
    {
        if (!_items.TryAdd((name.Text, name.IsQuoted, name.Number), item))
        {
            throw IrCursor.Wrong(name, $"{name} is declared twice; equal names are told apart as in x'2");
        }
    }

    /// <summary>What a name stands for; null where that is nothing, or something else.</summary>
    public T? Find<T>(IrToken name)
        where T : class
        => name.Kind == IrTokenKind.Name ? _items.GetValueOrDefault((name.Text, name.IsQuoted, name.Number)) as T : null;

    /// <summary>What a name stands for.</summary>
    /// <param name="name">The name.</param>
    /// <param name="what">What it has to be, for the message.</param>
    public T Get<T>(IrToken name, string what)
        where T : class
        => Find<T>(name) ?? throw IrCursor.Wrong(
            name, Find<object>(name) is null ? $"{name} is not declared; expected {what}" : $"{name} is not {what}");

    /// <summary>Does something when all is declared.</summary>
    public void Later(Action resolve) => _later.Add(resolve);

    /// <summary>All is declared.</summary>
    public void Resolve() => _later.ForEach(static resolve => resolve());
}
