using System.Diagnostics;
using System.Globalization;
using Accel.Boards.Designs;
using Spectre.Console;

namespace Accel.Cli;

/// <summary>Tells the progress of a command on standard error: <c>[2/5] step ... 3.1 s</c>, with a bar on a terminal.</summary>
internal sealed class Steps(CliConsole console, int count) : IBuildSteps
{
    private static readonly TimeSpan _betweenLines = TimeSpan.FromSeconds(5);
    private int _done;

    /// <summary>Runs a step that cannot tell how far it is: in a log, now and then a line says that it goes on.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="body">Does it.</param>
    /// <param name="hasBar">Whether a bar is drawn on a terminal; off where the step itself writes there.</param>
    internal Task<T> RunAsync<T>(string name, Func<Task<T>> body, bool hasBar = true) => RunAsync(name, hasBar, async _ =>
    {
        long begun = Stopwatch.GetTimestamp();
        var work = body();
        while (!(console.ErrorIsTerminal && hasBar)
            && await Task.WhenAny(work, Task.Delay(2 * _betweenLines)).ConfigureAwait(false) != work)
        {
            console.Say(string.Create(CultureInfo.InvariantCulture, $"[{_done}/{count}] {name}: going on, {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s"));
        }

        return await work.ConfigureAwait(false);
    });

    Task<T> IBuildSteps.RunAsync<T>(string name, Func<Task<T>> body) => RunAsync(name, body);

    /// <summary>Runs a step that reports fractions of its work, from 0 to 1.</summary>
    internal Task<T> RunAsync<T>(string name, Func<IProgress<double>, Task<T>> body) => RunAsync(name, hasBar: true, body);

    private async Task<T> RunAsync<T>(string name, bool hasBar, Func<IProgress<double>, Task<T>> body)
    {
        string title = string.Create(CultureInfo.InvariantCulture, $"[{++_done}/{count}] {name}");
        long begun = Stopwatch.GetTimestamp();
        T result = console.ErrorIsTerminal && hasBar
            ? await WithBarAsync(title, body).ConfigureAwait(false)
            : await body(new Lines(console, title)).ConfigureAwait(false);
        console.Say(string.Create(CultureInfo.InvariantCulture, $"{title}: {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s"));
        return result;
    }

    private Task<T> WithBarAsync<T>(string title, Func<IProgress<double>, Task<T>> body)
        => console.Talk.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context =>
            {
                var task = context.AddTask(Cell.Of(title));
                return body(new Bar(task));
            });

    private sealed class Bar(ProgressTask task) : IProgress<double>
    {
        public void Report(double value) => task.Value = 100 * value;
    }

    // In a log a line now and then is right; a bar would fill it.
    private sealed class Lines(CliConsole console, string title) : IProgress<double>
    {
        private readonly Lock _lock = new();
        private long _last = Stopwatch.GetTimestamp();

        public void Report(double value)
        {
            lock (_lock)
            {
                if (Stopwatch.GetElapsedTime(_last) >= _betweenLines)
                {
                    _last = Stopwatch.GetTimestamp();
                    console.Say(string.Create(CultureInfo.InvariantCulture, $"{title}: {100 * value:0} %"));
                }
            }
        }
    }
}
