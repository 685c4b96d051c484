namespace Accel.Models.Widths;

/// <summary>
/// What a neuron's membrane can be over T timesteps, each current anywhere in its range: interval arithmetic over the neuron's rules.
/// </summary>
internal static class MembraneRange
{
    public static Interval Of(Interval current, int theta, ModelConfiguration c, bool ternary)
    {
        var held = Interval.Zero;
        var widest = Interval.Zero;
        for (var t = 0; t < c.Timesteps; t++)
        {
            var u = held.Plus(current);
            widest = widest.Union(u);
            held = AfterStep(u, theta, c, ternary);
            widest = widest.Union(held);
        }

        // Theta is compared with u, so the comparison has to hold it too.
        return widest.Union(new Interval(ternary ? -theta : 0, theta));
    }

    private static Interval AfterStep(Interval u, int theta, ModelConfiguration c, bool ternary)
    {
        // It fires at `reach` or more; the most that does not fire is one less.
        Int128 reach = theta + (c.Firing == FiringRule.AboveThreshold ? 1 : 0);
        Interval? held = null;
        var least = ternary ? Int128.Max(u.Min, 1 - reach) : u.Min;
        var most = Int128.Min(u.Max, reach - 1);
        if (least <= most)
        {
            held = new Interval(least, most).ShiftRight(c.LeakShift);
        }

        if (u.Max >= reach)
        {
            held = Join(held, AfterSpike(new Interval(Int128.Max(u.Min, reach), u.Max), theta, c));
        }

        if (ternary && u.Min <= -reach)
        {
            held = Join(held, AfterSpike(new Interval(u.Min, Int128.Min(u.Max, -reach)), -theta, c));
        }

        return held ?? Interval.Zero;
    }

    private static Interval AfterSpike(Interval u, int signedTheta, ModelConfiguration c) =>
        c.Reset == ResetKind.Hard ? Interval.Zero : u.Plus(new Interval(-signedTheta, -signedTheta)).ShiftRight(c.LeakShift);

    private static Interval Join(Interval? a, Interval b) => a is { } first ? first.Union(b) : b;
}
