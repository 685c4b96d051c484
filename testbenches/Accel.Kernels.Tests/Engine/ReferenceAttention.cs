using Accel.Host.EventEngine;
using Layout = Accel.Kernels.EngineStepLayout;

namespace Accel.Kernels.Tests;

/// <summary>K, V and Q by unit, head of the unit and group of 16 of the head; O = Q K^T V as it is written.</summary>
internal sealed class ReferenceAttention(int tokens, int timesteps, int headGroups, EventEngineLimits limits)
{
    private readonly Dictionary<(int What, int Unit, int Head, int Group), int[]> _rows = [];

    /// <summary>Keeps what a group fires.</summary>
    public void Store(ReferenceStep step, int group, int token, int t, int[] values)
    {
        var (unit, head, within) = Place(step, group);
        var key = (step.Target, unit, head, within);
        if (!_rows.TryGetValue(key, out int[]? rows))
        {
            rows = new int[tokens * timesteps * 16];
            _rows[key] = rows;
        }

        values.CopyTo(rows, ((token * timesteps) + t) * 16);
    }

    /// <summary>O of a group's 16 channels; 0 for a head that there is not.</summary>
    public long[] Products(ReferenceStep step, int group, int token, int t)
    {
        var (unit, head, within) = Place(step, group);
        long[] output = new long[16];
        if (!_rows.TryGetValue((Layout.ToValues, unit, head, within), out int[]? values))
        {
            return output;
        }

        for (int d = 0; d < headGroups * 16; d++)
        {
            int[] keys = _rows[(Layout.ToKeys, unit, head, d / 16)];
            if (_rows[(Layout.ToQueries, unit, head, d / 16)][At(token, t, d)] == 0)
            {
                continue;
            }

            for (int e = 0; e < 16; e++)
            {
                long product = 0;
                for (int n = 0; n < tokens; n++)
                {
                    product += keys[At(n, t, d)] * values[At(n, t, e)];
                    ReferenceEngine.RequireBits(product, limits.ProductBits, "product");
                }

                output[e] += product;
            }
        }

        return output;
    }

    private int At(int token, int t, int channel) => (((token * timesteps) + t) * 16) + (channel % 16);

    private (int Unit, int Head, int Group) Place(ReferenceStep step, int group)
    {
        int first = step.At(Layout.UnitOffset);
        int head = ((first >> 8) & 255) * limits.AttentionUnits;
        int place = ((head + (first & 255)) * headGroups) + (first >> 16) + group;
        int of = place / headGroups;
        return (of % limits.AttentionUnits, of / limits.AttentionUnits, place % headGroups);
    }
}
