using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>One layer of the program.</summary>
internal sealed class EngineLayer
{
    public bool IsAttention;
    public bool IsHead;
    public bool IsTernary;
    public bool IsRelu;
    public bool HasShortcut;
    public bool AddsShortcut;
    public int Source;
    public int Destination;
    public int InputWords;
    public int OutputTiles;
    public int WeightCell;
    public bool IsImage;
    public bool HasPosition;
    public int PositionCell;
    public int TraceCell;
    public int HeadWords;
    public int Classes;

    /// <summary>Reads the layer at a cell; returns StatusDone or what is wrong with it.</summary>
    public int Read(SimpleMemory memory, int cell)
    {
        int operation = memory.ReadInt32(cell + SpikingTransformerEngineLayout.OperationOffset);
        int neuron = memory.ReadInt32(cell + SpikingTransformerEngineLayout.NeuronOffset);
        int shortcut = memory.ReadInt32(cell + SpikingTransformerEngineLayout.ShortcutOffset);
        int source = memory.ReadInt32(cell + SpikingTransformerEngineLayout.SourceOffset);
        int destination = memory.ReadInt32(cell + SpikingTransformerEngineLayout.DestinationOffset);
        int inputWords = memory.ReadInt32(cell + SpikingTransformerEngineLayout.InputWordsOffset);
        int outputTiles = memory.ReadInt32(cell + SpikingTransformerEngineLayout.OutputTilesOffset);
        WeightCell = memory.ReadInt32(cell + SpikingTransformerEngineLayout.WeightOffset);
        IsImage = memory.ReadInt32(cell + SpikingTransformerEngineLayout.ImageOffset) != 0;
        HasPosition = memory.ReadInt32(cell + SpikingTransformerEngineLayout.PositionOffset) != 0;
        PositionCell = memory.ReadInt32(cell + SpikingTransformerEngineLayout.PositionPointerOffset);
        int headWords = memory.ReadInt32(cell + SpikingTransformerEngineLayout.HeadWordsOffset);
        int classes = memory.ReadInt32(cell + SpikingTransformerEngineLayout.ClassesOffset);

        // A number that is not checked comes last: the checks have the time in which it arrives.
        TraceCell = memory.ReadInt32(cell + SpikingTransformerEngineLayout.TraceOffset);

        IsAttention = operation == SpikingTransformerEngineLayout.OperationAttention;
        IsHead = operation == SpikingTransformerEngineLayout.OperationHead;
        IsTernary = neuron == SpikingTransformerEngineLayout.NeuronTernary;
        IsRelu = neuron == SpikingTransformerEngineLayout.NeuronRelu;
        AddsShortcut = shortcut == SpikingTransformerEngineLayout.ShortcutAdd;
        HasShortcut = AddsShortcut || shortcut == SpikingTransformerEngineLayout.ShortcutStore;
        Source = BaseOf(source);
        Destination = BaseOf(destination);

        bool isKnown = IsWithin(operation, 0, SpikingTransformerEngineLayout.OperationHead)
            && IsWithin(neuron, 0, SpikingTransformerEngineLayout.NeuronRelu)
            && IsWithin(shortcut, 0, SpikingTransformerEngineLayout.ShortcutAdd)
            && IsWithin(source, 0, SpikingTransformerEngineLayout.PlaceAttended)
            && IsWithin(destination, 0, SpikingTransformerEngineLayout.PlaceAttended)
            && (!IsImage || (source == SpikingTransformerEngineLayout.PlaceHidden && operation == SpikingTransformerEngineLayout.OperationLinear));
        bool readsHidden = source == SpikingTransformerEngineLayout.PlaceHidden && !IsImage && !IsAttention;
        bool writesHidden = destination == SpikingTransformerEngineLayout.PlaceHidden && !IsTernary && !IsRelu && !HasShortcut && !IsAttention;
        bool fits = IsWithin(inputWords, 1, readsHidden ? EngineSizes.HiddenWords : EngineSizes.DimWords)
            && IsWithin(outputTiles, 1, IsHead ? 1 : writesHidden ? EngineSizes.HiddenWords : EngineSizes.DimWords)
            && (!IsAttention || (IsWithin(headWords, 1, EngineSizes.HeadWords) && inputWords == outputTiles))
            && (!IsHead || IsWithin(classes, 1, SpikingTransformerEngine.MaxClasses));
        InputWords = fits ? inputWords : 0;
        OutputTiles = fits ? outputTiles : 0;
        HeadWords = fits && IsAttention ? headWords : 0;
        Classes = fits && IsHead ? classes : 0;
        return !isKnown ? SpikingTransformerEngineLayout.StatusUnknownLayer
            : !fits ? SpikingTransformerEngineLayout.StatusLayerOverLimit
            : SpikingTransformerEngineLayout.StatusDone;
    }

    /// <summary>True when a number of the program is between two limits.</summary>
    public static bool IsWithin(int number, int least, int most) => number >= least && number <= most;

    private static int BaseOf(int place)
        => place == SpikingTransformerEngineLayout.PlaceTokens ? EngineSizes.TokensBase
            : place == SpikingTransformerEngineLayout.PlaceAttended ? EngineSizes.AttendedBase
            : EngineSizes.HiddenBase;
}
