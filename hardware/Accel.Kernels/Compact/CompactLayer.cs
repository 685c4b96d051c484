using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>One layer of the program.</summary>
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
    public bool IsTraced;
    public bool IsConvolution;
    public bool PoolsSpikes;
    public bool PoolsMaximum;
    public int Width;
    public int Height;
    public int Inputs;

    /// <summary>Inputs that one sum adds: all, those of all taps, or a head's.</summary>
    public int Count;

    /// <summary>From the spike behind a sum's last one to the next sum's first.</summary>
    public int Back;
    public int Outputs;

    /// <summary>From a position of the destination to the next one.</summary>
    public int Stride;
    public int Source;
    public int Destination;

    /// <summary>What comes next of the parameters.</summary>
    public int WeightCell;

    /// <summary>The bias of the token that comes next.</summary>
    public int PositionCell;

    /// <summary>What comes next of the trace.</summary>
    public int TraceCell;

    /// <summary>From a tap's last input to the first one of the tap beside it.</summary>
    public int Tap;

    /// <summary>From a line of taps' last input to the first one of the line below.</summary>
    public int TapLine;

    /// <summary>From a line of the destination to the next one.</summary>
    public int OutputLine;

    /// <summary>Reads the layer that comes next, in the layout's order; returns StatusDone or what is wrong with it.</summary>
    [Range("choices", 0, (1 << CompactLayerLayout.ChoiceBits) - 1)]
    [Range("width", 1, CompactSizes.MaxWidth)]
    [Range("height", 1, CompactSizes.MaxHeight)]
    [Range("inputs", 1, CompactSizes.MaxChannels)]
    [Range("count", 0, CompactSizes.Row)]
    [Range("outputs", 1, CompactSizes.MaxOutputs)]
    [Range("stride", 1, CompactSizes.MaxStride)]
    [Range("spikes", 0, CompactSizes.LastSpike)]
    public int Read(SimpleMemory memory, CompactReader reader)
    {
        reader.Restart();
        int choices = CompactReader.Within(memory, reader, 0, (1 << CompactLayerLayout.ChoiceBits) - 1);
        int width = CompactReader.Within(memory, reader, 1, CompactSizes.MaxWidth);
        Width = width;
        int height = CompactReader.Within(memory, reader, 1, CompactSizes.MaxHeight);
        Height = height;
        int inputs = CompactReader.Within(memory, reader, 1, CompactSizes.MaxChannels);
        Inputs = inputs;
        int count = CompactReader.Within(memory, reader, 0, CompactSizes.Row);
        Count = count;
        int spikes = CompactReader.Within(memory, reader, 0, CompactSizes.LastSpike);
        Back = spikes;
        int outputs = CompactReader.Within(memory, reader, 1, CompactSizes.MaxOutputs);
        Outputs = outputs;
        int stride = CompactReader.Within(memory, reader, 1, CompactSizes.MaxStride);
        Stride = stride;
        spikes = CompactReader.Within(memory, reader, 0, CompactSizes.LastSpike);
        Source = spikes;
        spikes = CompactReader.Within(memory, reader, 0, CompactSizes.LastSpike);
        Destination = spikes;
        WeightCell = CompactReader.Within(memory, reader, 0, CompactSizes.LastCell);
        PositionCell = CompactReader.Within(memory, reader, 0, CompactSizes.LastCell);
        TraceCell = CompactReader.Within(memory, reader, 0, CompactSizes.LastCell);
        IsConvolution = ((choices >> CompactLayerLayout.ConvolutionBit) & 1) != 0;
        if (CompactSizes.HasConvolution && IsConvolution)
        {
            spikes = CompactReader.Within(memory, reader, 0, CompactSizes.LastSpike);
            Tap = spikes;
            spikes = CompactReader.Within(memory, reader, 0, CompactSizes.LastSpike);
            TapLine = spikes;
            spikes = CompactReader.Within(memory, reader, 0, CompactSizes.LastSpike);
            OutputLine = spikes;
        }

        bool isKnown = Choose(choices);
        bool writesHidden = !IsTernary && !IsRelu && !HasShortcut && !IsAttention;
        bool fits = reader.Fits && (outputs <= SpikingTransformerCompactEngine.MaxDim || writesHidden);
        bool isWhole = reader.IsWhole(memory);
        return !isKnown ? CompactEngineLayout.StatusUnknownLayer
            : !fits ? CompactEngineLayout.StatusLayerOverLimit
            : !isWhole ? CompactEngineLayout.StatusDamaged
            : CompactEngineLayout.StatusDone;
    }

    /// <summary>Takes the choices apart; false when one of them is unknown.</summary>
    private bool Choose(int choices)
    {
        int operation = choices & 3;
        IsAttention = operation == CompactLayerLayout.OperationAttention;
        IsHead = operation == CompactLayerLayout.OperationHead;
        int neuron = (choices >> CompactLayerLayout.NeuronBit) & 3;
        IsTernary = neuron == CompactLayerLayout.NeuronTernary;
        IsRelu = neuron == CompactLayerLayout.NeuronRelu;
        int shortcut = (choices >> CompactLayerLayout.ShortcutBit) & 3;
        AddsShortcut = shortcut == CompactLayerLayout.ShortcutAdd;
        HasShortcut = shortcut != CompactLayerLayout.ShortcutNone;
        int pool = (choices >> CompactLayerLayout.PoolBit) & 3;
        PoolsSpikes = pool == CompactLayerLayout.PoolSpikes;
        PoolsMaximum = pool == CompactLayerLayout.PoolMaximum;
        IsImage = ((choices >> CompactLayerLayout.ImageBit) & 1) != 0;
        HasPosition = ((choices >> CompactLayerLayout.PositionBit) & 1) != 0;
        IsTraced = ((choices >> CompactLayerLayout.TraceBit) & 1) != 0;
        return operation != 3 && neuron != 3 && shortcut != 3 && (CompactSizes.HasConvolution ? pool != 3 : pool == 0 && !IsConvolution);
    }
}
