using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Accel.Transformer.Budgets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Accel.Transformer.Frontend;

/// <summary>
/// A static method without parameters that stands in the sources of a kernel and is the host's: it may use the whole framework, and the
/// libraries that the sources refer to. Code that it does not reach may be in error.
/// </summary>
public sealed class HostMethod
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private readonly MethodInfo? _method;

    private HostMethod(MethodInfo method) => _method = method;

    private HostMethod(string problem, string? remedy = null) => (Problem, Remedy) = (problem, remedy);

    /// <summary>Why there is no such method; null when there is.</summary>
    public string? Problem { get; }

    /// <summary>What to do about it.</summary>
    public string? Remedy { get; }

    /// <summary>Finds a method and compiles it.</summary>
    /// <param name="source">The sources.</param>
    /// <param name="name">Class, with or without namespace, a dot and the method.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static HostMethod Find(KernelSource source, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(name);
        int dot = name.LastIndexOf('.');
        return dot > 0 && dot < name.Length - 1
            ? CompileWatch.Run(
                new TransformOptions { CancellationToken = cancellationToken },
                () => Find(source, name[..dot], name[(dot + 1)..], cancellationToken))
            : new HostMethod($"`{name}` is no method", "write CLASS.METHOD");
    }

    /// <summary>Runs it.</summary>
    /// <returns>What it returns.</returns>
    /// <exception cref="InvalidOperationException">There is no such method.</exception>
    /// <exception cref="TargetInvocationException">It fails.</exception>
    public object? Invoke()
        => (_method ?? throw new InvalidOperationException(Problem)).Invoke(null, []);

    private static HostMethod Find(KernelSource source, string type, string method, CancellationToken cancellationToken)
    {
        var parse = KernelCompilation.ParseOptions.WithPreprocessorSymbols(source.Symbols);
        var compilation = CSharpCompilation.Create(
            "Host",
            [.. source.Files.Append(new SourceFile("(implicit usings)", ImplicitUsings))
                .Select(file => CSharpSyntaxTree.ParseText(file.Text, parse, file.Path, Encoding.UTF8, cancellationToken))],
            KernelReferences.OfHost(source.References),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true,
                concurrentBuild: false));
        List<IMethodSymbol> Named(CSharpCompilation all) => [.. all.GetSymbolsWithName(method, SymbolFilter.Member, cancellationToken)
            .OfType<IMethodSymbol>().Where(m => m.ContainingType.Name == type || m.ContainingType.ToDisplayString() == type)];
        var named = Named(compilation);
        if (named.Count == 0)
        {
            return new HostMethod($"there is no method {type}.{method} in the source", "declare it static, without parameters");
        }

        if (named.Find(static m => m is { IsStatic: true, Parameters.IsEmpty: true, IsGenericMethod: false, ReturnsVoid: false })
            is not { } found)
        {
            return new HostMethod(
                $"{type}.{method} is not static, has parameters or returns nothing", "declare it static, without parameters");
        }

        string metadataName = EntryPointList.MetadataNameOf(found.ContainingType);
        (compilation, var errors) = HostCode.Remove(
            compilation,
            all => Named(all).Find(static m => m.IsStatic && m.Parameters.IsEmpty) is { } root ? ReachableCode.Of(all, root) : null,
            cancellationToken);
        return errors is [var error, ..]
            ? new HostMethod($"{type}.{method} does not compile: {error}", "mend it; it may use the framework and the source's libraries")
            : Load(compilation, source, metadataName, method);
    }

    private static HostMethod Load(CSharpCompilation compilation, KernelSource source, string type, string method)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        if (!result.Success)
        {
            return new HostMethod(
                $"{type}.{method} does not compile: {result.Diagnostics.First(static d => d.Severity == DiagnosticSeverity.Error)}");
        }

        image.Position = 0;
        var context = new AssemblyLoadContext($"host {type}", isCollectible: true);
        context.Resolving += (own, name) => KernelReferences.Abstraction(name)
            ?? (source.References.FirstOrDefault(path => Path.GetFileNameWithoutExtension(path) == name.Name) is { } library
                ? own.LoadFromAssemblyPath(library) : null);
        return new HostMethod(context.LoadFromStream(image).GetType(type, throwOnError: true)!.GetMethod(
            method, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, [])!);
    }
}
