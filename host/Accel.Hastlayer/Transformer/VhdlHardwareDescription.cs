using System.Text;
using Hast.Layer;

namespace Hast.Common.Models;

/// <summary>Kernels as VHDL.</summary>
public class VhdlHardwareDescription : IHardwareDescription
{
    /// <inheritdoc/>
    public string TransformationId { get; init; } = "";

    /// <inheritdoc/>
    public string Language => "VHDL";

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> HardwareEntryPointNamesToMemberIdMappings { get; init; } = new Dictionary<string, int>();

    /// <inheritdoc/>
    public IEnumerable<ITransformationWarning> Warnings { get; init; } = [];

    /// <summary>All files of all kernels, in the order in which they must be analysed.</summary>
    public string VhdlSource { get; init; } = "";

    /// <summary>Writes the VHDL.</summary>
    public async Task SerializeAsync(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(VhdlSource)).ConfigureAwait(false);
    }
}
