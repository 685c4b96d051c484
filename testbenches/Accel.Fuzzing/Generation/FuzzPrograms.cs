using Accel.Fuzzing.Generation.Networks;

namespace Accel.Fuzzing.Generation;

/// <summary>The programs of the seeds: some of them are networks of tasks, the others everything else.</summary>
internal static class FuzzPrograms
{
    private const int SeedsPerNetwork = 6;

    /// <summary>The program of a seed: always the same one.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="isNetwork">Whether it is made of tasks that streams join, whatever the seed says.</param>
    public static FuzzProgram Write(int seed, bool isNetwork = false) =>
        isNetwork || seed % SeedsPerNetwork == 0 ? NetworkWriter.Write(seed) : ProgramWriter.Write(seed);
}
