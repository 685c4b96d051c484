namespace Accel.Host.Engine;

/// <summary>The engine ended without a result: it refused its program.</summary>
/// <param name="status">What it wrote to its status cell.</param>
/// <param name="place">The part of the program that the status is about, for instance <c>step 7</c>; null where the engine does not
/// say.</param>
/// <param name="meaning">What the status says.</param>
public sealed class EngineStatusException(int status, string? place, string meaning)
    : AccelException(
        $"the engine ended with status {status}{(place is null ? "" : $", {place}")}: {meaning}",
        "Load the model again; if that does not help, generate the engine with the version of this library that compiles the programs.")
{
    /// <summary>The engine's status.</summary>
    public int Status { get; } = status;

    /// <summary>The part of the program that the status is about, or null.</summary>
    public string? Place { get; } = place;
}
