namespace Accel.Packages.Tests.Architecture;

/// <summary>
/// Folders in the order in which they may refer to each other: each to those of the layers before its own. Folders that refer to each other
/// in a circle are one group, in braces. As text: <c>Ir, Files &lt; {Passes, Scheduling} &lt; Reports</c>.
/// </summary>
/// <param name="Layers">From what refers to nothing; each a list of groups.</param>
internal sealed record FolderLayers(IReadOnlyList<IReadOnlyList<IReadOnlyList<string>>> Layers)
{
    /// <summary>The groups of several folders.</summary>
    public IEnumerable<IReadOnlyList<string>> Circles => Layers.SelectMany(static layer => layer).Where(static group => group.Count > 1);

    /// <summary>Reads the text.</summary>
    public static FolderLayers Parse(string text) => new([.. text.Split('<').Select(static layer => (IReadOnlyList<IReadOnlyList<string>>)
        [.. Groups(layer.Trim())])]);

    /// <summary>Each folder as early as its references let it.</summary>
    public static FolderLayers Of(IReadOnlyList<string> folders, IReadOnlyList<FolderReferences.Edge> edges)
    {
        var to = edges.ToLookup(static e => e.From, static e => e.To);
        var reached = folders.ToDictionary(static f => f, f => Reached(f, to));
        var groups = folders.Select(f => (IReadOnlyList<string>)
            [.. folders.Where(other => other == f || (reached[f].Contains(other) && reached[other].Contains(f)))])
            .DistinctBy(static g => g[0]).ToList();
        List<IReadOnlyList<IReadOnlyList<string>>> layers = [];
        HashSet<string> placed = [];
        while (groups.Count > 0)
        {
            var next = groups.Where(g => g.All(f => to[f].All(t => placed.Contains(t) || g.Contains(t)))).ToList();
            layers.Add(next);
            placed.UnionWith(next.SelectMany(static g => g));
            groups.RemoveAll(next.Contains);
        }

        return new FolderLayers(layers);
    }

    /// <summary>What the order does not allow.</summary>
    public IEnumerable<FolderReferences.Edge> Broken(IEnumerable<FolderReferences.Edge> edges)
    {
        var place = Layers.SelectMany(static (layer, number) => layer.SelectMany(group => group.Select(folder => (folder, number, group))))
            .ToDictionary(static p => p.folder);
        return edges.Where(e => !place.TryGetValue(e.From, out var from) || !place.TryGetValue(e.To, out var to)
            || !(to.number < from.number || ReferenceEquals(from.group, to.group)));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(" < ", Layers.Select(static layer => string.Join(", ", layer.Select(static group =>
        group.Count == 1 ? group[0] : $"{{{string.Join(", ", group)}}}"))));

    private static IEnumerable<IReadOnlyList<string>> Groups(string layer)
    {
        while (layer.Length > 0)
        {
            bool isCircle = layer[0] == '{';
            int end = layer.IndexOf(isCircle ? '}' : ',', StringComparison.Ordinal);
            string group = end < 0 ? layer : layer[..end];
            layer = end < 0 ? "" : layer[(end + 1)..].TrimStart(',', ' ');
            yield return [.. group.TrimStart('{').Split(',', StringSplitOptions.TrimEntries)];
        }
    }

    private static HashSet<string> Reached(string from, ILookup<string, string> to)
    {
        HashSet<string> reached = [];
        Queue<string> waiting = new(to[from]);
        while (waiting.TryDequeue(out string? folder))
        {
            if (reached.Add(folder))
            {
                foreach (string next in to[folder])
                {
                    waiting.Enqueue(next);
                }
            }
        }

        return reached;
    }
}
