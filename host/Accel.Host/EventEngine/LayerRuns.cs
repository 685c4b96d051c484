namespace Accel.Host.EventEngine;

/// <summary>Steps that follow each other in a program and belong to one layer.</summary>
internal static class LayerRuns
{
    /// <summary>The runs in the order of the program.</summary>
    /// <param name="steps">What is known of the program's steps.</param>
    /// <param name="layerOf">A step's layer.</param>
    public static IEnumerable<List<T>> Of<T>(IEnumerable<T> steps, Func<T, string> layerOf)
    {
        List<T> run = [];
        foreach (var step in steps)
        {
            if (run.Count > 0 && layerOf(run[0]) != layerOf(step))
            {
                yield return run;
                run = [];
            }

            run.Add(step);
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }
}
