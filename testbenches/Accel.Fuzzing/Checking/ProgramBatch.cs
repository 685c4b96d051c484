using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Accel.Transformer;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Frontend;
using Hast.Transformer.SimpleMemory;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Accel.Fuzzing;

/// <summary>
/// Programs that Roslyn compiles together, which costs little more than one of them alone. The transformer's front end reads the same
/// compilation.
/// </summary>
internal sealed class ProgramBatch : IDisposable
{
    private const int Fuel = 20_000;

    private readonly AssemblyLoadContext _context = new("fuzzed kernels", isCollectible: true);
    private readonly List<(FuzzProgram Program, string Errors)> _refused = [];
    private readonly List<CompiledProgram> _programs = [];

    /// <summary>Compiles programs; their namespaces differ.</summary>
    public ProgramBatch(IReadOnlyList<FuzzProgram> programs)
    {
        TransformOptions options = new()
        {
            Replacements = programs.SelectMany(Replacements).DistinctBy(pair => pair.Key).ToImmutableSortedDictionary(StringComparer.Ordinal),
        };
        DiagnosticsBag diagnostics = new();
        CSharpCompilation compilation = KernelCompilation.Create(new KernelSource([.. programs.Select(Source)]), design: null, options,
            diagnostics);
        if (diagnostics.IsEmpty)
        {
            Load(programs, compilation);
            return;
        }

        ILookup<string, KernelDiagnostic> errors = diagnostics.Items.ToLookup(item => item.Location.File, StringComparer.Ordinal);
        _refused.AddRange(programs.Where(program => errors.Contains(program.Path)).Select(program => (program, string.Join('\n', errors[program.Path]))));
        if (_refused.Count == 0)
        {
            throw new InvalidOperationException($"errors outside of all programs: {string.Join('\n', diagnostics.Items)}");
        }

        if (_refused.Count < programs.Count)
        {
            ProgramBatch rest = new([.. programs.Where(program => !errors.Contains(program.Path))]);
            _context = rest._context;
            _programs = rest._programs;
            _refused.AddRange(rest._refused);
        }
    }

    /// <summary>Those that are C#.</summary>
    public IReadOnlyList<CompiledProgram> Programs => _programs;

    /// <summary>Those that are not, and why.</summary>
    public IReadOnlyList<(FuzzProgram Program, string Errors)> Refused => _refused;

    public void Dispose() => _context.Unload();

    // A program that was made smaller may have lost the field.
    private static IEnumerable<KeyValuePair<string, string>> Replacements(FuzzProgram program) =>
        program.Options.Replacements.Where(pair => program.Text.Contains($"\"{pair.Key}\"", StringComparison.Ordinal));

    private static SourceFile Source(FuzzProgram program) => new(program.Path, program.Text);

    private void Load(IReadOnlyList<FuzzProgram> programs, CSharpCompilation compilation)
    {
        CSharpCompilation woven = PromiseWeaver.Weave(compilation);
        foreach (SyntaxTree tree in woven.SyntaxTrees)
        {
            woven = woven.ReplaceSyntaxTree(tree, FuelWeaver.Weave(tree));
        }

        SyntaxTree runtime = CSharpSyntaxTree.ParseText(FuelWeaver.Runtime, (CSharpParseOptions)woven.SyntaxTrees[0].Options);
        using MemoryStream image = new();
        var emitted = woven.AddSyntaxTrees(runtime).Emit(image);
        if (!emitted.Success)
        {
            throw new InvalidOperationException($"the woven programs are no C#: {emitted.Diagnostics.First(item => item.Severity == DiagnosticSeverity.Error)}");
        }

        image.Position = 0;
        _context.Resolving += static (_, name) => KernelReferences.Abstraction(name);
        Assembly assembly = _context.LoadFromStream(image);
        var fill = assembly.GetType("Accel.Fuzzing.Runtime.Fuel", throwOnError: true)!.GetMethod("Fill")!.CreateDelegate<Action<int>>();
        foreach (FuzzProgram program in programs)
        {
            INamedTypeSymbol type = compilation.GetTypeByMetadataName(program.ClassName)!;
            string[] entries = [.. EntryPointList.Find(type, new DiagnosticsBag()).Methods.Select(method => method.MetadataName)];
            _programs.Add(new CompiledProgram(program, compilation, type, () => Start(assembly.GetType(program.ClassName, throwOnError: true)!, entries, fill)));
        }
    }

    private static ImmutableArray<Action<SimpleMemory>> Start(Type type, IEnumerable<string> entries, Action<int> fill)
    {
        object kernel = Activator.CreateInstance(type)!;
        return [.. entries.Select(name => type.GetMethod(name)!.CreateDelegate<Action<SimpleMemory>>(kernel)).Select(entry => new Action<SimpleMemory>(memory =>
        {
            fill(Fuel);
            entry(memory);
        }))];
    }
}
