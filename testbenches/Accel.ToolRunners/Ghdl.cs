namespace Accel.ToolRunners;

/// <summary>Which of GHDL's code generators to use.</summary>
public enum GhdlBackend
{
    /// <summary>The one that `ghdl` stands for (mcode on Debian): starts at once.</summary>
    Default,
    /// <summary>ghdl-llvm: builds an executable first, then runs faster.</summary>
    Llvm,
    /// <summary>ghdl-mcode: by its own name, where it matters which one runs.</summary>
    Mcode,
}

/// <summary>GHDL: analysis, elaboration, simulation and synthesis of VHDL-2008. All work files lie in the working directory.</summary>
public sealed class Ghdl : ToolRunner
{
    private readonly GhdlBackend _backend;

    /// <summary>Finds GHDL.</summary>
    public Ghdl(GhdlBackend backend = GhdlBackend.Default)
        : base(ProgramOf(backend), ProgramOf(backend))
        => _backend = backend;

    /// <summary>Warnings that GHDL does not give unless asked.</summary>
    private static readonly string[] MoreWarnings =
    [
        "--warn-library", "--warn-default-binding", "--warn-binding", "--warn-port", "--warn-reserved", "--warn-nested-comment", "--warn-parenthesis",
        "--warn-delayed-checks", "--warn-body", "--warn-specs", "--warn-universal", "--warn-port-bounds", "--warn-runtime-error",
        "--warn-delta-cycle", "--warn-shared", "--warn-hide", "--warn-unused", "--warn-others", "--warn-pure", "--warn-analyze-assert",
        "--warn-attribute", "--warn-useless", "--warn-static",
    ];

    /// <summary>Analyses files in order. The result's standard error holds the warnings.</summary>
    /// <param name="directory">The working directory, which also holds the library.</param>
    /// <param name="files">Names relative to the directory.</param>
    /// <param name="allWarnings">Turn on every warning that GHDL has.</param>
    /// <param name="cancellationToken">Kills GHDL.</param>
    /// <exception cref="ToolFailedException">There is an error in the VHDL.</exception>
    public ToolResult Analyse(string directory, IEnumerable<string> files, bool allWarnings = false, CancellationToken cancellationToken = default)
        => RunOrThrow("analyse", ["-a", "--std=08", .. allWarnings ? MoreWarnings : [], .. files], new ToolRun { WorkingDirectory = directory }, cancellationToken);

    /// <summary>Elaborates an entity and simulates it until the bench ends it.</summary>
    /// <param name="directory">The working directory of <see cref="Analyse"/>.</param>
    /// <param name="entity">The bench.</param>
    /// <param name="arguments">Run options, for instance -gNAME=VALUE.</param>
    /// <param name="run">Limits; the working directory is overwritten.</param>
    /// <param name="cancellationToken">Kills GHDL.</param>
    /// <returns>How it ended: a bench that finds a difference ends with another exit code than 0.</returns>
    public ToolResult Simulate(string directory, string entity, IEnumerable<string>? arguments = null, ToolRun? run = null, CancellationToken cancellationToken = default)
    {
        run = (run ?? new ToolRun()) with { WorkingDirectory = directory };
        if (_backend == GhdlBackend.Llvm)
            RunOrThrow("elaborate", ["-e", "--std=08", entity], run, cancellationToken);

        // At time 0, before the first evaluation, every signal is 'U': what numeric_std says about that means nothing.
        return Run(["-r", "--std=08", entity, "--ieee-asserts=disable-at-0", .. arguments ?? []], run, cancellationToken);
    }

    /// <summary>Synthesises an entity to Verilog, for tools that do not read VHDL. What is signed stays so
    /// (<see cref="VerilogSigns"/>), and so do wide constants (<see cref="VerilogConstants"/>).</summary>
    /// <param name="directory">The working directory of <see cref="Analyse"/>.</param>
    /// <param name="entity">The top.</param>
    /// <param name="verilogFile">Written in the directory.</param>
    /// <param name="cancellationToken">Kills GHDL.</param>
    /// <exception cref="ToolFailedException">GHDL cannot synthesise the entity.</exception>
    public ToolResult SynthesiseToVerilog(string directory, string entity, string verilogFile, CancellationToken cancellationToken = default)
    {
        var result = RunOrThrow(
            "synthesise",
            ["--synth", "--std=08", "--out=verilog", entity],
            new ToolRun { WorkingDirectory = directory, StandardOutputFile = verilogFile, MaximumCharacters = 1 << 16 },
            cancellationToken);
        string written = System.IO.Path.Combine(directory, verilogFile);
        VerilogSigns.Restore(written);
        VerilogConstants.Restore(written);
        return result;
    }

    // Debian's packages are called like the programs.
    private static string ProgramOf(GhdlBackend backend) => backend switch { GhdlBackend.Llvm => "ghdl-llvm", GhdlBackend.Mcode => "ghdl-mcode", _ => "ghdl" };
}
