namespace Accel.Kernels;

/// <summary>What the attention units of a core keep: that of units which an engine does not have is not built.</summary>
internal sealed class AttentionMemories
{
    private readonly AttentionMemory unit0 = new();
    private readonly AttentionMemory unit1 = new();
    private readonly AttentionMemory unit2 = new();
    private readonly AttentionMemory unit3 = new();
    private readonly AttentionMemory unit4 = new();
    private readonly AttentionMemory unit5 = new();
    private readonly AttentionMemory unit6 = new();
    private readonly AttentionMemory unit7 = new();
    private readonly AttentionMemory unit8 = new();
    private readonly AttentionMemory unit9 = new();
    private readonly AttentionMemory unit10 = new();
    private readonly AttentionMemory unit11 = new();
    private readonly AttentionMemory unit12 = new();
    private readonly AttentionMemory unit13 = new();
    private readonly AttentionMemory unit14 = new();
    private readonly AttentionMemory unit15 = new();

    /// <summary>Of a unit.</summary>
    public AttentionMemory Of(int unit) => unit switch
    {
        0 => unit0,
        1 => unit1,
        2 => unit2,
        3 => unit3,
        4 => unit4,
        5 => unit5,
        6 => unit6,
        7 => unit7,
        8 => unit8,
        9 => unit9,
        10 => unit10,
        11 => unit11,
        12 => unit12,
        13 => unit13,
        14 => unit14,
        _ => unit15,
    };
}
