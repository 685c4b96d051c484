using System.Diagnostics;
using System.Runtime.CompilerServices;
using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Host;

/// <summary>Runs of a kernel's methods by their names, and beside the same methods as plain C#.</summary>
public static class KernelDeviceExtensions
{
    // A kernel's fields are of one run at a time.
    private static readonly ConditionalWeakTable<object, Lock> _plainTurns = [];

    /// <summary>Runs a kernel's method on the device, for instance <c>device.RunAsync(new Fir().Run, memory)</c>.</summary>
    /// <param name="device">The device; opened with <see cref="DeviceOptions.Kernel"/>.</param>
    /// <param name="entryPoint">The method. It is run as plain C# where that is asked for.</param>
    /// <param name="memory">What it works on, there and back.</param>
    /// <param name="verify">Runs it as plain C# too, on a copy and at the same time, and compares all cells.</param>
    /// <param name="cancellationToken">Stops the device and throws. Plain C# cannot be stopped: it is left behind.</param>
    /// <exception cref="ArgumentException">The device's kernel has no such method, or the memory is larger than the
    /// device's.</exception>
    /// <exception cref="ResultMismatchException">A cell differs; <paramref name="memory"/> is as the device has left it.</exception>
    /// <exception cref="AccelException">The device failed.</exception>
    public static ValueTask<DeviceRun> RunAsync(
        this IKernelDevice device, Action<SimpleMemory> entryPoint, SimpleMemory memory, bool verify = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        return device.RunAsync(entryPoint, entryPoint, memory, verify, cancellationToken);
    }

    /// <inheritdoc cref="RunAsync(IKernelDevice, Action{SimpleMemory}, SimpleMemory, bool, CancellationToken)"/>
    public static ValueTask<DeviceRun> RunAsync(
        this IKernelDevice device, Func<SimpleMemory, Task> entryPoint, SimpleMemory memory, bool verify = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        return device.RunAsync(
            entryPoint, copy => entryPoint(copy).GetAwaiter().GetResult(), memory, verify, cancellationToken);
    }

    /// <summary>Runs an entry point on the device; beside its plain C#, where that is given, with which all cells are compared.</summary>
    /// <param name="device">The device.</param>
    /// <param name="entryPoint">Its number.</param>
    /// <param name="plain">The same as plain C#; null for the device alone.</param>
    /// <param name="turn">The object whose fields it uses.</param>
    /// <param name="memory">What it works on, there and back.</param>
    /// <param name="cancellationToken">Stops the device and throws.</param>
    /// <exception cref="ResultMismatchException">A cell differs.</exception>
    internal static async ValueTask<DeviceRun> RunBesideAsync(
        this IKernelDevice device, int entryPoint, Action<SimpleMemory>? plain, object turn, SimpleMemory memory,
        CancellationToken cancellationToken)
    {
        if (plain is null)
        {
            return await device.RunAsync(entryPoint, memory, cancellationToken).ConfigureAwait(false);
        }

        var copy = PlainMemory.Of(PlainMemory.Cells(memory));
        var expected = Task.Run(() => Time(plain, turn, copy), cancellationToken);
        DeviceRun run;
        try
        {
            run = await device.RunAsync(entryPoint, memory, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // The device's error is the one to report, at once; nobody waits for the C# any more.
            Late.Forget(expected);
            throw;
        }

        run = run with { CpuTime = await expected.WaitAsync(cancellationToken).ConfigureAwait(false) };
        RequireEqual(run, PlainMemory.Cells(copy), PlainMemory.Cells(memory));
        return run;
    }

    private static ValueTask<DeviceRun> RunAsync(
        this IKernelDevice device, Delegate method, Action<SimpleMemory> plain, SimpleMemory memory, bool verify,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(memory);
        int number = KernelEntryPoints.NumberOf(device.EntryPoints, method.Method.Name);
        return device.RunBesideAsync(number, verify ? plain : null, method.Target ?? method, memory, cancellationToken);
    }

    private static TimeSpan Time(Action<SimpleMemory> plain, object turn, SimpleMemory memory)
    {
        lock (_plainTurns.GetOrCreateValue(turn))
        {
            long begun = Stopwatch.GetTimestamp();
            plain(memory);
            return Stopwatch.GetElapsedTime(begun);
        }
    }

    private static void RequireEqual(DeviceRun run, uint[] expected, uint[] actual)
    {
        if (!expected.AsSpan().SequenceEqual(actual))
        {
            throw ResultMismatchException.OfCells(
                run,
                [.. Enumerable.Range(0, expected.Length).Where(i => expected[i] != actual[i]).Select(i => (i, expected[i], actual[i]))]);
        }
    }
}
