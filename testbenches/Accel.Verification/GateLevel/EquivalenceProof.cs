using System.Text.RegularExpressions;
using Accel.ToolRunners;

namespace Accel.Verification;

/// <summary>
/// Yosys's proof that a synthesised netlist computes what its RTL computes: flip-flops and nets are paired by name, and for every pair it
/// is shown that both sides agree in the next cycle whenever all pairs agree in this one, for all inputs and states. What it takes for
/// granted: both start in equal states, which their common reset gives; Yosys's models of LUTs, carry chains and flip-flops; GHDL's reading
/// of the VHDL, which the ghdl rung compares with the simulation.
/// </summary>
public sealed partial class EquivalenceProof
{
    // Gold is GHDL's Verilog as it was understood, without registers that nobody reads; gate is the mapped netlist over the models of the
    // cells. Names that the netlist's writer made up are hidden, so that only the design's own pair up.
    private const string Script = """
        read_verilog {0}.v
        hierarchy -top {0}
        proc
        flatten
        memory_map
        techmap
        opt_clean -purge
        rename {0} gold
        design -stash gold
        read_verilog {1} {2}/xilinx/cells_sim.v
        hierarchy -top {0}
        proc
        flatten
        memory_map
        techmap
        rename -hide w:_*_.* w:_*_
        opt_clean
        rename {0} gate
        design -stash gate
        design -copy-from gold -as gold gold
        design -copy-from gate -as gate gate
        equiv_make gold gate equiv
        hierarchy -top equiv
        equiv_struct
        equiv_simple -seq 3 -short
        equiv_induct -seq 1
        equiv_status
        """;

    private readonly Yosys _yosys = new();

    /// <summary>Tries the proof.</summary>
    /// <param name="directory">Where GHDL's Verilog and the netlist lie.</param>
    /// <param name="module">The module's name.</param>
    /// <param name="netlistFile">The netlist.</param>
    /// <param name="timeout">Null for twenty minutes.</param>
    /// <param name="cancellationToken">Kills Yosys.</param>
    /// <returns>Null when every pair is proved; else what is not, in words.</returns>
    /// <exception cref="ToolFailedException">Yosys refuses the netlist, or does not end in time.</exception>
    public string? Refute(ToolDirectory directory, string module, string netlistFile, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(directory);
        string script = Script
            .Replace("{0}", module, StringComparison.Ordinal)
            .Replace("{1}", netlistFile, StringComparison.Ordinal)
            .Replace("{2}", _yosys.ShareDirectory, StringComparison.Ordinal);
        string log = _yosys.RunScript(
            directory.Path, script, new ToolRun { Timeout = timeout ?? TimeSpan.FromMinutes(20), MaximumCharacters = 1 << 22 }, cancellationToken).StandardOutput;
        if (Proved().IsMatch(log))
        {
            return null;
        }

        var unproved = Unproved().Matches(log).Select(static m => m.Groups[1].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return $"{unproved.Count} signals are not proved equal, among them {string.Join(", ", unproved.Take(5))}";
    }

    [GeneratedRegex("Equivalence successfully proven!")]
    private static partial Regex Proved();

    [GeneratedRegex(@"Unproven \$equiv \S+ \\(\S+?)_gold")]
    private static partial Regex Unproved();
}
