using Accel.Cli;

using var interruption = Interruption.OfProcess();
return await CommandLine.RunAsync(args, CliConsole.OfProcess(), null, interruption).ConfigureAwait(false);
