using System.CommandLine;
using System.Globalization;
using Accel.Generation;
using Accel.Kernels;
using Accel.Transformer;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Portability;

namespace Accel.Cli;

/// <summary>
/// <c>accel lint</c>: for each kernel what this transformer refuses and, method by method, whether the real Hastlayer takes it.
/// </summary>
internal static class LintCommand
{
    internal static Command Create(CliConsole console)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "sources of kernels, compiled together, as --source takes them; those of Accel.Kernels when none is named",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var own = new Option<string[]>("--source") { Description = "the same as FILE", AllowMultipleArgumentsPerToken = true };
        var kernels = CommonOptions.KernelNames("only these kernel classes");
        var portable = new Option<bool>("--portable") { Description = "also fail when a kernel is not portable to Hastlayer" };
        var budgets = CommonOptions.Budgets();
        var compile = new CompileOptions();
        var command =
            new Command("lint", "Checks kernels, and says method by method whether they are portable to Hastlayer, and if not, why.")
            { files, own, kernels, portable, budgets };
        compile.AddTo(command);
        return CliCommand.With(command, console, (invocation, cancellationToken) => Task.Run(
            () =>
            {
                string[] named = [.. invocation.Line.GetValue(files) ?? [], .. invocation.Line.GetValue(own) ?? []];
                var source = named.Length > 0
                    ? KernelSources.Load(named, cancellationToken) : KernelSource.FromEmbedded(typeof(SpikingTransformerEngine).Assembly);
                LintReport found = KernelLint.Check(source, compile.With(invocation.Line, new TransformOptions
                {
                    Budgets = CommonOptions.Budgets(invocation.Line.GetValue(budgets) ?? []),
                    CancellationToken = cancellationToken,
                }));
                return Run(invocation, found, invocation.Line.GetValue(kernels) ?? [], invocation.Line.GetValue(portable));
            },
            cancellationToken));
    }

    private static int Run(Invocation invocation, LintReport found, string[] kernels, bool mustBePortable)
    {
        List<KernelReport> chosen = [.. found.Kernels.Where(kernel => kernels.Length == 0 || kernels.Any(name => Names(kernel, name)))];
        if (found.Diagnostics.Count == 0)
        {
            RequireAll(kernels, found.Kernels);
        }

        bool refused = found.Diagnostics.Count > 0 || chosen.Any(kernel => !kernel.IsAccepted || (mustBePortable && !kernel.IsPortable));
        if (invocation.Json)
        {
            invocation.Console.WriteJson(new Document(!refused, Lines(found.Diagnostics), [.. chosen.Select(Line)]));
        }
        else
        {
            Print(invocation.Console.Output, found.Diagnostics, chosen);
        }

        return refused ? ExitCode.VerificationDiffers : ExitCode.Ok;
    }

    private static bool Names(KernelReport kernel, string name) => kernel.Kernel == name || kernel.Kernel.Split('.')[^1] == name;

    private static void RequireAll(string[] names, IReadOnlyList<KernelReport> kernels)
    {
        string known = kernels.Count == 0 ? "none" : string.Join(", ", kernels.Select(kernel => kernel.Kernel.Split('.')[^1]));
        if (kernels.Count == 0)
        {
            throw new UsageException("the files hold no kernel", "declare public virtual void Run(SimpleMemory memory) in a public class");
        }

        if (names.FirstOrDefault(name => !kernels.Any(kernel => Names(kernel, name))) is { } missing)
        {
            throw new UsageException($"there is no kernel {missing}; there are {known}", $"accel lint --kernel {kernels[0].Kernel.Split('.')[^1]}");
        }
    }

    private static void Print(TextWriter output, IReadOnlyList<KernelDiagnostic> diagnostics, List<KernelReport> kernels)
    {
        foreach (KernelDiagnostic item in diagnostics)
        {
            output.WriteLine(item);
        }

        foreach (KernelReport kernel in kernels)
        {
            string verdict = !kernel.IsAccepted ? "REFUSED; whether it is portable to Hastlayer is not judged before it is accepted"
                : kernel.IsPortable ? "accepted; portable to Hastlayer" : "accepted; not portable to Hastlayer";
            output.WriteLine($"{kernel.Kernel} ({kernel.Location}): {verdict}");
            foreach (KernelDiagnostic item in kernel.Diagnostics)
            {
                output.WriteLine($"  {item}");
            }

            Print(output, "  ", kernel.Issues);
            foreach (MethodPortability method in kernel.Methods)
            {
                output.WriteLine($"  {(method.IsPortable ? "portable    " : "not portable")} {method.Name} ({method.Location})");
                Print(output, "    ", method.Issues);
            }
        }
    }

    private static void Print(TextWriter output, string indent, IReadOnlyList<PortabilityIssue> issues)
    {
        foreach (IGrouping<PortabilityRule, PortabilityIssue> group in issues.GroupBy(issue => issue.Rule))
        {
            string lines = string.Join(", ", group.Select(issue => issue.Location.Line.ToString(CultureInfo.InvariantCulture)));
            string place = $"{group.First().Location.File}({lines})";
            output.WriteLine($"{indent}{place}: {(group.Key.IsPortable ? "note" : "not portable")} {group.Key.Id}: {group.Key.Title}: {group.Key.Reason}. {group.Key.Remedy}");
        }
    }

    private static List<DiagnosticLine> Lines(IEnumerable<KernelDiagnostic> items) =>
        [.. items.Select(item => new DiagnosticLine(item.Descriptor.Id, item.Location.File, item.Location.Line, item.Descriptor.IsNote, item.Message, item.Descriptor.Remedy))];

    private static List<IssueLine> Lines(IEnumerable<PortabilityIssue> issues) =>
    [
        .. issues.Select(issue => new IssueLine(
            issue.Rule.Id, issue.Rule.Verdict, issue.Rule.Title, issue.Location.File, issue.Location.Line, issue.Source, issue.Rule.Reason, issue.Rule.Remedy)),
    ];

    private static KernelLine Line(KernelReport kernel) => new(
        kernel.Kernel,
        kernel.Location.File,
        kernel.Location.Line,
        kernel.IsAccepted,
        kernel.IsPortable,
        Lines(kernel.Diagnostics),
        Lines(kernel.Issues),
        [.. kernel.Methods.Select(method => new MethodLine(method.Name, method.Location.File, method.Location.Line, method.IsPortable, Lines(method.Issues)))]);

    private sealed record DiagnosticLine(string Id, string File, int Line, bool Note, string Message, string Remedy);

    private sealed record IssueLine(string Id, PortabilityVerdict Verdict, string Title, string File, int Line, string Source, string Reason, string Remedy);

    private sealed record MethodLine(string Method, string File, int Line, bool Portable, IReadOnlyList<IssueLine> Issues);

    private sealed record KernelLine(
        string Kernel,
        string File,
        int Line,
        bool Accepted,
        bool Portable,
        IReadOnlyList<DiagnosticLine> Diagnostics,
        IReadOnlyList<IssueLine> Issues,
        IReadOnlyList<MethodLine> Methods);

    private sealed record Document(bool Ok, IReadOnlyList<DiagnosticLine> Diagnostics, IReadOnlyList<KernelLine> Kernels);
}
