namespace Accel.Kernels;

/// <summary>Memory layout of <see cref="EventFrontEnd"/>.</summary>
public static class EventFrontEndLayout
{
    /// <summary>Input channels of a word.</summary>
    public const int Channels = 32;

    /// <summary>Sets that four timesteps are split into.</summary>
    public const int Sets = 7;

    /// <summary>Queues that events are taken from: two for each bank of weights, which has two ports.</summary>
    public const int Queues = 4;

    /// <summary>Channels of a word that go through one queue.</summary>
    public const int ChannelsPerQueue = Channels / Queues;

    /// <summary>Bits of a row's number.</summary>
    public const int RowBits = 9;

    /// <summary>The row of a slot that has nothing to add.</summary>
    public const int IdleRow = (1 << RowBits) - 1;

    /// <summary>Words of a token, from 1 on.</summary>
    public const int WordsCell = 0;

    /// <summary>Tokens, from 1 on.</summary>
    public const int TokensCell = 1;

    /// <summary>Most words of a token.</summary>
    public const int MostWords = 16;

    /// <summary>Most tokens of a run.</summary>
    public const int MostTokens = 16;

    /// <summary>First cell of the spikes: for each token and word four cells, a timestep each, channel c in bit c.</summary>
    public const int SpikeCell = 4;

    /// <summary>
    /// First cell of the steps, two cells each: the rows of slots 0 to 2 (9 bits each, slot 0 lowest); the row of slot 3 below
    /// <see cref="SetEndBit"/>. Channel c of word w is row 8 w + c / 4 of slot c % 4; a slot whose last word has no channel in the set has
    /// an idle row for it. Behind an odd number of steps stands an idle one.
    /// </summary>
    public const int StepCell = SpikeCell + (MostTokens * MostWords * 4);

    /// <summary>Set in the second cell of a set's last step.</summary>
    public const int SetEndBit = RowBits;

    /// <summary>Most steps of a run.</summary>
    public const int MostSteps = MostTokens * MostWords * Sets * ChannelsPerQueue;
}
