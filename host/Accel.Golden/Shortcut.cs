namespace Accel.Golden;

/// <summary>The membrane shortcut: U = U + x, element by element.</summary>
internal static class Shortcut
{
    public static long[] Add(long[] shortcut, long[] currents)
    {
        var sum = GC.AllocateUninitializedArray<long>(shortcut.Length);
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] = checked(shortcut[i] + currents[i]);
        }

        return sum;
    }
}
