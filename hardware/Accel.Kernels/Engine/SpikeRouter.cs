using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Sends what neurons fire to a spike buffer, to the attention units and, as a trace, to memory.</summary>
internal sealed class SpikeRouter(
    Stream<RouteCommand> commands, Stream<FiredGroup> fired, Stream<uint> pieces, Stream<AttentionItem>[] units, Stream<EngineWord> traces)
{
    private readonly Stream<RouteCommand> commands = commands;
    private readonly Stream<FiredGroup> fired = fired;
    private readonly Stream<uint> pieces = pieces;
    private readonly Stream<AttentionItem>[] units = units;
    private readonly Stream<EngineWord> traces = traces;

    private HeadCounter counter;

    /// <summary>Works until the end of the program.</summary>
    public void Run()
    {
        var command = commands.Read();
        while (!command.IsEnd)
        {
            if (command.Attends)
            {
                SendAll(new AttentionItem { Kind = AttentionItem.Sums });
            }

            if (command.Routes)
            {
                Route(command);
            }

            command = commands.Read();
        }

        SendAll(new AttentionItem { Kind = AttentionItem.End });
    }

    private void SendAll(AttentionItem item)
    {
        for (int unit = 0; unit < SpikingTransformerEngine.AttentionUnits; unit++)
        {
            units[unit].Write(item);
        }
    }

    [Pipeline("step", InitiationInterval = 1)]
    [Unroll("unit")]
    [Range("group", 0, EngineSizes.Groups)]
    private void Route(RouteCommand command)
    {
        counter.Start(command.Place);
        int group = 0;
        uint low = 0;
        bool isAttention = command.Destination >= EngineStepLayout.ToKeys;
        for (int step = 0; ; step++)
        {
            var next = fired.Read();
            bool isReal = group < command.Fired;
            if (isReal && command.Destination == EngineStepLayout.ToBuffer && (group & 1) != 0)
            {
                pieces.Write(low | ((uint)next.Positive << 16));
            }

            low = next.Positive;
            for (int unit = 0; unit < SpikingTransformerEngine.AttentionUnits; unit++)
            {
                if (isReal && isAttention && counter.Unit == unit)
                {
                    units[unit].Write(Item(command, next));
                }
            }

            if (isReal && command.Traces)
            {
                traces.Write(Trace(next, command.Destination == EngineStepLayout.ToKeys));
            }

            if (next.EndsTimestep)
            {
                counter.StepTimestep(command.Place, next.EndsPosition);
            }
            else
            {
                counter.StepGroup(command.Place);
            }

            group = next.EndsTimestep ? 0 : group + 1;
            if (next.EndsStep)
            {
                break;
            }
        }

        if (command.Traces)
        {
            traces.Write(new EngineWord { IsLast = true });
        }
    }

    private AttentionItem Item(in RouteCommand command, in FiredGroup next)
    {
        bool isKey = command.Destination == EngineStepLayout.ToKeys;
        bool isValue = command.Destination == EngineStepLayout.ToValues;
        return new AttentionItem
        {
            Kind = isKey ? AttentionItem.Keys : isValue ? AttentionItem.Values : AttentionItem.Queries,
            Row = isValue ? counter.HeadRow : counter.Row,
            Product = counter.Product,
            IsFirst = counter.IsFirst,
            Positive = next.Positive,
            Negative = next.Negative,
            LowKeys = next.LowKeys,
            HighKeys = next.HighKeys,
        };
    }

    private static EngineWord Trace(in FiredGroup next, bool isKey) => new()
    {
        Low = isKey ? Bytes(next.LowKeys) : next.Positive | ((ulong)next.Negative << 16),
        High = Bytes(next.HighKeys),
    };

    [Unroll("key")]
    private static ulong Bytes(ulong keys)
    {
        ulong bytes = 0;
        for (int key = 0; key < 8; key++)
        {
            bytes |= ((keys >> (key * SpikingTransformerEngine.KeyBits)) & ((1 << SpikingTransformerEngine.KeyBits) - 1)) << (8 * key);
        }

        return bytes;
    }
}
