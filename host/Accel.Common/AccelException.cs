namespace Accel;

/// <summary>
/// Root of the one family of errors that are thrown on purpose: what happened, where and why in <see cref="Exception.Message"/>,
/// what to do next in <see cref="Remedy"/>, both safe to print (<see cref="PlainText"/>). Each room declares its own: models those of
/// models, Accel.Host those of links, devices and results.
/// </summary>
public abstract class AccelException : Exception
{
    /// <summary>Makes an error.</summary>
    /// <param name="message">What happened, where and why.</param>
    /// <param name="remedy">What to do, as a sentence or a command; null when there is nothing to advise.</param>
    /// <param name="innerException">The cause.</param>
    protected AccelException(string message, string? remedy = null, Exception? innerException = null)
        : base(PlainText.Message(message), innerException) => Remedy = remedy is null ? null : PlainText.Message(remedy);

    /// <summary>What to do about it, as a sentence or a command.</summary>
    public string? Remedy { get; }

    /// <summary>As every exception's text, with the remedy behind the message: a log that has nothing but this text has both.</summary>
    public override string ToString()
    {
        string text = base.ToString(), head = $"{GetType()}: {Message}";
        return Remedy is not null && text.StartsWith(head, StringComparison.Ordinal)
            ? $"{head}{Environment.NewLine}   try: {Remedy}{text.AsSpan(head.Length)}"
            : text;
    }
}
