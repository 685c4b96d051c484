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
        if (MemoryOf(invocation) is { } memory
            && invocation.GetConcreteMethodInvocationTarget() is { } method
            && device.EntryPoints.IndexOf(method.Name) is >= 0 and var number)
        {
            Return(invocation, RunAsync(number, memory, CancellationToken.None).AsTask());
        }
        else
        {
            invocation.Proceed();
        }
    }

    /// <summary>The memory of a call that may be one of an entry point, else null.</summary>
    internal static SimpleMemory? MemoryOf(IInvocation invocation)
        => invocation.Arguments is [SimpleMemory memory] && invocation.Method.ReturnType is var type
            && (type == typeof(void) || type == typeof(Task)) ? memory : null;

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
        var call = options.Verify
            ? device.RunVerifiedAsync(
                number, Plain(kernel, Method(kernel, device.EntryPoints[number])!), kernel, memory, cancellationToken)
            : device.RunAsync(number, memory, cancellationToken);
        var run = await call.ConfigureAwait(false);
        options.Ran?.Invoke(run);
        return run;
    }
}
