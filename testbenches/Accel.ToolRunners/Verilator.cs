namespace Accel.ToolRunners;

/// <summary>Verilator: makes Verilog and a C++ main program into an executable, with a C++ compiler and make.</summary>
public sealed class Verilator() : ToolRunner("verilator", Packages)
{
    private const string Packages = "verilator g++ make";
    private const string BuildDirectory = "verilated";

    // Optimised for speed alone, as one who waits for the simulation would: without assertions, unknown values as they come, this machine's
    // instructions. Code that runs once is left to make's defaults, or the compiler takes four times as long for nothing.
    private static readonly string[] Flags =
    [
        "--cc", "--exe", "--build", "-j", "2", "-O3", "--x-assign", "fast", "--x-initial", "fast", "--noassert", "--threads", "1",
        "-Wno-fatal", "-Wno-lint", "-Wno-style",
        "-CFLAGS", "-march=native", "-MAKEFLAGS", "OPT_FAST=-O3", "-MAKEFLAGS", "OPT_GLOBAL=-O3",
    ];

    private readonly ToolRunner[] _others = [new("g++", Packages), new("make", Packages)];

    /// <summary>The first program that is not installed, or null when executables can be built.</summary>
    public ToolRunner? Missing => !IsAvailable ? this : _others.FirstOrDefault(static t => !t.IsAvailable);

    /// <summary>Builds an executable.</summary>
    /// <param name="directory">The working directory, in which the files lie.</param>
    /// <param name="verilogFile">The design.</param>
    /// <param name="top">Its top; the main program includes the header V and this name.</param>
    /// <param name="mainFile">The C++ main program.</param>
    /// <param name="run">Limits; the working directory is overwritten.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <returns>The executable, to be run in any directory.</returns>
    /// <exception cref="ToolFailedException">There is an error in the Verilog or the C++.</exception>
    public ToolRunner Build(
        string directory, string verilogFile, string top, string mainFile, ToolRun? run = null, CancellationToken cancellationToken = default)
    {
        RunOrThrow(
            "build",
            [.. Flags, "--Mdir", BuildDirectory, "--top-module", top, verilogFile, mainFile],
            (run ?? new ToolRun()) with { WorkingDirectory = directory },
            cancellationToken);
        return new ToolRunner(System.IO.Path.GetFullPath(System.IO.Path.Combine(directory, BuildDirectory, "V" + top)), Packages);
    }
}
