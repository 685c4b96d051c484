using Hast.Transformer.SimpleMemory;

namespace Samples;

/// <summary>What a device must be able to do.</summary>
public interface ILoopback
{
    void Run(SimpleMemory memory);
}

/// <summary>Gives back its input plus one, so that one sees that something has run.</summary>
public sealed class Loopback : ILoopback
{
    private const int InputOutputIndex = 0;

    public void Run(SimpleMemory memory) => memory.WriteInt32(InputOutputIndex, memory.ReadInt32(InputOutputIndex) + 1);
}
