using System.CommandLine;

namespace Accel.Cli;

/// <summary><c>accel bench</c>: measurements, one subcommand each.</summary>
internal static class BenchCommand
{
    internal static Command Create(CliConsole console)
        => new("bench", "Measures the hardware, the simulators, the links, the compiler, or the networks that it is measured with.")
        {
            BenchKernelsCommand.Create(console),
            BenchDataflowCommand.Create(console),
            BenchGalleryCommand.Create(console),
            BenchEngineCommand.Create(console),
            BenchCallsCommand.Create(console),
            BenchSimulatorsCommand.Create(console),
            BenchCompileCommand.Create(console),
            BenchMutationCommand.Create(console),
            BenchFaultsCommand.Create(console),
            BenchLinksCommand.Create(console),
            BenchNetworksCommand.Create(console),
        };
}
