using Accel.Models;

namespace Accel.Golden;

/// <summary>
/// The neurons of numerics over whole tensors [T, positions, channels] of currents; every threshold and shift is one per channel.
/// Membranes start at 0 and are 64 bits wide; overflow is an error, never a wrap-around.
/// </summary>
internal class Neurons(ModelConfiguration configuration)
{
    protected ModelConfiguration Configuration => configuration;

    private readonly int _timesteps = configuration.Timesteps;
    private readonly int _leak = configuration.LeakShift;
    private readonly bool _soft = configuration.Reset == ResetKind.Soft;

    // u > theta is u >= theta + 1 on integers; the reset still subtracts theta.
    private readonly long _margin = configuration.Firing == FiringRule.AboveThreshold ? 1 : 0;

    /// <summary>s = 1 when u reaches theta.</summary>
    /// <param name="currents">Left as they are, but by neurons that choose their own bias.</param>
    /// <param name="theta">One per channel.</param>
    public virtual sbyte[] Binary(Span<long> currents, ReadOnlySpan<int> theta)
    {
        var size = currents.Length / _timesteps;
        var spikes = GC.AllocateUninitializedArray<sbyte>(currents.Length);
        var membrane = new long[size];
        for (var t = 0; t < _timesteps; t++)
        {
            for (var first = 0; first < size; first += theta.Length)
            {
                var h = membrane.AsSpan(first, theta.Length);
                var x = currents.Slice((t * size) + first, theta.Length);
                var s = spikes.AsSpan((t * size) + first, theta.Length);
                for (var c = 0; c < theta.Length; c++)
                {
                    // Without branches, since spikes are hard to predict: what a spike takes from u is theta (soft) or all of it (hard).
                    var u = checked(h[c] + x[c]);
                    var spike = u >= theta[c] + _margin ? 1L : 0;
                    s[c] = (sbyte)spike;
                    h[c] = (u - (-spike & (_soft ? theta[c] : u))) >> _leak;
                }
            }
        }

        return spikes;
    }

    /// <summary>s = sign(u) when |u| reaches theta.</summary>
    public virtual sbyte[] Ternary(Span<long> currents, ReadOnlySpan<int> theta)
    {
        var size = currents.Length / _timesteps;
        var spikes = GC.AllocateUninitializedArray<sbyte>(currents.Length);
        var membrane = new long[size];
        for (var t = 0; t < _timesteps; t++)
        {
            for (var first = 0; first < size; first += theta.Length)
            {
                var h = membrane.AsSpan(first, theta.Length);
                var x = currents.Slice((t * size) + first, theta.Length);
                var signs = spikes.AsSpan((t * size) + first, theta.Length);
                for (var c = 0; c < theta.Length; c++)
                {
                    var u = checked(h[c] + x[c]);
                    var s = u >= theta[c] + _margin ? 1 : u <= -theta[c] - _margin ? -1 : 0;
                    signs[c] = (sbyte)s;
                    h[c] = s == 0 ? u >> _leak : _soft ? checked(u - ((long)s * theta[c])) >> _leak : 0;
                }
            }
        }

        return spikes;
    }

    /// <summary>k = clamp((max(x, 0) + round) &gt;&gt; shift, 0, 2^b - 1), without memory.</summary>
    public virtual int[] Relu(ReadOnlySpan<long> currents, ReadOnlySpan<int> shift)
    {
        var most = (1L << configuration.KBits) - 1;
        var values = GC.AllocateUninitializedArray<int>(currents.Length);
        for (int i = 0, c = 0; i < values.Length; i++, c = c + 1 == shift.Length ? 0 : c + 1)
        {
            var round = shift[c] == 0 ? 0 : 1L << (shift[c] - 1);
            values[i] = (int)Math.Min((Math.Max(currents[i], 0) + round) >> shift[c], most);
        }

        return values;
    }
}
