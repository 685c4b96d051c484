using Accel.Rtl;
using Accel.Rtl.Vhdl;
using Accel.ToolRunners;

namespace Accel.Verification;

/// <summary>A kernel through GHDL and Yosys.</summary>
/// <param name="Module">What was written as VHDL.</param>
/// <param name="Directory">Where the files lie: the VHDL, GHDL's Verilog of it, the netlist.</param>
/// <param name="Report">What synthesis made of it.</param>
public sealed record SynthesisedDesign(Module Module, ToolDirectory Directory, SynthesisReport Report);

/// <summary>Kernels through GHDL and Yosys, each synthesised once and then shared by the rungs.</summary>
/// <param name="designs">From a kernel's name to its netlist.</param>
public sealed class SynthesisedDesigns(Func<string, Module> designs) : IDisposable
{
    private readonly Dictionary<string, SynthesisedDesign> _kernels = new(StringComparer.Ordinal);
    private readonly Series7Synthesis _synthesis = new();
    private readonly Lock _lock = new();

    /// <summary>The first tool that is not installed, or null.</summary>
    public ToolRunner? Missing => _synthesis.Missing;

    /// <summary>The netlist that is synthesised.</summary>
    public Module Module(string kernel) => designs(kernel);

    /// <summary>A kernel; the first call takes seconds to minutes.</summary>
    /// <exception cref="ToolMissingException">A tool is not installed.</exception>
    /// <exception cref="ToolFailedException">A tool refuses the text, or does not end in time.</exception>
    public SynthesisedDesign Of(string kernel, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_kernels.TryGetValue(kernel, out var design))
            {
                return design;
            }

            var module = designs(kernel);
            var directory = new ToolDirectory();
            try
            {
                var files = VhdlWriter.Write(module).Select(f => directory.Write(f.Name, f.Text)).ToList();
                return _kernels[kernel] = new SynthesisedDesign(module, directory, _synthesis.Run(directory, files, module.Name, cancellationToken));
            }
            finally
            {
                if (!_kernels.ContainsKey(kernel))
                {
                    directory.Dispose();
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var design in _kernels.Values)
        {
            design.Directory.Dispose();
        }

        _kernels.Clear();
    }
}
