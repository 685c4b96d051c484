using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>One layer of the program. Sizes are in channels, each padded to words of 16.</summary>
internal sealed class CompactLayer
{
    public bool IsAttention;
    public bool IsHead;
    public bool IsTernary;
    public bool IsRelu;
    public bool HasShortcut;
    public bool AddsShortcut;
    public bool IsImage;
    public bool HasPosition;
    public int Source;
    public int Destination;
    public int Inputs;
    public int Outputs;

    /// <summary>Inputs that one sum adds: all, or a head's.</summary>
    public int Count;
    public int Classes;
    public int WeightCell;
    public int PositionCell;
    public int TraceCell;

    /// <summary>Reads the layer at a cell; returns StatusDone or what is wrong with it.</summary>
    [Range("inputWords", 1, CompactSizes.MostWords)]
    [Range("outputTiles", 1, CompactSizes.MostWords)]
    [Range("headWords", 1, CompactSizes.HeadWords)]
    [Range("classes", 1, SpikingTransformerCompactEngine.MaxClasses)]
    [Range("operation", 0, SpikingTransformerEngineLayout.OperationHead)]
    [Range("neuron", 0, SpikingTransformerEngineLayout.NeuronRelu)]
    [Range("shortcut", 0, SpikingTransformerEngineLayout.ShortcutAdd)]
    [Range("source", 0, SpikingTransformerEngineLayout.PlaceAttended)]
    [Range("destination", 0, SpikingTransformerEngineLayout.PlaceAttended)]
    public int Read(SimpleMemory memory, int cell)
    {
        bool isKnown = true;
        bool fits = true;
        int operation = CompactCells.ReadWithin(memory, cell + SpikingTransformerEngineLayout.OperationOffset, 0, SpikingTransformerEngineLayout.OperationHead, ref isKnown);
        int neuron = CompactCells.ReadWithin(memory, cell + SpikingTransformerEngineLayout.NeuronOffset, 0, SpikingTransformerEngineLayout.NeuronRelu, ref isKnown);
        int shortcut = CompactCells.ReadWithin(memory, cell + SpikingTransformerEngineLayout.ShortcutOffset, 0, SpikingTransformerEngineLayout.ShortcutAdd, ref isKnown);
        int source = CompactCells.ReadWithin(memory, cell + SpikingTransformerEngineLayout.SourceOffset, 0, SpikingTransformerEngineLayout.PlaceAttended, ref isKnown);
        int destination = CompactCells.ReadWithin(memory, cell + SpikingTransformerEngineLayout.DestinationOffset, 0, SpikingTransformerEngineLayout.PlaceAttended, ref isKnown);
        IsImage = memory.ReadInt32(cell + SpikingTransformerEngineLayout.ImageOffset) != 0;
        HasPosition = memory.ReadInt32(cell + SpikingTransformerEngineLayout.PositionOffset) != 0;
        IsAttention = operation == SpikingTransformerEngineLayout.OperationAttention;
        IsHead = operation == SpikingTransformerEngineLayout.OperationHead;
        IsTernary = neuron == SpikingTransformerEngineLayout.NeuronTernary;
        IsRelu = neuron == SpikingTransformerEngineLayout.NeuronRelu;
        AddsShortcut = shortcut == SpikingTransformerEngineLayout.ShortcutAdd;
        HasShortcut = shortcut != SpikingTransformerEngineLayout.ShortcutNone;
        Source = BaseOf(source);
        Destination = BaseOf(destination);
        isKnown = isKnown && (!IsImage || (source == SpikingTransformerEngineLayout.PlaceHidden && !IsAttention && !IsHead));
        bool readsHidden = source == SpikingTransformerEngineLayout.PlaceHidden && !IsImage && !IsAttention;
        bool writesHidden = destination == SpikingTransformerEngineLayout.PlaceHidden && !IsTernary && !IsRelu && !HasShortcut && !IsAttention;

        ushort mostInputs = readsHidden ? (ushort)CompactSizes.HiddenWords : (ushort)CompactSizes.DimWords;
        ushort mostTiles = IsHead ? (ushort)1 : writesHidden ? (ushort)CompactSizes.HiddenWords : (ushort)CompactSizes.DimWords;
        int inputWords = CompactCells.ReadWithin(memory, cell + SpikingTransformerEngineLayout.InputWordsOffset, 1, mostInputs, ref fits);
        int outputTiles = CompactCells.ReadWithin(memory, cell + SpikingTransformerEngineLayout.OutputTilesOffset, 1, mostTiles, ref fits);
        WeightCell = CompactCells.ReadWithin(memory, cell + SpikingTransformerEngineLayout.WeightOffset, 0, CompactSizes.LastCell, ref fits);
        PositionCell = CompactCells.ReadWithin(memory, cell + SpikingTransformerEngineLayout.PositionPointerOffset, 0, CompactSizes.LastCell, ref fits);
        TraceCell = CompactCells.ReadWithin(memory, cell + SpikingTransformerEngineLayout.TraceOffset, 0, CompactSizes.LastCell, ref fits);
        Inputs = inputWords << 4;
        Outputs = outputTiles << 4;
        Count = Inputs;
        if (IsAttention)
        {
            int headWords = CompactCells.ReadWithin(memory, cell + SpikingTransformerEngineLayout.HeadWordsOffset, 1, CompactSizes.HeadWords, ref fits);
            Count = headWords << 4;
            fits = fits && inputWords == outputTiles;
        }

        if (IsHead)
        {
            int classes = CompactCells.ReadWithin(memory, cell + SpikingTransformerEngineLayout.ClassesOffset, 1, SpikingTransformerCompactEngine.MaxClasses, ref fits);
            Classes = classes;
        }

        return !isKnown ? SpikingTransformerEngineLayout.StatusUnknownLayer
            : !fits ? SpikingTransformerEngineLayout.StatusLayerOverLimit
            : SpikingTransformerEngineLayout.StatusDone;
    }

    private static int BaseOf(int place)
        => place == SpikingTransformerEngineLayout.PlaceTokens ? CompactSizes.TokensBase
            : place == SpikingTransformerEngineLayout.PlaceAttended ? CompactSizes.AttendedBase
            : CompactSizes.HiddenBase;
}
