namespace Accel.Models.Files;

/// <summary>
/// The ranges of a configuration. The upper ends are far above any network known, and low enough that no product of sizes overflows and
/// that a gated sum over one channel's fan-in stays inside 32 bits.
/// </summary>
internal static class ConfigurationChecks
{
    public const int MaxTimesteps = 1024;
    public const int MaxSide = 4096;
    public const int MaxChannels = 8192;
    public const int MaxFanIn = 65536;
    public const int MaxTokens = 65536;
    public const int MaxDepth = 256;
    public const int MaxRatio = 64;
    public const int MaxClasses = 65536;
    public const int MaxStages = 16;
    public const int MaxLeakShift = 2;
    public const int MaxKBits = 8;
    private const int MaxNameLength = 200;

    /// <exception cref="ModelFormatException">A field is out of range; the message names it.</exception>
    public static void Check(ModelConfiguration c, string file)
    {
        CheckName(c.Name, "name", file);
        Range(c.Timesteps, 1, MaxTimesteps, "timesteps", file);
        Range(c.Image.Channels, 1, MaxChannels, "image.channels", file);
        Range(c.Image.Height, 1, MaxSide, "image.height", file);
        Range(c.Image.Width, 1, MaxSide, "image.width", file);
        Range(c.Dim, 1, MaxChannels, "dim", file);
        Range(c.Heads, 1, c.Dim, "heads", file);
        if (c.Dim % c.Heads != 0)
        {
            throw Error("heads", $"{c.Heads} heads do not divide dim = {c.Dim}", "Choose a number of heads that divides dim.", file);
        }

        Range(c.Depth, 1, MaxDepth, "depth", file);
        Range(c.MlpRatio, 1, MaxRatio, "mlp_ratio", file);
        Range(c.HiddenDim, 1, MaxFanIn, "dim times mlp_ratio", file);
        Range(c.Classes, 1, MaxClasses, "classes", file);
        Range(c.LeakShift, 0, MaxLeakShift, "leak_shift", file);
        Range(c.KBits, 1, MaxKBits, "k_bits", file);
        if (c.WeightBits is not (4 or 8))
        {
            throw Error("weight_bits", $"it is {c.WeightBits}", "Use 4 or 8.", file);
        }

        CheckStem(c, file);
        Range(c.TokenGrid.Height * c.TokenGrid.Width, 1, MaxTokens, "stem", file, "the number of tokens");
        CheckLabels(c, file);
    }

    private static void CheckStem(ModelConfiguration c, string file)
    {
        switch (c.Stem)
        {
            case LinearStem linear:
                Range(linear.Patch, 1, Math.Min(c.Image.Height, c.Image.Width), "stem.patch", file);
                if (c.Image.Height % linear.Patch != 0 || c.Image.Width % linear.Patch != 0)
                {
                    throw Error(
                        "stem.patch",
                        $"patches of {linear.Patch} x {linear.Patch} do not divide the image of {c.Image.Height} x {c.Image.Width}",
                        "Choose a patch that divides height and width.",
                        file);
                }

                Range((long)c.Image.Channels * linear.Patch * linear.Patch, 1, MaxFanIn, "stem.patch", file, "the fan-in of a patch");
                break;
            case ConvolutionStem convolution:
                Range(convolution.Stages.Length, 1, MaxStages, "stem.stages", file, "the number of stages");
                for (var i = 0; i < convolution.Stages.Length; i++)
                {
                    Range(convolution.Stages[i].Channels, 1, MaxChannels, $"stem.stages[{i}].channels", file);
                }

                Range(c.Image.Channels * 9L, 1, MaxFanIn, "image.channels", file, "the fan-in of the first convolution");
                if (convolution.Stages[^1].Channels != c.Dim)
                {
                    throw Error(
                        $"stem.stages[{convolution.Stages.Length - 1}].channels",
                        $"the last stage has {convolution.Stages[^1].Channels} channels, but dim is {c.Dim}",
                        "The last stage makes the tokens: give it dim channels.",
                        file);
                }

                break;
            default:
                throw Error("stem", "its type is unknown", "Use a linear or a convolution stem.", file);
        }
    }

    private static void CheckLabels(ModelConfiguration c, string file)
    {
        if (!c.Labels.IsDefaultOrEmpty && c.Labels.Length != c.Classes)
        {
            throw Error("labels", $"there are {c.Labels.Length} labels for {c.Classes} classes", "Give one label a class, or none.", file);
        }

        for (var i = 0; !c.Labels.IsDefault && i < c.Labels.Length; i++)
        {
            CheckName(c.Labels[i], $"labels[{i}]", file);
        }
    }

    private static void CheckName(string name, string field, string file)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxNameLength || name.Any(char.IsControl))
        {
            throw Error(field, "it is empty, too long or has control characters", $"Use 1 to {MaxNameLength} printable characters.", file);
        }
    }

    private static void Range(long value, int least, int most, string field, string file, string what = "it")
    {
        if (value < least || value > most)
        {
            throw Error(field, $"{what} is {value}", $"It must lie in {least}..{most}.", file);
        }
    }

    private static ModelFormatException Error(string field, string problem, string remedy, string file) =>
        new(file, $"{ConfigurationReader.MetadataKey}.{field}", problem, remedy);
}
