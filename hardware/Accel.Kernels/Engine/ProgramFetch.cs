using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>Fetches the header and the steps, each while the one before is at work.</summary>
internal sealed class ProgramFetch(SimpleMemory memory, Stream<ProgramRequest> wanted, Stream<EngineWord> words)
{
    /// <summary>Words of a step.</summary>
    public const int StepWords = EngineStepLayout.Cells / 4;

    /// <summary>Words of the header.</summary>
    public const int HeaderWords = SpikingTransformerEngineLayout.HeaderCells / 4;

    private readonly SimpleMemory memory = memory;
    private readonly Stream<ProgramRequest> wanted = wanted;
    private readonly Stream<EngineWord> words = words;

    /// <summary>Works until the end of the program.</summary>
    public void Run()
    {
        var request = wanted.Read();
        while (!request.IsEnd)
        {
            Send(request.Cell, request.IsHeader ? HeaderWords : StepWords);
            request = wanted.Read();
        }
    }

    [Pipeline("index", InitiationInterval = 0)]
    [Range("index", 0, StepWords)]
    [Range("count", 0, StepWords)]
    private void Send(int first, int count)
    {
        for (int index = 0; index < count; index++)
        {
            int cell = ((first >> 2) + index) << 2;
            words.Write(new EngineWord
            {
                Low = memory.ReadUInt32(cell) | ((ulong)memory.ReadUInt32(cell + 1) << 32),
                High = memory.ReadUInt32(cell + 2) | ((ulong)memory.ReadUInt32(cell + 3) << 32),
            });
        }
    }
}
