namespace Accel.Rtl;

/// <summary>
/// Gives out unique names. The one place that decides uniqueness: a name that is taken gets the smallest free suffix _2, _3, ...
/// Deterministic: the same requests in the same order give the same names.
/// </summary>
internal sealed class NameTable(StringComparer comparer)
{
    private readonly Dictionary<string, int> _taken = new(comparer);

    /// <summary>Takes a name without changing it.</summary>
    /// <returns>False when it was taken already.</returns>
    public bool TryReserve(string name) => _taken.TryAdd(name, 1);

    /// <summary>A free name like <paramref name="wish"/>.</summary>
    public string Unique(string wish)
    {
        if (_taken.TryAdd(wish, 1))
            return wish;
        int suffix = _taken[wish];
        string name;
        do
            name = $"{wish}_{++suffix}";
        while (!_taken.TryAdd(name, 1));
        _taken[wish] = suffix;
        return name;
    }
}
