using System.Globalization;
using System.Runtime.ExceptionServices;
using Accel.Rtl;

namespace Accel.Transformer.Ir.Interpretation;

/// <summary>
/// The tasks of networks, one at a time: a task runs until it waits or ends, then the next one that can go on does, so that every run is
/// the same. Each has a thread of its own, because the interpreter is in the middle of a statement where it waits.
/// </summary>
internal sealed class IrTasks
{
    private readonly List<Fiber> _fibers = [];
    private Fiber? _current;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Ends a task whose network has failed.</summary>
    private sealed class TaskAbandonedException : Exception;

    private sealed class Fiber(string name)
    {
        public string Name { get; } = name;

        public SemaphoreSlim Turn { get; } = new(0);

        /// <summary>It can go on; null when nothing keeps it.</summary>
        public Func<bool>? CanGoOn { get; set; }

        /// <summary>What it waits for, if it waits at a stream.</summary>
        public Func<string>? Waits { get; set; }

        public SourceLocation? Place { get; set; }
    }

    /// <summary>Runs tasks until all of them have ended.</summary>
    /// <exception cref="IrExecutionException">A task did something undefined, or all tasks wait.</exception>
    public void Run(IReadOnlyList<(TaskName Name, Action Body)> tasks)
    {
        var outer = _current;
        var parent = outer ?? new Fiber("the caller");
        if (outer is null)
        {
            _failure = null;
            _fibers.Add(parent);
            _current = parent;
        }

        int running = tasks.Count;
        List<Thread> threads = [];
        foreach (var (name, body) in tasks)
        {
            Fiber fiber = new(name.Name);
            _fibers.Add(fiber);
            Thread thread = new(() => Live(fiber, body, () => running--)) { IsBackground = true, Name = name.Name };
            threads.Add(thread);
            thread.Start();
        }

        parent.CanGoOn = () => running == 0;
        GoOn(parent);
        threads.ForEach(thread => thread.Join());
        if (outer is not null)
        {
            if (_failure is not null)
            {
                throw new TaskAbandonedException();
            }

            return;
        }

        _fibers.Clear();
        _current = null;
        _failure?.Throw();
    }

    /// <summary>Waits until a stream can be read or written.</summary>
    /// <exception cref="IrExecutionException">No task can go on.</exception>
    public void WaitFor(IrStreamStorage storage, bool isWrite, SourceLocation? place)
    {
        bool IsReady() => isWrite ? storage.CanWrite : storage.CanRead;
        string name = _current?.Name ?? "the caller";
        if (isWrite)
        {
            storage.Writer = name;
        }
        else
        {
            storage.Reader = name;
        }

        string Describe()
        {
            string other = isWrite
                ? storage.Reader is { } reader ? $"{reader} reads" : "nobody has read from"
                : storage.Writer is { } writer ? $"{writer} writes" : "nobody has written to";
            string done = isWrite ? "write to" : "read from";
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{name} (line {place?.Line}) waits to {done} {storage.Stream.Name}, which is {(isWrite ? "full" : "empty")} and which {other}");
        }

        if (IsReady())
        {
            return;
        }

        if (_current is not { } fiber)
        {
            throw new IrExecutionException("deadlock: " + Describe(), place);
        }

        (fiber.CanGoOn, fiber.Waits, fiber.Place) = (IsReady, Describe, place);
        GoOn(fiber);
        fiber.Waits = null;
    }

    private void Live(Fiber fiber, Action body, Action ended)
    {
        fiber.Turn.Wait();
        try
        {
            if (_failure is null)
            {
                body();
            }
        }
        catch (TaskAbandonedException)
        {
            // Another task has said why.
        }
        catch (Exception exception)
        {
            _failure ??= ExceptionDispatchInfo.Capture(exception);
        }

        ended();
        _ = _fibers.Remove(fiber);
        Next(fiber)?.Turn.Release();
    }

    // Lets others run until this one can go on.
    private void GoOn(Fiber fiber)
    {
        var next = Next(fiber);
        if (next != fiber)
        {
            next!.Turn.Release();
            fiber.Turn.Wait();
        }

        _current = fiber;
        fiber.CanGoOn = null;
        if (_failure is not null && fiber.Waits is not null)
        {
            throw new TaskAbandonedException();
        }
    }

    // The next one in turn that can go on. Where none can, all that wait at a stream are let go, to end.
    private Fiber? Next(Fiber after)
    {
        int at = _fibers.IndexOf(after);
        var order = at < 0 ? _fibers : [.. _fibers.Skip(at + 1), .. _fibers.Take(at + 1)];
        var next = order.Find(f => f.CanGoOn?.Invoke() ?? true) ?? (_failure is null ? null : order.Find(f => f.Waits is not null));
        if (next is null && order.Count > 0)
        {
            var waiting = order.Where(f => f.Waits is not null).ToList();
            _failure = ExceptionDispatchInfo.Capture(
                new IrExecutionException("deadlock: " + string.Join("; ", waiting.Select(f => f.Waits!())),
                    waiting.Find(f => f.Place is not null)?.Place));
            next = waiting[0];
        }

        if (next is not null)
        {
            _current = next;
        }

        return next;
    }
}
