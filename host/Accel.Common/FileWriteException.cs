using System.ComponentModel;

namespace Accel;

/// <summary>A file or folder could not be written; what was there before is still there.</summary>
public sealed class FileWriteException : IOException
{
    /// <summary>A failure of the system's.</summary>
    /// <param name="path">What was to be written, as the user named it.</param>
    /// <param name="cause">Why it could not be.</param>
    public FileWriteException(string path, Exception cause)
        : this(path, Reason(cause ?? throw new ArgumentNullException(nameof(cause))), cause)
    {
    }

    /// <summary>A failure in words.</summary>
    public FileWriteException(string path, string reason, Exception? cause = null)
        : base($"`{PlainText.Name(path)}` cannot be written: {reason}", cause)
        => (Path, Why) = (path, reason);

    /// <summary>What was to be written.</summary>
    public string Path { get; }

    /// <summary>The reason alone.</summary>
    public string Why { get; }

    // The system's word without the name of a temporary file, which .NET puts into the message; it stands for the error in HResult where
    // it is one of Unix's.
    private static string Reason(Exception cause) => cause is IOException and not FileWriteException
        && !OperatingSystem.IsWindows() && cause.HResult is > 0 and < 200 ? new Win32Exception(cause.HResult).Message
        : cause is UnauthorizedAccessException ? "you may not write there"
        : cause.Message;
}
