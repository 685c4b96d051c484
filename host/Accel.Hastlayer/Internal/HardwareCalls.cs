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
        if (DeviceCalls.EntryPointOf(invocation, target.EntryPoints) is var (number, method, memory))
        {
            var plain = target.Verify ? DeviceCalls.Plain(target.Plain, method) : null;
            var run = RunAsync(new Context(invocation, MemberNames.FullNameOf(method), target.Representation), number, plain, memory);
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

    private async Task RunAsync(Context context, int number, Action<SimpleMemory>? plain, SimpleMemory memory)
    {
        hastlayer.Begins(context);
        var started = DateTime.UtcNow;
        try
        {
            var run = await target.Device.RunBesideAsync(number, plain, target.Plain, memory, CancellationToken.None).ConfigureAwait(false);
            context.HardwareExecutionInformation = new Times(1000m * run.Cycles / run.ClockHz, Milliseconds(run.TotalTime), started);
            context.SoftwareExecutionInformation = run.CpuTime is { } cpu ? new PlainTime(Milliseconds(cpu)) : null;
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
