using Accel.Cli;
using Accel.Generation;

using var interruption = Interruption.OfProcess();
var services = new CliServices { Cache = KernelCache.OfEnvironment() };
return await CommandLine.RunAsync(args, CliConsole.OfProcess(), services, interruption).ConfigureAwait(false);
