namespace Accel.ToolRunners;

/// <summary>openFPGALoader: programs boards over USB.</summary>
public sealed class OpenFpgaLoader() : ToolRunner("openFPGALoader", "openfpgaloader", "--Version");
