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

    /// <summary>The bias of the channel that comes next.</summary>
    public int WeightCell;

    /// <summary>Its bias for the first token.</summary>
    public int PositionCell;

    /// <summary>The trace of its tile.</summary>
    public int TraceCell;

    /// <summary>Reads the layer at a cell, in the layout's order, and makes it the next layer's; returns StatusDone or what is wrong.</summary>
    [Range("inputWords", 1, CompactSizes.MostWords)]
    [Range("outputTiles", 1, CompactSizes.MostWords)]
    [Range("headWords", 0, CompactSizes.HeadWords)]
    [Range("classes", 0, SpikingTransformerCompactEngine.MaxClasses)]
    [Range("operation", 0, CompactEngineLayout.OperationHead)]
    [Range("neuron", 0, CompactEngineLayout.NeuronRelu)]
    [Range("shortcut", 0, CompactEngineLayout.ShortcutAdd)]
    [Range("source", 0, CompactEngineLayout.PlaceAttended)]
    [Range("destination", 0, CompactEngineLayout.PlaceAttended)]
    public int Read(SimpleMemory memory, ref int cell)
    {
        bool isKnown = true;
        bool fits = true;
        int operation = CompactCells.ReadWithin(memory, ref cell, 0, CompactEngineLayout.OperationHead, ref isKnown);
        IsAttention = operation == CompactEngineLayout.OperationAttention;
        IsHead = operation == CompactEngineLayout.OperationHead;
        int neuron = CompactCells.ReadWithin(memory, ref cell, 0, CompactEngineLayout.NeuronRelu, ref isKnown);
        IsTernary = neuron == CompactEngineLayout.NeuronTernary;
        IsRelu = neuron == CompactEngineLayout.NeuronRelu;
        int shortcut = CompactCells.ReadWithin(memory, ref cell, 0, CompactEngineLayout.ShortcutAdd, ref isKnown);
        AddsShortcut = shortcut == CompactEngineLayout.ShortcutAdd;
        HasShortcut = shortcut != CompactEngineLayout.ShortcutNone;
        int source = CompactCells.ReadWithin(memory, ref cell, 0, CompactEngineLayout.PlaceAttended, ref isKnown);
        Source = BaseOf(source);
        int destination = CompactCells.ReadWithin(memory, ref cell, 0, CompactEngineLayout.PlaceAttended, ref isKnown);
        Destination = BaseOf(destination);
        int inputWords = CompactCells.ReadWithin(memory, ref cell, 1, CompactSizes.MostWords, ref fits);
        Inputs = inputWords << 4;
        int outputTiles = CompactCells.ReadWithin(memory, ref cell, 1, CompactSizes.MostWords, ref fits);
        Outputs = outputTiles << 4;
        WeightCell = CompactCells.ReadWithin(memory, ref cell, 0, CompactSizes.LastCell, ref fits);
        IsImage = CompactCells.ReadWithin(memory, ref cell, 0, CompactSizes.LastCell, ref fits) != 0;
        HasPosition = CompactCells.ReadWithin(memory, ref cell, 0, CompactSizes.LastCell, ref fits) != 0;
        PositionCell = CompactCells.ReadWithin(memory, ref cell, 0, CompactSizes.LastCell, ref fits);
        TraceCell = CompactCells.ReadWithin(memory, ref cell, 0, CompactSizes.LastCell, ref fits);
        int headWords = CompactCells.ReadWithin(memory, ref cell, 0, CompactSizes.HeadWords, ref fits);
        int classes = CompactCells.ReadWithin(memory, ref cell, 0, SpikingTransformerCompactEngine.MaxClasses, ref fits);
        Classes = classes;

        isKnown = isKnown && (!IsImage || (source == CompactEngineLayout.PlaceHidden && !IsAttention && !IsHead));
        bool readsHidden = source == CompactEngineLayout.PlaceHidden && !IsImage && !IsAttention;
        bool writesHidden = destination == CompactEngineLayout.PlaceHidden && !IsTernary && !IsRelu && !HasShortcut && !IsAttention;
        fits = fits
            && inputWords <= (readsHidden ? CompactSizes.HiddenWords : CompactSizes.DimWords)
            && outputTiles <= (IsHead ? 1 : writesHidden ? CompactSizes.HiddenWords : CompactSizes.DimWords)
            && (!IsAttention || (headWords != 0 && inputWords == outputTiles))
            && (!IsHead || classes != 0);
        Count = IsAttention ? headWords << 4 : Inputs;
        return !isKnown ? CompactEngineLayout.StatusUnknownLayer
            : !fits ? CompactEngineLayout.StatusLayerOverLimit
            : CompactEngineLayout.StatusDone;
    }

    private static int BaseOf(int place)
        => place == CompactEngineLayout.PlaceTokens ? CompactSizes.TokensBase
            : place == CompactEngineLayout.PlaceAttended ? CompactSizes.AttendedBase
            : CompactSizes.HiddenBase;
}
