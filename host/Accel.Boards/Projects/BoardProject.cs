using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Accel.Boards.Projects;

/// <summary>
/// All that a tool needs to make a bitstream of a design, and the manifest that says what it is. The same design gives the same bytes.
/// </summary>
public static class BoardProject
{
    /// <summary>The manifest's name.</summary>
    public const string ManifestName = "manifest.json";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The files of a design's project, the manifest last.</summary>
    /// <exception cref="ArgumentException">The shell is not one for the transport, or the board does not have it.</exception>
    public static ImmutableArray<ProjectFile> Create(BoardDesign design)
    {
        ArgumentNullException.ThrowIfNull(design);
        if (!design.Board.Transports.Contains(design.Transport))
        {
            throw new ArgumentException($"{design.Board.Id} has no {design.Transport}", nameof(design));
        }

        ShellPorts.Check(design.Shell, design.Transport);
        List<ProjectFile> files = [.. design.Vhdl.Select(static f => new ProjectFile("vhdl/" + f.Name, f.Text))];
        if (design.Transport == TransportKind.Serial)
        {
            files.Add(SerialTop.Write(design));
        }
        else
        {
            files.AddRange([AxiWrapper.Write(design), IpPackageScript.Write(design), BlockDesignScript.Write(design)]);
        }

        if (design.Board.IceStorm is not null)
        {
            files.Add(PcfFile.Write(design));
            files.AddRange(IceStormScripts.Write(design));
        }
        else
        {
            files.AddRange([XdcFile.Write(design), VivadoBuildScript.Write(design)]);
            if (design.Board.Programmer.VivadoDevice is not null)
            {
                files.Add(VivadoProgramScript.Write(design));
            }
        }

        files.Add(new ProjectFile(ManifestName, JsonSerializer.Serialize(BoardManifest.Of(design, files), _json) + "\n"));
        return [.. files];
    }

    /// <summary>SHA-256 of a text in UTF-8, lower-case hexadecimal.</summary>
    internal static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
