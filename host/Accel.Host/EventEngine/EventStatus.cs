using Layout = Accel.Kernels.SpikingTransformerEngineLayout;

namespace Accel.Host.EventEngine;

/// <summary>What the status of the engine says.</summary>
internal static class EventStatus
{
    public static string Meaning(int status) => status switch
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
