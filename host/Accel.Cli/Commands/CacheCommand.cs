using System.CommandLine;
using System.Globalization;

namespace Accel.Cli;

/// <summary><c>accel cache</c>: where what was compiled is kept, how much it is, and its end.</summary>
internal static class CacheCommand
{
    internal static Command Create(CliConsole console, CliServices services)
    {
        var clear = new Option<bool>("--clear") { Description = "removes all of it" };
        var command = new Command(
            "cache",
            "Tells what is kept of kernels that were compiled, so that the next command on the same sources need not compile. "
            + "ACCEL_CACHE names its folder, or is off; else it is accel in XDG_CACHE_HOME or in ~/.cache.")
        {
            clear,
        };
        return CliCommand.With(
            command, console, (invocation, _) => Task.FromResult(Run(invocation, services, invocation.Line.GetValue(clear))));
    }

    private static int Run(Invocation invocation, CliServices services, bool clears)
    {
        int removed = clears ? services.Cache?.Clear() ?? 0 : 0;
        var (entries, bytes) = services.Cache?.Content ?? (0, 0);
        if (invocation.Json)
        {
            invocation.Console.WriteJson(new
            {
                services.Cache?.Folder, Entries = entries, Bytes = bytes, services.Cache?.LimitBytes, Removed = removed,
            });
        }
        else if (services.Cache is not { } cache)
        {
            invocation.Console.Output.WriteLine("off: nothing is kept");
        }
        else
        {
            invocation.Console.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{PlainText.Name(cache.Folder)}: {entries:N0} entries, {bytes:N0} bytes of at most {cache.LimitBytes:N0}")
                + (clears ? string.Create(CultureInfo.InvariantCulture, $"; {removed:N0} entries removed") : ""));
        }

        return ExitCode.Ok;
    }
}
