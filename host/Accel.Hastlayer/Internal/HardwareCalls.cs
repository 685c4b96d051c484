using System.Collections.Immutable;
using Accel.Host;
using Accel.Host.Proxies;
using Castle.DynamicProxy;
using Hast.Communication.Exceptions;
using Hast.Communication.Extensibility.Events;
using Hast.Transformer.SimpleMemory;

namespace Hast.Layer;

/// <summary>Sends the calls of a proxy's entry points to hardware, and tells of them.</summary>
internal sealed class HardwareCalls(Hastlayer hastlayer, HardwareCalls.Target target) : IInterceptor
{
    /// <summary>Where calls go.</summary>
    /// <param name="Representation">The hardware.</param>
    /// <param name="Device">The device that it is in.</param>
    /// <param name="EntryPoints">Names of its methods, each at its number.</param>
    /// <param name="Plain">The object whose methods are the plain C#.</param>
    /// <param name="Verify">Whether they run too.</param>
    internal sealed record Target(
        IHardwareRepresentation Representation, AccelDevice Device, ImmutableArray<string> EntryPoints, object Plain, bool Verify);

    /// <inheritdoc/>
    public void Intercept(IInvocation invocation)
    {
        if (DeviceCalls.MemoryOf(invocation) is { } memory && invocation.GetConcreteMethodInvocationTarget() is { } method
            && target.EntryPoints.IndexOf(method.Name) is >= 0 and var number)
        {
            var run = RunAsync(new Context(invocation, MemberNames.FullNameOf(method), target.Representation), number, memory);
            if (invocation.Method.ReturnType == typeof(void))
            {
                // Applications of Hastlayer look for their errors in an AggregateException.
                run.Wait();
            }
            else
            {
                invocation.ReturnValue = run;
            }
        }
        else
        {
            invocation.Proceed();
        }
    }

    private async Task RunAsync(Context context, int number, SimpleMemory memory)
    {
        hastlayer.Begins(context);
        var started = DateTime.UtcNow;
        try
        {
            var call = target.Verify
                ? target.Device.RunVerifiedAsync(
                    number, DeviceCalls.Plain(target.Plain, context.Invocation.GetConcreteMethodInvocationTarget()!), target.Plain, memory,
                    CancellationToken.None)
                : target.Device.RunAsync(number, memory);
            var run = await call.ConfigureAwait(false);
            context.HardwareExecutionInformation = new Times(1000m * run.Cycles / run.ClockHz, Milliseconds(run.TotalTime), started);
            context.SoftwareExecutionInformation = run.CpuTime is { } plain ? new PlainTime(Milliseconds(plain)) : null;
            hastlayer.Ended(context);
        }
        catch (ResultMismatchException e)
        {
            throw new HardwareExecutionResultMismatchException(
                e.Cells.Select(static c => new HardwareExecutionResultMismatchException.Mismatch(
                    c.Cell, BitConverter.GetBytes(c.Actual), BitConverter.GetBytes(c.Expected))),
                memory.CellCount,
                e);
        }
    }

    private static decimal Milliseconds(TimeSpan time) => (decimal)time.TotalMilliseconds;

    private sealed record Times(decimal HardwareExecutionTimeMilliseconds, decimal FullExecutionTimeMilliseconds, DateTime StartedUtc)
        : IHardwareExecutionInformation;

    private sealed record PlainTime(decimal SoftwareExecutionTimeMilliseconds) : ISoftwareExecutionInformation;

    private sealed record Context(IInvocation Invocation, string MemberFullName, IHardwareRepresentation HardwareRepresentation)
        : IMemberHardwareExecutionContext
    {
        public IHardwareExecutionInformation HardwareExecutionInformation { get; set; } = new Times(0, 0, DateTime.UtcNow);

        public ISoftwareExecutionInformation? SoftwareExecutionInformation { get; set; }
    }
}
