using Accel.Models;
using Layout = Accel.Kernels.EventEngineLayout;

namespace Accel.Host.EventEngine;

/// <summary>The engine ended without a result: it refused its program.</summary>
/// <param name="status">What it wrote to its status cell.</param>
/// <param name="step">The step that the status is about.</param>
public sealed class EventStatusException(int status, int step)
    : AccelException(
        $"the engine ended with status {status}, step {step}: {Meaning(status)}",
        "Load the model again; if that does not help, generate the engine with the version of this library that compiles the programs.")
{
    /// <summary>The engine's status.</summary>
    public int Status { get; } = status;

    /// <summary>The step that the status is about.</summary>
    public int Step { get; } = step;

    private static string Meaning(int status) => status switch
    {
        Layout.StatusNoProgram => "there is no program in its memory",
        Layout.StatusUnknownVersion => "the program has a version that it does not know",
        Layout.StatusHeaderOverLimit => "the program was compiled for an engine of other limits",
        Layout.StatusUnknownStep => "the step is of a kind, or makes a choice, that it does not know",
        Layout.StatusStepOverLimit => "a size of the step is 0 or over its limits",
        Layout.StatusOutOfTurn => "the step reads or writes spikes out of turn",
        Layout.StatusDamaged => "its cells do not add up, so the program is damaged",
        _ => "it wrote no status that it has",
    };
}
