namespace Accel.Host.Engine;

/// <summary>A limit that no engine has, and what it may be.</summary>
/// <param name="Name">The constant's key, or the limit in words.</param>
/// <param name="Value">What the device says, or what somebody asks for.</param>
/// <param name="Possible">What an engine may have.</param>
/// <param name="Most">The most of it.</param>
internal readonly record struct ToldLimit(string Name, long Value, string Possible, long Most)
{
    /// <summary>A limit between two numbers; null when it is.</summary>
    public static ToldLimit? Within(string name, long value, long least, long most)
        => value >= least && value <= most ? null : new ToldLimit(name, value, FormattableString.Invariant($"{least} to {most}"), most);

    /// <summary>Why it is refused.</summary>
    public ArgumentException Refused() => new(FormattableString.Invariant($"{Name} cannot be {Value}: it has to be {Possible}"));
}
