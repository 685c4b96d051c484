using System.Collections.Immutable;
using System.Reflection;
using Castle.DynamicProxy;
using Hast.Transformer.SimpleMemory;

namespace Accel.Host.Proxies;

/// <summary>Sends the calls of a proxy's entry points to a device.</summary>
internal sealed class DeviceCalls(IKernelDevice device, object kernel, ProxyOptions options) : IInterceptor
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <inheritdoc/>
    public void Intercept(IInvocation invocation)
    {
        if (EntryPointOf(invocation, device.EntryPoints) is var (number, _, memory))
        {
            Return(invocation, RunAsync(number, memory, CancellationToken.None).AsTask());
        }
        else
        {
            invocation.Proceed();
        }
    }

    /// <summary>The entry point that is called: its number, the kernel's own method, and the memory; null where none is.</summary>
    internal static (int Number, MethodInfo Method, SimpleMemory Memory)? EntryPointOf(
        IInvocation invocation, ImmutableArray<string> entryPoints)
        => invocation.Arguments is [SimpleMemory memory] && invocation.Method.ReturnType is var type
            && (type == typeof(void) || type == typeof(Task))
            && invocation.GetConcreteMethodInvocationTarget() is { } method
            && entryPoints.IndexOf(method.Name) is >= 0 and var number ? (number, method, memory) : null;

    /// <summary>Hands the task out where the method returns one, and else waits for it.</summary>
    internal static void Return(IInvocation invocation, Task run)
    {
        if (invocation.Method.ReturnType == typeof(Task))
        {
            invocation.ReturnValue = run;
        }
        else
        {
            run.GetAwaiter().GetResult();
        }
    }

    /// <summary>The kernel's own method.</summary>
    internal static MethodInfo? Method(object kernel, string name) => kernel.GetType().GetMethod(name, Instance, [typeof(SimpleMemory)]);

    /// <summary>The kernel's own method, to be run as plain C#.</summary>
    internal static Action<SimpleMemory> Plain(object kernel, MethodInfo method) => method.ReturnType == typeof(void)
        ? method.CreateDelegate<Action<SimpleMemory>>(kernel)
        : memory => method.CreateDelegate<Func<SimpleMemory, Task>>(kernel)(memory).GetAwaiter().GetResult();

    /// <summary>The number of an entry point.</summary>
    /// <exception cref="ArgumentException">It has none, or several and none is named.</exception>
    internal int Named(string? name) => name is null && device.EntryPoints.Length == 1 ? 0
        : name is not null && device.EntryPoints.IndexOf(name) is >= 0 and var number ? number
        : throw new ArgumentException(
            $"{kernel.GetType().Name} has the entry points {string.Join(", ", device.EntryPoints)}: name one of them", nameof(name));

    /// <summary>Runs an entry point, beside its plain C# where that is asked for.</summary>
    internal async ValueTask<DeviceRun> RunAsync(int number, SimpleMemory memory, CancellationToken cancellationToken)
    {
        var plain = options.Verify ? Plain(kernel, Method(kernel, device.EntryPoints[number])!) : null;
        var run = await device.RunBesideAsync(number, plain, kernel, memory, cancellationToken).ConfigureAwait(false);
        options.Ran?.Invoke(run);
        return run;
    }
}
