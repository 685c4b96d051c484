using System.Text;
using Accel.Transformer;
using Hast.Transformer.SimpleMemory;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Accel.Generation.Tests;

/// <summary>A folder of one test's own, in which C# is written and compiled as a user's build does.</summary>
internal sealed class Workshop : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("accel-generation-tests-").FullName;

    internal static KernelSource Load(params string[] inputs) => KernelSources.Load(inputs, TestContext.Current.CancellationToken);

    internal string PathOf(string name) => Path.Combine(_folder, name);

    internal string Write(string name, string text)
    {
        string path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Compiles files into an assembly of that name.</summary>
    /// <param name="name">With .dll.</param>
    /// <param name="symbols">What becomes of its symbols.</param>
    /// <param name="files">Paths of the C# files.</param>
    /// <param name="references">Paths of libraries.</param>
    /// <param name="defines">For #if.</param>
    internal string Compile(string name, Symbols symbols, string[] files, string[]? references = null, string[]? defines = null)
    {
        var options = new CSharpParseOptions(preprocessorSymbols: defines);
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] core = ["System.Private.CoreLib", "System.Runtime", "System.Collections", "System.Linq", "System.Console"];
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(name),
            files.Select(f => CSharpSyntaxTree.ParseText(Text(f), options, f)),
            [
                .. core.Select(c => MetadataReference.CreateFromFile(Path.Combine(framework, c + ".dll"))),
                MetadataReference.CreateFromFile(typeof(SimpleMemory).Assembly.Location),
                .. (references ?? []).Select(static r => MetadataReference.CreateFromFile(r)),
            ],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        string path = PathOf(name);
        using var image = File.Create(path);
        using var pdb = symbols is Symbols.OnDisk or Symbols.SourceEmbedded ? File.Create(Path.ChangeExtension(path, ".pdb")) : null;
        var format = symbols == Symbols.InImage ? DebugInformationFormat.Embedded : DebugInformationFormat.PortablePdb;
        var result = compilation.Emit(
            image, pdb,
            options: new EmitOptions(debugInformationFormat: format, pdbFilePath: Path.ChangeExtension(path, ".pdb")),
            embeddedTexts: symbols == Symbols.SourceEmbedded
                ? compilation.SyntaxTrees.Select(static t => EmbeddedText.FromSource(t.FilePath, t.GetText())) : null);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return path;
    }

    // With the hash of the file as it is.
    private static SourceText Text(string file)
    {
        using var stream = File.OpenRead(file);
        return SourceText.From(stream, Encoding.UTF8, SourceHashAlgorithm.Sha256, canBeEmbedded: true);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

/// <summary>Where an assembly's symbols are.</summary>
internal enum Symbols
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>Beside the assembly.</summary>
    OnDisk,

    /// <summary>Beside it, with all sources in them.</summary>
    SourceEmbedded,

    /// <summary>In the assembly.</summary>
    InImage,
}
