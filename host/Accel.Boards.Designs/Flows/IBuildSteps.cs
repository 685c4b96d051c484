namespace Accel.Boards.Designs;

/// <summary>Whoever is told what a build does.</summary>
public interface IBuildSteps
{
    /// <summary>Runs a step and tells of it.</summary>
    /// <typeparam name="T">What it yields.</typeparam>
    /// <param name="name">What is done.</param>
    /// <param name="body">Does it.</param>
    Task<T> RunAsync<T>(string name, Func<Task<T>> body);
}
