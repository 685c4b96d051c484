namespace Accel.Verification;

/// <summary>How many mutants, and how they are judged.</summary>
public sealed record MutationOptions
{
    /// <summary>Mutants a kernel and level.</summary>
    public int Count { get; init; } = 100;

    /// <summary>Chooses them among those that can be made.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Random vectors of the ladder, with seeds from 1 on, beside the recorded ones.</summary>
    public int RandomVectors { get; init; } = 10;

    /// <summary>Further random vectors for the comparison of a mutant that got through with the original.</summary>
    public int LockStepVectors { get; init; } = 50;

    /// <summary>Mutants that are judged at the same time.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>What the kernel is compiled with.</summary>
    public Accel.Transformer.TransformOptions Transform { get; init; } = new();

    /// <summary>Told of each mutant: its change and its verdict; from several threads.</summary>
    public Action<string, MutantVerdict>? Judged { get; init; }
}
