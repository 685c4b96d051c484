namespace Hast.Synthesis.Attributes;

/// <summary>Marks a <c>static readonly</c> constant whose value may be replaced, by its key, when hardware is generated.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ReplaceableAttribute(string key) : Attribute
{
    /// <summary>The key under which the generator is given another value.</summary>
    public string Key { get; } = key;
}
