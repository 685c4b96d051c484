using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Accel.Rtl;
using Accel.Transformer.Diagnostics;

namespace Accel.Transformer.Budgets;

/// <summary>
/// Looks after a compilation: whether somebody has cancelled it, how long it has taken, and how deep the stack is. It belongs to the thread
/// that compiles and not to the parts of the compiler, so that whatever walks, copies or searches passes by <see cref="Check"/> without
/// being handed anything.
/// </summary>
internal sealed class CompileWatch
{
    /// <summary>An expression of 10,000 terms in a row is as deep as it is long, and every walk goes down it.</summary>
    private const int StackBytes = 64 << 20;

    /// <summary>A step may make a statement several times until it is right.</summary>
    private const int Roundabouts = 4;

    /// <summary>What a method is taken for that has not been translated yet.</summary>
    private const int OperationsPerMethod = 50;

    /// <summary>The clock is looked at once in so many checks.</summary>
    private const int ChecksPerLook = 1024;

    [ThreadStatic]
    private static CompileWatch? _current;

    private readonly CompileBudgets _budgets;
    private readonly CancellationToken _cancellation;
    private readonly long _begun = Stopwatch.GetTimestamp();
    private SourceLocation? _place;
    private string _step = "the front end";
    private int _checks;
    private long _statements, _inlined;

    private CompileWatch(CompileBudgets budgets, CancellationToken cancellation) => (_budgets, _cancellation) = (budgets, cancellation);

    /// <summary>The budgets of what is being compiled.</summary>
    public static CompileBudgets Budgets => _current?._budgets ?? CompileBudgets.Default;

    /// <summary>Runs a part of a compilation on a thread that has room for deep expressions; within another one, as a part of
    /// that.</summary>
    /// <exception cref="OperationCanceledException">Somebody has cancelled it.</exception>
    public static T Run<T>(TransformOptions options, Func<T> compile)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        if (_current is not null)
        {
            return compile();
        }

        T result = default!;
        ExceptionDispatchInfo? failure = null;
        Thread thread = new(
            () =>
            {
                _current = new CompileWatch(options.Budgets, options.CancellationToken);
                try
                {
                    result = compile();
                }
                catch (Exception exception)
                {
                    failure = ExceptionDispatchInfo.Capture(exception);
                }
            },
            StackBytes) { IsBackground = true, Name = "compile" };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }

    /// <summary>Says which step goes on, for a message.</summary>
    public static void Begin(string step)
    {
        if (_current is { } watch)
        {
            (watch._step, watch._statements) = (step, 0);
            watch.Look();
        }
    }

    /// <summary>Says of which line a statement is made, for a message, and checks. This is the last resort against copies that nobody has
    /// counted before.</summary>
    public static void Made(SourceLocation? place)
    {
        At(place);
        if (_current is { } watch && ++watch._statements > Roundabouts * watch._budgets.Operations)
        {
            OperationBudget.Refuse(watch._place,
                $"{watch._step} copies statements without end: {OperationBudget.Number(watch._statements)} so far");
        }
    }

    /// <summary>Counts the methods that the front end puts in the middle of their callers.</summary>
    /// <param name="place">The call.</param>
    /// <param name="chain">Who calls whom, the outermost first; made when it is needed.</param>
    public static void Inlined(SourceLocation? place, Func<IEnumerable<string>> chain)
    {
        if (_current is { } watch && ++watch._inlined * OperationsPerMethod > watch._budgets.Operations)
        {
            OperationBudget.Refuse(
                place,
                $"{OperationBudget.Number(watch._inlined)} copies of accessors, constructors, operators, lambda expressions and local functions are made, at "
                    + $"least {OperationsPerMethod} operations each: {OperationBudget.Chain([.. chain()])}");
        }
    }

    /// <summary>Says which line is worked on, for a message, and checks.</summary>
    public static void At(SourceLocation? place)
    {
        if (_current is { } watch && place is { Line: > 0 })
        {
            watch._place = place;
        }

        Check();
    }

    /// <summary>To be passed in every loop that is not short: cheap.</summary>
    /// <exception cref="OperationCanceledException">Somebody has cancelled the compilation.</exception>
    /// <exception cref="BudgetExceededException">It has taken too long, or nests too deep.</exception>
    public static void Check()
    {
        if (_current is not { } watch)
        {
            return;
        }

        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw TooDeep();
        }

        if (++watch._checks % ChecksPerLook == 0)
        {
            watch.Look();
        }
    }

    /// <summary>What Roslyn's own InsufficientExecutionStackException is to us.</summary>
    public static BudgetExceededException TooDeep() =>
        new(DiagnosticDescriptors.NestedTooDeep, _current?._place, _current?._step ?? "the compiler");

    private void Look()
    {
        _cancellation.ThrowIfCancellationRequested();
        if (Stopwatch.GetElapsedTime(_begun).TotalSeconds > _budgets.Seconds)
        {
            throw new BudgetExceededException(DiagnosticDescriptors.CompileTime, _place, _budgets.Seconds, _step);
        }
    }
}
