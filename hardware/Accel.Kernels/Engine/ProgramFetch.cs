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
            MemoryBlock.Send(memory, request.Cell, request.IsHeader ? HeaderWords : StepWords, words);
            request = wanted.Read();
        }
    }
}
