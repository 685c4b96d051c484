namespace Accel.Boards.Designs;

/// <summary>A tool of a build failed.</summary>
public sealed class BuildFailedException(string message, string log, Exception? innerException = null)
    : AccelException(message, $"read {log}", innerException);
