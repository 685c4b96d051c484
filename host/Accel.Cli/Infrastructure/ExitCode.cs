namespace Accel.Cli;

/// <summary>What the process ends with; the numbers from 64 on are those of BSD's sysexits.</summary>
internal static class ExitCode
{
    internal const int Ok = 0;
    internal const int VerificationDiffers = 1;
    internal const int DoesNotFit = 2;
    internal const int Usage = 64;
    internal const int BadData = 65;
    internal const int InputMissing = 66;
    internal const int Unavailable = 69;
    internal const int Internal = 70;

    /// <summary>The terminal went away: 128 + SIGHUP.</summary>
    internal const int HungUp = 129;

    /// <summary>Stopped by Ctrl-C, as shells expect it: 128 + SIGINT.</summary>
    internal const int Interrupted = 130;

    /// <summary>The reader of standard output went away: 128 + SIGPIPE.</summary>
    internal const int OutputClosed = 141;

    /// <summary>Stopped by kill: 128 + SIGTERM.</summary>
    internal const int Terminated = 143;
}
