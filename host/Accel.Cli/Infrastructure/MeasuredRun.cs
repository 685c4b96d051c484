namespace Accel.Cli;

/// <summary>What a command has measured so far; measuring goes on on a thread of its own, and may be left behind when it is
/// stopped.</summary>
/// <typeparam name="T">A row.</typeparam>
internal sealed class MeasuredRows<T>
{
    private readonly Lock _lock = new();
    private readonly List<T> _rows = [];

    /// <summary>Adds a row.</summary>
    internal void Add(T row)
    {
        lock (_lock)
        {
            _rows.Add(row);
        }
    }

    /// <summary>Adds rows.</summary>
    internal void AddRange(IEnumerable<T> rows)
    {
        lock (_lock)
        {
            _rows.AddRange(rows);
        }
    }

    /// <summary>Puts rows in the place of the last ones, as many: of which more is known now.</summary>
    internal void ReplaceLast(IReadOnlyList<T> rows)
    {
        lock (_lock)
        {
            _rows.RemoveRange(_rows.Count - rows.Count, rows.Count);
            _rows.AddRange(rows);
        }
    }

    /// <summary>The rows up to now.</summary>
    internal List<T> SoFar()
    {
        lock (_lock)
        {
            return [.. _rows];
        }
    }
}

/// <summary>How a command tells its rows.</summary>
/// <typeparam name="T">A row.</typeparam>
/// <param name="Print">Prints them as a table.</param>
internal sealed record RowsReport<T>(Action<List<T>> Print)
{
    /// <summary>What --json writes when all is measured.</summary>
    internal Func<List<T>, object> Document { get; init; } = static rows => rows;

    /// <summary>Whether nothing in them is wrong.</summary>
    internal Func<List<T>, bool> IsRight { get; init; } = static _ => true;

    /// <summary>The exit code where something is.</summary>
    internal int WrongExitCode { get; init; } = ExitCode.VerificationDiffers;

    /// <summary>Writes what else was asked for, when all is measured.</summary>
    internal Action<List<T>> Write { get; init; } = static _ => { };

    /// <summary>Of a command that was stopped: so many of what.</summary>
    internal string Unit { get; init; } = "rows were measured";
}

/// <summary>Runs a command that measures one thing after the other, and tells its rows: all of them, or those that were measured before it
/// ended early.</summary>
internal static class MeasuredRun
{
    /// <summary>Runs it.</summary>
    /// <param name="invocation">Its line and console.</param>
    /// <param name="measure">Adds rows, each when it is measured.</param>
    /// <param name="report">How rows are told, and what is a fault in them.</param>
    /// <param name="cancellationToken">Stops it, even where a measurement does not look at it.</param>
    /// <returns>The exit code.</returns>
    internal static async Task<int> RunAsync<T>(
        Invocation invocation, Func<MeasuredRows<T>, Task> measure, RowsReport<T> report, CancellationToken cancellationToken)
    {
        var rows = new MeasuredRows<T>();
        try
        {
            await Task.Run(() => measure(rows), cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
            report.Write(rows.SoFar());
        }
#pragma warning disable CA1031 // Whatever ends the work, what was measured is told.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return TellEarly(invocation, rows.SoFar(), report, e);
        }

        var all = rows.SoFar();
        if (invocation.Json)
        {
            invocation.Console.WriteJson(report.Document(all));
        }
        else
        {
            report.Print(all);
        }

        return report.IsRight(all) ? ExitCode.Ok : report.WrongExitCode;
    }

    private static int TellEarly<T>(Invocation invocation, List<T> measured, RowsReport<T> report, Exception cause)
    {
        if (!invocation.Json && measured.Count > 0)
        {
            report.Print(measured);
        }

        int exitCode = invocation.Fail(cause, failure => new { Measured = report.Document(measured), Complete = false, Error = failure });
        invocation.Console.Say(FormattableString.Invariant($"       {measured.Count} {report.Unit} before that"));
        return exitCode;
    }
}
