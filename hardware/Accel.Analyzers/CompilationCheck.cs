using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Accel.Transformer;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Frontend;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Accel.Analyzers;

/// <summary>The kernels of one compilation. Roslyn calls it from several threads.</summary>
internal sealed class CompilationCheck(Compilation compilation)
{
    private readonly ConcurrentBag<KernelProgram> _programs = [];

    // Kernels share methods, and what is wrong in one of those is said once.
    private readonly ConcurrentDictionary<KernelDiagnostic, bool> _reported = new();

    private StrongBox<bool>? _compiles;

    /// <summary>Hands a class to the front end if it is a kernel.</summary>
    public void Translate(SymbolAnalysisContext context)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        DiagnosticsBag constants = new();
        ConstantRules.Check(type, compilation, constants);
        Report(constants.Items, type.Locations[0], context.ReportDiagnostic);
        if (constants.IsEmpty && FrontEnd.IsKernel(type) && Compiles(context.CancellationToken))
        {
            FrontEndResult result = FrontEnd.Load((CSharpCompilation)compilation, type, Options(context.CancellationToken));
            Report(result.Diagnostics.Concat(result.Notes), type.Locations[0], context.ReportDiagnostic);
            if (result.Program is not null)
            {
                _programs.Add(result.Program);
            }
        }
    }

    /// <summary>Runs the passes on the kernels that the front end accepted.</summary>
    public void RunPasses(CompilationAnalysisContext context)
    {
        foreach (KernelProgram program in _programs)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            Report(KernelCompiler.Check(program, Options(context.CancellationToken)), Location.None, context.ReportDiagnostic);
        }
    }

    private static TransformOptions Options(CancellationToken cancellationToken) => new() { CancellationToken = cancellationToken };

    // C# that does not compile has the compiler's errors, and ours would only follow from them.
    private bool Compiles(CancellationToken cancellationToken)
    {
        _compiles ??= new StrongBox<bool>(!compilation.GetDiagnostics(cancellationToken).Any(item => item.Severity == DiagnosticSeverity.Error));
        return _compiles.Value;
    }

    private void Report(IEnumerable<KernelDiagnostic> items, Location otherwise, Action<Diagnostic> report)
    {
        foreach (KernelDiagnostic item in items.Where(item => _reported.TryAdd(item, true)))
        {
            report(Places.ToRoslyn(item, compilation.SyntaxTrees, otherwise));
        }
    }
}
