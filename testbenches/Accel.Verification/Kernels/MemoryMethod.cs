using System.Collections;
using System.Globalization;
using System.Reflection;
using Accel.Generation;
using Accel.Hast;
using Accel.Transformer;
using Accel.Transformer.Frontend;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>
/// Memory images that a method of the user's gives: static, without parameters, returning a SimpleMemory, an array of int or uint with a
/// cell each, or a sequence of such.
/// </summary>
public static class MemoryMethod
{
    /// <summary>Most images that a method may give.</summary>
    public const int MostImages = 1_000;

    /// <summary>Most cells of an image.</summary>
    public const int MostCells = 1 << 22;

    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(1);

    /// <summary>Runs a method.</summary>
    /// <param name="source">The sources that it stands in.</param>
    /// <param name="name">Class and method.</param>
    /// <param name="cancellationToken">Ends the wait for it.</param>
    /// <exception cref="KernelChoiceException">There is no such method.</exception>
    /// <exception cref="MemoryMethodException">It fails, does not end, or gives no memories.</exception>
    public static IReadOnlyList<MemoryImage> Images(KernelSource source, string name, CancellationToken cancellationToken = default)
    {
        var method = HostMethod.Find(source, name, cancellationToken);
        if (method.Problem is { } problem)
        {
            throw new KernelChoiceException(problem, method.Remedy ?? "mend the method");
        }

        // A thread of its own: one that does not end is left behind.
        var running = Task.Factory.StartNew(
            () => Read(name, method.Invoke(), cancellationToken), cancellationToken, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            return running.WaitAsync(_longest, cancellationToken).GetAwaiter().GetResult();
        }
        catch (TimeoutException e)
        {
            throw new MemoryMethodException(name, $"it did not end within {_longest.TotalSeconds} s", e);
        }
        catch (Exception e) when (e is not (AccelException or OperationCanceledException or OutOfMemoryException))
        {
            var cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            throw new MemoryMethodException(name, $"it fails: {cause.GetType().Name}: {cause.Message}", cause);
        }
    }

    private static List<MemoryImage> Read(string name, object? given, CancellationToken cancellationToken)
    {
        if (Cells(given) is { } only)
        {
            return [Image(name, name, only)];
        }

        var images = new List<MemoryImage>();
        foreach (object? item in given as IEnumerable ?? throw new MemoryMethodException(name, $"it returns {Type(given)}"))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (images.Count == MostImages)
            {
                throw new MemoryMethodException(name, Invariant($"it gives more than {MostImages} memories"));
            }

            uint[] cells = Cells(item) ?? throw new MemoryMethodException(name, $"it gives {Type(item)} among its memories");
            images.Add(Image(name, Invariant($"{name} {images.Count + 1}"), cells));
        }

        return images.Count > 0 ? images : throw new MemoryMethodException(name, "it gives no memory");
    }

    private static uint[]? Cells(object? given) => given switch
    {
        SimpleMemory memory when memory.CellCount <= MostCells => PlainMemory.Cells(memory),
        SimpleMemory memory => new uint[memory.CellCount],
        uint[] cells when cells.GetType() == typeof(uint[]) => [.. cells],
        int[] numbers => [.. numbers.Select(static n => unchecked((uint)n))],
        _ => null,
    };

    private static MemoryImage Image(string method, string name, uint[] cells) => cells.Length switch
    {
        0 => throw new MemoryMethodException(method, "it gives a memory without cells"),
        > MostCells => throw new MemoryMethodException(
            method, Invariant($"it gives a memory of {cells.Length} cells: at most {MostCells} can be simulated")),
        _ => new MemoryImage(name, cells),
    };

    private static string Type(object? given) => given?.GetType().Name ?? "null";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A method that is to give memory images gives none.</summary>
public sealed class MemoryMethodException(string method, string problem, Exception? innerException = null) : AccelException(
    $"--memories {method}: {problem}",
    "Return a SimpleMemory, an int[] or uint[] with a cell each, or an IEnumerable of such.",
    innerException);
