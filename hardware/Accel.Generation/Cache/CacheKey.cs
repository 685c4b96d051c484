using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Accel.Hast;
using Accel.Interfaces;
using Accel.Transformer;

namespace Accel.Generation;

/// <summary>The hash of all that something compiled depends on.</summary>
/// <param name="Name">Its kind and 64 hexadecimal digits.</param>
internal sealed record CacheKey(string Name)
{
    // What they are made of says a module's version id: the build makes it from the content.
    private static readonly Lazy<string> _compiler = new(static () => string.Join(' ', new[]
    {
        typeof(CacheKey), typeof(KernelCompiler), typeof(Rtl.Module), typeof(KernelInterface), typeof(UnrollAttribute),
        typeof(Microsoft.CodeAnalysis.Compilation), typeof(Microsoft.CodeAnalysis.CSharp.CSharpCompilation), typeof(object),
    }.Select(static type => type.Module.ModuleVersionId)));

    /// <summary>A key; null where the result is not to be kept.</summary>
    /// <param name="kind">What is kept.</param>
    /// <param name="source">All of it counts.</param>
    /// <param name="options">All of them count.</param>
    /// <param name="more">What else the result depends on.</param>
    public static CacheKey? Of(string kind, KernelSource source, TransformOptions options, params ReadOnlySpan<string> more)
    {
        if (options.DumpIrDirectory is not null || options.StopAfter is not null || options.Covers)
        {
            return null;
        }

        var text = new StringBuilder();
        try
        {
            Part(text, _compiler.Value);
            foreach (string part in more)
            {
                Part(text, part);
            }

            // Libraries by what they are, and not by where.
            Value(text, source with { References = [] });
            Value(text, source.References.Select(static path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))));
            Value(text, options);
            return new CacheKey($"{kind}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A library cannot be read: the compiler says so.
            return null;
        }
    }

    private static void Part(StringBuilder text, string part)
        => text.Append(CultureInfo.InvariantCulture, $"{part.Length}:").Append(part).Append('\n');

    // Whatever a source and options have, also what somebody adds to them: numbers and texts, lists and tables of them, and records.
    private static void Value(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null\n");
                break;
            case string s:
                Part(text, s);
                break;
            case IFormattable or bool:
                Part(text, Convert.ToString(value, CultureInfo.InvariantCulture)!);
                break;
            case IEnumerable items:
                text.Append("[\n");
                foreach (object? item in items)
                {
                    Value(text, item);
                }

                text.Append("]\n");
                break;
            default:
                foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .Where(static p => p.Name != nameof(TransformOptions.CancellationToken))
                    .OrderBy(static p => p.Name, StringComparer.Ordinal))
                {
                    Part(text, property.Name);
                    Value(text, property.GetValue(value));
                }

                break;
        }
    }
}
