using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Accel.Fuzzing;

/// <summary>A parameter less, together with the argument of every call: of methods, local functions and constructors.</summary>
internal static class ParameterReductions
{
    /// <summary>The smaller files, made one by one.</summary>
    public static IEnumerable<SyntaxNode> Of(SyntaxNode root)
    {
        foreach (ParameterListSyntax list in root.DescendantNodes().OfType<ParameterListSyntax>())
        {
            string? name = list.Parent switch
            {
                MethodDeclarationSyntax method when !method.Modifiers.Any(SyntaxKind.VirtualKeyword) => method.Identifier.Text,
                LocalFunctionStatementSyntax function => function.Identifier.Text,
                ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
                _ => null,
            };
            for (int i = 0; name is not null && i < list.Parameters.Count; i++)
            {
                yield return Without(root, list, i, name);
            }
        }
    }

    private static SyntaxNode Without(SyntaxNode root, ParameterListSyntax list, int index, string name)
    {
        int count = list.Parameters.Count;
        List<SyntaxNode> changed =
        [
            list,
            .. root.DescendantNodes().OfType<ArgumentListSyntax>()
                .Where(arguments => arguments.Arguments.Count == count && Called(arguments) == name),
        ];

        // From the inside to the outside: calls stand in each other's arguments.
        return root.ReplaceNodes(changed, (_, node) => node switch
        {
            ParameterListSyntax parameters => parameters.WithParameters(parameters.Parameters.RemoveAt(index)),
            ArgumentListSyntax arguments => arguments.WithArguments(arguments.Arguments.RemoveAt(index)),
            _ => node,
        });
    }

    private static string? Called(ArgumentListSyntax arguments) => arguments.Parent switch
    {
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax method } => method.Identifier.Text,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.Identifier.Text,
        ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax type } => type.Identifier.Text,
        _ => null,
    };
}
