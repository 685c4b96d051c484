using System.Runtime.CompilerServices;

namespace Accel.Hast;

/// <summary>
/// Ends a kernel that runs as plain C# and would go on for ever, or for longer than anybody waits, on memory that it was not written for.
/// The compiler weaves <see cref="Step"/> into loops and <see cref="Enter"/> into methods that call themselves where it runs a kernel on
/// random memory; kernels do not call them.
/// </summary>
public static class RunBudget
{
    private static readonly AsyncLocal<Left?> _left = new();

    /// <summary>Runs something with so many iterations of loops, those of its tasks included.</summary>
    /// <param name="iterations">How many.</param>
    /// <param name="run">What to run.</param>
    /// <exception cref="RunBudgetException">They did not suffice, or methods called themselves deeper than the stack is.</exception>
    public static void Run(long iterations, Action run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var before = _left.Value;
        _left.Value = new Left(iterations);
        try
        {
            run();
        }
        finally
        {
            _left.Value = before;
        }
    }

    /// <summary>Another iteration of a loop.</summary>
    public static void Step()
    {
        if (_left.Value is { } left && Interlocked.Decrement(ref left.Iterations) < 0)
        {
            throw new RunBudgetException("it did not end within the iterations that it was given");
        }
    }

    /// <summary>Another call of a method by itself.</summary>
    public static void Enter()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new RunBudgetException("its methods call themselves deeper than the stack is");
        }

        Step();
    }

    private sealed class Left(long iterations)
    {
        public long Iterations = iterations;
    }
}

/// <summary>A kernel that runs as plain C# has used up its <see cref="RunBudget"/>.</summary>
/// <param name="message">What it ran out of.</param>
public sealed class RunBudgetException(string message) : Exception(message);
