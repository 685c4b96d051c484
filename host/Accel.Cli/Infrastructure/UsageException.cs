namespace Accel.Cli;

/// <summary>The command line asks for something that cannot be.</summary>
internal sealed class UsageException(string message,
    string? remedy = null) : AccelException(PlainText.Name(message, PlainText.MostOfMessage), remedy);

/// <summary>A file or folder that was named is not there.</summary>
internal sealed class InputMissingException(string message,
    string? remedy = null) : AccelException(PlainText.Name(message, PlainText.MostOfMessage), remedy);
