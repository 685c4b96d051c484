using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Accel.Rtl;
using Accel.Transformer;
using Accel.Transformer.Configuration;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Frontend;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Accel.Analyzers;

/// <summary>The kernels of one compilation. Roslyn calls it from several threads.</summary>
internal sealed class CompilationCheck
{
    private readonly Compilation _compilation;
    private readonly CSharpCompilation _configured;
    private readonly TransformOptions _options;
    private readonly DiagnosticsBag _configuration = new();
    private readonly ConcurrentBag<KernelProgram> _programs = [];

    // Kernels share methods, and what is wrong in one of those is said once.
    private readonly ConcurrentDictionary<KernelDiagnostic, bool> _reported = new();

    private StrongBox<bool>? _compiles;

    /// <summary>With what the configuration says among the files that go with the compilation.</summary>
    public CompilationCheck(Compilation compilation, ImmutableArray<AdditionalText> files, CancellationToken cancellationToken)
    {
        _compilation = compilation;
        _options = files.Where(IsConfiguration).Aggregate(
            new TransformOptions(), (options, file) => With(options, file, cancellationToken));
        DiagnosticsBag found = new();
        SyntaxTree[] trees = [.. compilation.SyntaxTrees];
        var configured = KernelCompilation.Configured(trees, _options, found);
        _configured = trees.Zip(configured).Where(static pair => pair.First != pair.Second).Aggregate(
            (CSharpCompilation)compilation, static (all, pair) => all.ReplaceSyntaxTree(pair.First, pair.Second));

        // What is wrong with the fields themselves is said file by file.
        found.Items.Where(static item => item.Descriptor != DiagnosticDescriptors.ReplaceableField).ToList()
            .ForEach(item => _ = _configuration.Add(item));
    }

    /// <summary>Hands a class to the front end if it is a kernel.</summary>
    public void Translate(SymbolAnalysisContext context)
    {
        INamedTypeSymbol written = (INamedTypeSymbol)context.Symbol;
        if (_configured.GetTypeByMetadataName(EntryPointList.MetadataNameOf(written)) is not { } type)
        {
            return;
        }

        DiagnosticsBag constants = new();
        ConstantRules.Check(type, _configured, constants);
        Report(constants.Items, written.Locations[0], context.ReportDiagnostic);
        if (constants.IsEmpty && FrontEnd.IsKernel(type, _options.EntryPoints) && Compiles(context.CancellationToken))
        {
            FrontEndResult result = FrontEnd.Load(_configured, type, Options(context.CancellationToken));
            Report(result.Diagnostics.Concat(result.Notes), written.Locations[0], context.ReportDiagnostic);
            if (result.Program is not null)
            {
                _programs.Add(result.Program);
            }
        }
    }

    /// <summary>Runs the passes on the kernels that the front end accepted.</summary>
    public void RunPasses(CompilationAnalysisContext context)
    {
        Report(_configuration.Items, Location.None, context.ReportDiagnostic);
        foreach (KernelProgram program in _programs)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            Report(KernelCompiler.Check(program, Options(context.CancellationToken)), Location.None, context.ReportDiagnostic);
        }
    }

    private static bool IsConfiguration(AdditionalText file) => Path.GetFileName(file.Path) is var name
        && (name == KernelConfiguration.FileName || name.EndsWith("." + KernelConfiguration.FileName, StringComparison.Ordinal));

    private TransformOptions With(TransformOptions options, AdditionalText file, CancellationToken cancellationToken)
    {
        try
        {
            return KernelConfiguration.Parse(file.GetText(cancellationToken)?.ToString() ?? "{}").With(options);
        }
        catch (JsonException e)
        {
            _configuration.Report(
                DiagnosticDescriptors.ConfigurationFile, new SourceLocation(file.Path, 1), Path.GetFileName(file.Path), e.Message);
            return options;
        }
    }

    private TransformOptions Options(CancellationToken cancellationToken) => _options with { CancellationToken = cancellationToken };

    // C# that does not compile has the compiler's errors, and ours would only follow from them.
    private bool Compiles(CancellationToken cancellationToken)
    {
        _compiles ??= new StrongBox<bool>(!_compilation.GetDiagnostics(cancellationToken)
            .Any(item => item.Severity == DiagnosticSeverity.Error));
        return _compiles.Value;
    }

    private void Report(IEnumerable<KernelDiagnostic> items, Location otherwise, Action<Diagnostic> report)
    {
        foreach (KernelDiagnostic item in items.Where(item => _reported.TryAdd(item, true)))
        {
            report(Places.ToRoslyn(item, _compilation.SyntaxTrees, otherwise));
        }
    }
}
