using System.Text.Json;

namespace Accel.Models.Files;

/// <summary>From the JSON text of <c>accel.config</c> to a checked <see cref="ModelConfiguration"/>.</summary>
internal static class ConfigurationReader
{
    /// <summary>The metadata key in the file's header.</summary>
    public const string MetadataKey = "accel.config";

    /// <summary>The version of the format that this program reads and writes.</summary>
    public const int Format = 1;

    /// <exception cref="ModelFormatException">The text is not the JSON of a configuration; the message names the field.</exception>
    public static ModelConfiguration Read(string json, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 32 });
            var configuration = Read(new JsonFields(document.RootElement, MetadataKey, file));
            ConfigurationChecks.Check(configuration, file);
            return configuration;
        }
        catch (JsonException e)
        {
            throw new ModelFormatException(file, MetadataKey, $"it is not valid JSON without duplicate keys ({e.Message})", "Export the model again.", e);
        }
        catch (InvalidOperationException e)
        {
            throw new ModelFormatException(file, MetadataKey, "a string in it is not valid text", "Export the model again.", e);
        }
        catch (ArgumentException e)
        {
            // The same, found while the text was turned into UTF-8.
            throw new ModelFormatException(file, MetadataKey, "it is not valid text", "Export the model again.", e);
        }
    }

    private static ModelConfiguration Read(JsonFields fields)
    {
        var format = fields.Integer("format");
        if (format != Format)
        {
            throw fields.Error("format", $"it is {format}, this program reads {Format}", "Use a version of the program that is as new as the file.");
        }

        var configuration = new ModelConfiguration
        {
            Name = fields.Text("name"),
            Timesteps = fields.Integer("timesteps"),
            Input = fields.Choice("input", ("image", InputKind.Image), ("spikes", InputKind.Spikes)),
            Image = ReadShape(fields.Object("image")),
            Stem = ReadStem(fields.Object("stem")),
            Dim = fields.Integer("dim"),
            Heads = fields.Integer("heads"),
            Depth = fields.Integer("depth"),
            MlpRatio = fields.Integer("mlp_ratio"),
            Classes = fields.Integer("classes"),
            LeakShift = fields.Integer("leak_shift"),
            Reset = fields.Choice("reset", ("hard", ResetKind.Hard), ("soft", ResetKind.Soft)),
            Firing = fields.Choice("compare", (">=", FiringRule.AtThreshold), (">", FiringRule.AboveThreshold)),
            WeightBits = fields.Integer("weight_bits"),
            KBits = fields.Integer("k_bits"),
            Labels = fields.OptionalTexts("labels"),
            Training = fields.OptionalObjectText("training"),
        };
        fields.RefuseOthers();
        return configuration;
    }

    private static ImageShape ReadShape(JsonFields fields)
    {
        var shape = new ImageShape(fields.Integer("channels"), fields.Integer("height"), fields.Integer("width"));
        fields.RefuseOthers();
        return shape;
    }

    private static Stem ReadStem(JsonFields fields)
    {
        Stem stem = fields.Choice("type", ("linear", false), ("conv", true))
            ? new ConvolutionStem([.. fields.Objects("stages").Select(ReadStage)])
            : new LinearStem(fields.Integer("patch"));
        fields.RefuseOthers();
        return stem;
    }

    private static ConvolutionStage ReadStage(JsonFields fields)
    {
        var stage = new ConvolutionStage(fields.Integer("channels"), fields.Boolean("pool"));
        fields.RefuseOthers();
        return stage;
    }
}
