using Accel.Transformer.Ir;

namespace Accel.Transformer.Passes;

/// <summary>Puts constants in place of variables that hold one, and removes branches and loops that are never taken.</summary>
internal sealed class PropagateConstants(string name = "propagate-constants") : IPass
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        foreach (var function in program.Functions)
        {
            function.Rewrite(static body => new ConstantWalker().Rewrite(body));
        }
    }
}
