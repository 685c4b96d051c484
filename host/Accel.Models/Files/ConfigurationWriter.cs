using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Accel.Models.Files;

/// <summary>The JSON text of <c>accel.config</c>: compact, fields always in the order of docs/model-format.md.</summary>
internal static class ConfigurationWriter
{
    public static string Write(ModelConfiguration configuration)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("format", ConfigurationReader.Format);
            json.WriteString("name", configuration.Name);
            json.WriteNumber("timesteps", configuration.Timesteps);
            json.WriteString("input", configuration.Input == InputKind.Image ? "image" : "spikes");
            json.WriteStartObject("image");
            json.WriteNumber("channels", configuration.Image.Channels);
            json.WriteNumber("height", configuration.Image.Height);
            json.WriteNumber("width", configuration.Image.Width);
            json.WriteEndObject();
            WriteStem(json, configuration.Stem);
            json.WriteNumber("dim", configuration.Dim);
            json.WriteNumber("heads", configuration.Heads);
            json.WriteNumber("depth", configuration.Depth);
            json.WriteNumber("mlp_ratio", configuration.MlpRatio);
            json.WriteNumber("classes", configuration.Classes);
            json.WriteNumber("leak_shift", configuration.LeakShift);
            json.WriteString("reset", configuration.Reset == ResetKind.Hard ? "hard" : "soft");
            json.WriteString("compare", configuration.Firing == FiringRule.AtThreshold ? ">=" : ">");
            json.WriteNumber("weight_bits", configuration.WeightBits);
            json.WriteNumber("k_bits", configuration.KBits);
            if (!configuration.Labels.IsDefaultOrEmpty)
            {
                json.WriteStartArray("labels");
                foreach (var label in configuration.Labels)
                {
                    json.WriteStringValue(label);
                }

                json.WriteEndArray();
            }

            if (configuration.Training is { } training)
            {
                json.WritePropertyName("training");
                json.WriteRawValue(training);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteStem(Utf8JsonWriter json, Stem stem)
    {
        json.WriteStartObject("stem");
        switch (stem)
        {
            case LinearStem linear:
                json.WriteString("type", "linear");
                json.WriteNumber("patch", linear.Patch);
                break;
            case ConvolutionStem convolution:
                json.WriteString("type", "conv");
                json.WriteStartArray("stages");
                foreach (var stage in convolution.Stages)
                {
                    json.WriteStartObject();
                    json.WriteNumber("channels", stage.Channels);
                    json.WriteBoolean("pool", stage.Pool);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                break;
            default:
                throw new InvalidOperationException("unknown stem");
        }

        json.WriteEndObject();
    }
}
