using System.Text.Json;
using System.Text.Json.Serialization;
using Accel.Rtl.Text;
using Accel.Transformer;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Frontend;
using Accel.Transformer.Reports;

namespace Accel.Generation;

/// <summary>What is kept, as bytes.</summary>
internal static class CachedKernel
{
    /// <summary>What the compiler made of a kernel.</summary>
    public static TransformResult ReadResult(BinaryReader reader)
    {
        var notes = Read(reader, CacheJson.Default.KernelDiagnosticArray);
        var report = Read(reader, CacheJson.Default.HardwareReport);
        return TransformResult.Of(NetlistReader.Read(reader), report, notes);
    }

    /// <summary>Writes it; nothing where the compiler refused the kernel.</summary>
    public static Action<BinaryWriter>? Write(TransformResult result)
        => result is not { Module: { } module, Report: { } report } ? null : writer =>
        {
            Write(writer, [.. result.Notes], CacheJson.Default.KernelDiagnosticArray);
            Write(writer, report, CacheJson.Default.HardwareReport);
            NetlistWriter.Write(writer, module);
        };

    /// <summary>A kernel's plain C#, compiled.</summary>
    public static KernelImage ReadImage(BinaryReader reader) => new(
        reader.ReadBytes(reader.ReadInt32()), [.. ReadNames(reader)], [.. ReadNames(reader)], [.. ReadNames(reader)],
        reader.ReadBoolean());

    /// <summary>Writes it.</summary>
    public static Action<BinaryWriter> Write(KernelImage image) => writer =>
    {
        writer.Write(image.Assembly.Length);
        writer.Write(image.Assembly.Span);
        Write(writer, [.. image.Types], CacheJson.Default.StringArray);
        Write(writer, [.. image.Methods], CacheJson.Default.StringArray);
        Write(writer, [.. image.Names], CacheJson.Default.StringArray);
        writer.Write(image.KeepsState);
    };

    /// <summary>Names.</summary>
    public static string[] ReadNames(BinaryReader reader) => Read(reader, CacheJson.Default.StringArray);

    /// <summary>Writes them.</summary>
    public static Action<BinaryWriter> Write(IReadOnlyList<string> names)
        => writer => Write(writer, [.. names], CacheJson.Default.StringArray);

    private static T Read<T>(BinaryReader reader, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        => JsonSerializer.Deserialize(reader.ReadBytes(reader.ReadInt32()), type) ?? throw new InvalidDataException("there is nothing");

    private static void Write<T>(BinaryWriter writer, T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        writer.Write(json.Length);
        writer.Write(json);
    }
}

/// <summary>Without reflection, which would take half of the time of a command that finds everything made.</summary>
[JsonSerializable(typeof(HardwareReport))]
[JsonSerializable(typeof(KernelDiagnostic[]))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class CacheJson : JsonSerializerContext;
