using Castle.DynamicProxy;
using Hast.Transformer.SimpleMemory;

namespace Accel.Host.Proxies;

/// <summary>Objects of a kernel's class whose entry points run on a device.</summary>
public static class KernelProxy
{
    private static readonly ProxyGenerator _generator = new();

    /// <summary>
    /// An object of the kernel's class, or of an interface that it implements, whose entry points run on a device: called as they are, they
    /// block until the result is there; one that returns a task, and <see cref="RunAsync"/>, do not. All other methods are the kernel's,
    /// and so, called by the class, is an entry point that implements an interface and is not declared virtual: it cannot be overridden.
    /// </summary>
    /// <typeparam name="T">A class that is not sealed, with a constructor without parameters (its fields are not used), or an
    /// interface.</typeparam>
    /// <param name="device">The device, or the pool; opened with the class in <see cref="DeviceOptions.Kernel"/>.</param>
    /// <param name="kernel">The kernel, for what is verified as plain C#.</param>
    /// <param name="options">How, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The class is not the device's kernel, or none that can be inherited from, or none of its entry
    /// points can be called on the proxy.</exception>
    public static T Proxy<T>(this IKernelDevice device, T kernel, ProxyOptions? options = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(kernel);
        options ??= new ProxyOptions();
        RequireKernel(device, kernel);
        RequireEntryPoint<T>(device, kernel);
        return Create(kernel, new DeviceCalls(device, kernel, options));
    }

    /// <summary>Runs an entry point of a proxy without blocking: <c>await fir.RunAsync(memory)</c>.</summary>
    /// <param name="proxy">What <see cref="Proxy"/> has made.</param>
    /// <param name="memory">What it works on, there and back.</param>
    /// <param name="entryPoint">Its name; null for the only one.</param>
    /// <param name="cancellationToken">Stops the device and throws.</param>
    /// <exception cref="ArgumentException">It is no proxy, or it is not clear which entry point is meant.</exception>
    /// <exception cref="ResultMismatchException">It is verified, and a cell differs.</exception>
    /// <exception cref="AccelException">The device failed.</exception>
    public static ValueTask<DeviceRun> RunAsync<T>(
        this T proxy, SimpleMemory memory, string? entryPoint = null, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(proxy);
        ArgumentNullException.ThrowIfNull(memory);
        var calls = (proxy as IProxyTargetAccessor)?.GetInterceptors().OfType<DeviceCalls>().FirstOrDefault()
            ?? throw new ArgumentException($"{proxy.GetType().Name} runs on no device: make it by device.Proxy", nameof(proxy));
        return calls.RunAsync(calls.Named(entryPoint), memory, cancellationToken);
    }

    /// <summary>An object whose calls with a memory alone go to an interceptor, and all others to the kernel.</summary>
    internal static T Create<T>(T kernel, IInterceptor calls)
        where T : class
    {
        try
        {
            return typeof(T).IsInterface ? _generator.CreateInterfaceProxyWithTarget(kernel, calls)
                : (T)_generator.CreateClassProxyWithTarget(kernel.GetType(), kernel, calls);
        }
        catch (Exception e) when (e is TypeLoadException or ArgumentException or MissingMethodException)
        {
            throw new ArgumentException(
                $"{kernel.GetType().FullName} cannot have a proxy: make it a public class that is not sealed, with a constructor without "
                    + $"parameters, or name an interface of it ({e.Message})",
                nameof(kernel),
                e);
        }
    }

    private static void RequireKernel(IKernelDevice device, object kernel)
    {
        if (device.EntryPoints.IsEmpty)
        {
            throw new ArgumentException(
                "nobody has said which entry points the device has: open it with the kernel's class in DeviceOptions.Kernel",
                nameof(device));
        }

        if (device.EntryPoints.FirstOrDefault(name => DeviceCalls.Method(kernel, name) is null) is { } missing)
        {
            throw new ArgumentException(
                $"the device's kernel has the entry point {missing}, which {kernel.GetType().FullName} has not", nameof(kernel));
        }
    }

    // A proxy none of whose calls reaches the device would be plain C# without a word.
    private static void RequireEntryPoint<T>(IKernelDevice device, object kernel)
    {
        var type = kernel.GetType();
        if (typeof(T).IsInterface ? typeof(T).GetInterfaces().Prepend(typeof(T)).Any(HasEntryPoint)
            : device.EntryPoints.Any(name => DeviceCalls.Method(kernel, name) is { IsVirtual: true, IsFinal: false } method
                && ProxyUtil.IsAccessible(method)))
        {
            return;
        }

        string orInterface = type.GetInterfaces().FirstOrDefault(HasEntryPoint) is { } found
            ? $", or name the interface: device.Proxy<{found.Name}>(...)" : "";
        throw new ArgumentException(
            $"a proxy of {typeof(T).FullName} would run {string.Join(", ", device.EntryPoints)} as plain C#, not on the device: declare "
                + $"public virtual entry points in {type.FullName} and make the proxy of that class{orInterface}",
            nameof(kernel));

        bool HasEntryPoint(Type @interface)
            => type.GetInterfaceMap(@interface).TargetMethods.Any(method => device.EntryPoints.Contains(method.Name));
    }
}
