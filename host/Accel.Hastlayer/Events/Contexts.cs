using Castle.DynamicProxy;
using Hast.Layer;

namespace Hast.Communication.Extensibility
{
    /// <summary>A call of a proxy's entry point.</summary>
    public interface IMemberInvocationContext
    {
        /// <summary>The call.</summary>
        IInvocation Invocation { get; }

        /// <summary>Full name of the method.</summary>
        string MemberFullName { get; }

        /// <summary>The hardware.</summary>
        IHardwareRepresentation HardwareRepresentation { get; }

        /// <summary>Times of the plain C#; null where it was not run.</summary>
        ISoftwareExecutionInformation? SoftwareExecutionInformation { get; }
    }
}

namespace Hast.Communication.Extensibility.Events
{
    /// <summary>A call that has run on hardware.</summary>
    public interface IMemberHardwareExecutionContext : IMemberInvocationContext
    {
        /// <summary>Times of the hardware.</summary>
        IHardwareExecutionInformation HardwareExecutionInformation { get; }
    }
}

namespace Hast.Common.Services
{
    /// <summary>An event with what it is about.</summary>
    public class ServiceEventArgs<T>(T arguments) : EventArgs
    {
        /// <summary>What it is about.</summary>
        public T Arguments { get; set; } = arguments;
    }

    /// <summary>A service, and the scope that it lives in.</summary>
    public sealed class DisposableContainer<T>(IDisposable context, T value) : IDisposable
    {
        /// <summary>The service.</summary>
        public T Value { get; } = value;

        /// <summary>Ends the scope.</summary>
        public void Dispose() => context.Dispose();
    }
}
