namespace Accel.ToolRunners;

/// <summary>A tool is not installed. The message says how to install it on Debian.</summary>
public sealed class ToolMissingException : Exception
{
    /// <summary>Names the tool and the packages that bring it.</summary>
    public ToolMissingException(string tool, string installCommand)
        : base($"{tool} is not installed (not found on PATH). On Debian: {installCommand}") => (Tool, InstallCommand) = (tool, installCommand);

    /// <summary>The program's name.</summary>
    public string Tool { get; }

    /// <summary>What to type.</summary>
    public string InstallCommand { get; }
}
