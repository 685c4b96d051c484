using System.Globalization;
using Accel.Rtl;
using Accel.Rtl.Vhdl;
using Accel.ToolRunners;

namespace Accel.Transformer.Tests.Proofs;

/// <summary>
/// Proves by Yosys, for any number of clock cycles, that the VHDL of a module keeps to the assertions of a model in Verilog: they hold
/// after a reset, and in each cycle if they held in those before.
/// </summary>
internal sealed class InductiveProof : IDisposable
{
    private const string Clean = "read_verilog circuit.v; read_verilog -formal check.v; hierarchy -top check; "
        + "proc; memory -nomap; memory_map; opt_clean";

    // Cycles that may be taken together in a step; after that it is given up. All proofs here need one or two.
    private const int MostCycles = 2;

    private readonly Yosys _yosys = new();
    private readonly ToolDirectory _directory = new();
    private readonly string _circuit;

    /// <summary>Has GHDL read the module; skips the test where a tool is missing.</summary>
    /// <param name="module">The circuit.</param>
    /// <param name="model">A module <c>check</c> with the circuit inside, and assertions that hold whenever <c>rst</c> is 0.</param>
    public InductiveProof(Module module, string model)
    {
        var ghdl = new Ghdl();
        Assert.SkipUnless(ghdl.IsAvailable, $"{ghdl.Program} is not installed: {ghdl.InstallCommand}");
        Assert.SkipUnless(_yosys.IsAvailable, $"{_yosys.Program} is not installed: {_yosys.InstallCommand}");
        _circuit = module.Name;
        var files = VhdlWriter.Write(module);
        foreach (var file in files)
        {
            _directory.Write(file.Name, file.Text);
        }

        _ = ghdl.Analyse(_directory.Path, files.Select(file => file.Name), cancellationToken: TestContext.Current.CancellationToken);
        _ = ghdl.SynthesiseToVerilog(_directory.Path, module.Name, "circuit.v", TestContext.Current.CancellationToken);
        _directory.Write("check.v", model);
    }

    /// <summary>The proof; null where it succeeds, else what Yosys says.</summary>
    public string? Problem()
    {
        try
        {
            _ = Run($"{Clean}; flatten; {Step("-verify")}");
            return null;
        }
        catch (ToolFailedException refuted)
        {
            return refuted.Message;
        }
    }

    /// <summary>Damages the circuit in several ways, one at a time, and has each proof tried again.</summary>
    /// <param name="count">Damages.</param>
    /// <returns>Those with which the proof still succeeds.</returns>
    public IReadOnlyList<string> Survivors(int count)
    {
        string seeded = string.Create(CultureInfo.InvariantCulture, $"mutate -list {count} -seed 1 -o damages.ys {_circuit}");
        _ = Run($"{Clean}; {seeded}");
        string[] damages = [.. File.ReadAllLines(Path.Combine(_directory.Path, "damages.ys"))
            .Where(line => line.StartsWith("mutate ", StringComparison.Ordinal))];
        string each = string.Concat(damages.Select((damage, i) => string.Create(
            CultureInfo.InvariantCulture, $"design -load clean; {damage}; flatten; opt_clean; log damage {i}; {Step("-show-inputs")};\n")));
        string[] log = Run($"{Clean}; design -save clean;\n{each}").StandardOutput.Split('\n');
        List<string> survivors = [];
        int at = -1;
        foreach (string line in log)
        {
            if (line.StartsWith("damage ", StringComparison.Ordinal))
            {
                at = int.Parse(line[7..], CultureInfo.InvariantCulture);
            }
            else if (line.Contains("Induction step proven: SUCCESS!", StringComparison.Ordinal))
            {
                survivors.Add(damages[at]);
            }
        }

        Assert.Equal(count, at + 1);
        return survivors;
    }

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();

    private static string Step(string what) => string.Create(
        CultureInfo.InvariantCulture, $"sat {what} -tempinduct -prove-asserts -seq 1 -set-at 1 rst 1 -maxsteps {MostCycles} check");

    private ToolResult Run(string script)
        => _yosys.RunScript(_directory.Path, script, cancellationToken: TestContext.Current.CancellationToken);
}
