using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Accel.Transformer.Frontend;

/// <summary>The models of a compilation's files, one for each: a model remembers what it has bound, and a method is bound as a
/// whole.</summary>
/// <param name="compilation">The compilation.</param>
internal sealed class SemanticModels(CSharpCompilation compilation)
{
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];

    /// <summary>That of a file.</summary>
    public SemanticModel Of(SyntaxTree tree)
    {
        if (!_models.TryGetValue(tree, out SemanticModel? model))
        {
            _models.Add(tree, model = compilation.GetSemanticModel(tree));
        }

        return model;
    }
}
