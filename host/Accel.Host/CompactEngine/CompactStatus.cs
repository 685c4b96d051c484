using Layout = Accel.Kernels.CompactEngineLayout;

namespace Accel.Host.CompactEngine;

/// <summary>What the status of the compact engine says.</summary>
internal static class CompactStatus
{
    public static string Meaning(int status) => status switch
    {
        Layout.StatusNoProgram => "there is no program in its memory",
        Layout.StatusUnknownVersion => "the program has a version that it does not know",
        Layout.StatusSizeOverLimit =>
            "a size of the network is over its limits, or it was compiled for an engine with other room for spikes",
        Layout.StatusUnknownLayer => "a layer of the program is of a kind that it does not know",
        Layout.StatusLayerOverLimit => "a size of a layer is over its limits",
        Layout.StatusDamaged => "its header or a layer does not add up, so the program is damaged",
        _ => "it wrote no status that it has",
    };
}
