using Accel.Rtl;
using Accel.Transformer.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Accel.Transformer.Frontend;

/// <summary>The methods of a source as configurations name them, before anything is bound: <c>Class.Method</c>, and for a local function
/// <c>Class.Method.Local</c>.</summary>
internal static class MethodNames
{
    /// <summary>Reports names that no method has.</summary>
    public static void Require(IReadOnlyList<SyntaxTree> trees, IEnumerable<string> names, DiagnosticsBag diagnostics)
    {
        List<string> wanted = [.. names];
        if (wanted.Count == 0)
        {
            return;
        }

        HashSet<string> known = [.. trees.SelectMany(static tree => tree.GetRoot().DescendantNodes())
            .Where(static node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax)
            .Select(static node => string.Join('.', Around(node)))];
        foreach (string name in wanted.Where(name => !known.Contains(name)))
        {
            diagnostics.Report(DiagnosticDescriptors.UnknownConfiguration, new SourceLocation("(options)", 1), name, "method",
                NearestName.Hint(name, known));
        }
    }

    /// <summary>The innermost class around a node, then the methods and local functions that it is in, itself included; a constructor has
    /// its class's name.</summary>
    public static IReadOnlyList<string> Around(SyntaxNode node)
    {
        List<string> names = [];
        foreach (SyntaxNode outer in node.AncestorsAndSelf())
        {
            switch (outer)
            {
                case TypeDeclarationSyntax type:
                    return [type.Identifier.Text, .. names];
                case MethodDeclarationSyntax method:
                    names.Insert(0, method.Identifier.Text);
                    break;
                case ConstructorDeclarationSyntax constructor:
                    names.Insert(0, constructor.Identifier.Text);
                    break;
                case LocalFunctionStatementSyntax function:
                    names.Insert(0, function.Identifier.Text);
                    break;
            }
        }

        return names;
    }
}
