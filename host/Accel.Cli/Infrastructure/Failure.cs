using Accel.Boards.Designs;
using Accel.Generation;
using Accel.Host;
using Accel.Models;
using Accel.ToolRunners;

namespace Accel.Cli;

/// <summary>A failure as the user sees it.</summary>
/// <param name="Kind">Short name for programs.</param>
/// <param name="Message">What, where and why.</param>
/// <param name="Remedy">What to try next.</param>
/// <param name="ExitCode">What the process ends with.</param>
internal sealed record Failure(string Kind, string Message, string? Remedy, int ExitCode)
{
    /// <summary>The one place that maps errors to exit codes.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <param name="help">The line that shows the command's help.</param>
    /// <param name="stopped">What the process ends with when it was stopped.</param>
    internal static Failure From(Exception exception, string help, int stopped = Cli.ExitCode.Interrupted) => exception switch
    {
        OperationCanceledException => new("cancelled", "stopped", null, stopped),
        OutputException e => new("outputUnavailable", e.Message, e.Remedy, e.IsClosed
            ? Cli.ExitCode.OutputClosed : Cli.ExitCode.Unavailable),
        UsageException e => new("usage", e.Message, e.Remedy ?? help, Cli.ExitCode.Usage),
        KernelChoiceException e => new("usage", e.Message, e.Remedy, Cli.ExitCode.Usage),
        BoardRequestException { IsMissing: true } e => new("inputMissing", e.Message, e.Remedy, Cli.ExitCode.InputMissing),
        BoardRequestException e => new("usage", e.Message, e.Remedy ?? help, Cli.ExitCode.Usage),
        InputMissingException e => new("inputMissing", e.Message, e.Remedy, Cli.ExitCode.InputMissing),
        KernelSourceException { IsMissing: true } e => new("inputMissing", e.Message, e.Remedy, Cli.ExitCode.InputMissing),
        ResultMismatchException e => new("resultMismatch", e.Message, e.Remedy, Cli.ExitCode.VerificationDiffers),
        DeviceUnavailableException e => new("deviceUnavailable", e.Message, e.Remedy, Cli.ExitCode.Unavailable),
        DeviceTimeoutException e => new("deviceTimeout", e.Message, e.Remedy, Cli.ExitCode.Unavailable),
        DesignMismatchException e => new("designMismatch", e.Message, e.Remedy, Cli.ExitCode.Unavailable),
        CountersMissingException e => new("countersMissing", e.Message, e.Remedy, Cli.ExitCode.Unavailable),
        ProtocolErrorException e => new("protocolError", e.Message, e.Remedy, Cli.ExitCode.Unavailable),
        ModelDoesNotFitException e => new("modelDoesNotFit", e.Message, e.Remedy, Cli.ExitCode.DoesNotFit),
        ToolMissingException e => new("toolMissing", e.Message, e.InstallCommand, Cli.ExitCode.Unavailable),
        BuildFailedException e => new("toolFailed", e.Message, e.Remedy, Cli.ExitCode.Unavailable),
        ToolFailedException e => new("toolFailed", e.Message, "accel verify --rung ghdl", Cli.ExitCode.Unavailable),
        FileWriteException e => new("outputUnavailable", e.Message, "make room there, or name another place", Cli.ExitCode.Unavailable),
        AccelException e => new("badData", e.Message, e.Remedy, Cli.ExitCode.BadData),
        FileNotFoundException e => new("inputMissing", OneLine(e), "check the path", Cli.ExitCode.InputMissing),
        DirectoryNotFoundException e => new("inputMissing", OneLine(e), "check the path", Cli.ExitCode.InputMissing),
        UnauthorizedAccessException e => new("inputMissing", OneLine(e), "check the permissions of the file", Cli.ExitCode.InputMissing),
        IOException e => new("inputOutput", OneLine(e), "check that the file can be read and that the disk is not full",
            Cli.ExitCode.InputMissing),
        _ => new("internal", $"internal error: {exception}", "this is a fault of accel: please report it with the command and this text", Cli.ExitCode.Internal),
    };

    // The runtime quotes names of files as they are.
    private static string OneLine(Exception exception) => PlainText.Name(exception.Message, PlainText.MostOfMessage);
}
