namespace Accel.Kernels;

/// <summary>The memories of all cores: those of cores that an engine does not have are not built.</summary>
internal sealed class CoreMemories
{
    private readonly CoreMemory core0 = new();
    private readonly CoreMemory core1 = new();
    private readonly CoreMemory core2 = new();
    private readonly CoreMemory core3 = new();
    private readonly CoreMemory core4 = new();
    private readonly CoreMemory core5 = new();
    private readonly CoreMemory core6 = new();
    private readonly CoreMemory core7 = new();
    private readonly CoreMemory core8 = new();
    private readonly CoreMemory core9 = new();
    private readonly CoreMemory core10 = new();
    private readonly CoreMemory core11 = new();
    private readonly CoreMemory core12 = new();
    private readonly CoreMemory core13 = new();
    private readonly CoreMemory core14 = new();
    private readonly CoreMemory core15 = new();

    /// <summary>Of a core.</summary>
    public CoreMemory Of(int core) => core switch
    {
        0 => core0,
        1 => core1,
        2 => core2,
        3 => core3,
        4 => core4,
        5 => core5,
        6 => core6,
        7 => core7,
        8 => core8,
        9 => core9,
        10 => core10,
        11 => core11,
        12 => core12,
        13 => core13,
        14 => core14,
        _ => core15,
    };
}
