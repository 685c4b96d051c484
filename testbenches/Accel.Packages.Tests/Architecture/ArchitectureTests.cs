namespace Accel.Packages.Tests.Architecture;

/// <summary>
/// The folders of every project refer to each other in the order that ARCHITECTURE.md says; what stands in braces there is a circle that is
/// known, and no other comes. ACCEL_UPDATE_GOLDEN=1 writes the table as it is now.
/// </summary>
public sealed class ArchitectureTests
{
    private const string Document = "ARCHITECTURE.md";
    private const string Head = "| project | its folders, each after those that it refers to |\n| --- | --- |\n";

    private static string[] Projects { get; } =
    [
        .. ProjectFiles.All.Select(static file => Path.GetDirectoryName(file)!)
            .Where(static folder => !folder.EndsWith(".Tests", StringComparison.Ordinal)).Distinct()
            .Select(ProjectFiles.FromRoot).Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void Folders_refer_to_each_other_in_the_order_of_the_table()
    {
        var measured = Projects.AsParallel().AsOrdered().Select(static p => (Project: p, References: FolderReferences.Of(p)))
            .Where(static m => m.References.Folders.Count > 1).ToList();
        if (Environment.GetEnvironmentVariable("ACCEL_UPDATE_GOLDEN") == "1")
        {
            Write(measured.Select(static m => $"| {m.Project} | {FolderLayers.Of(m.References.Folders, m.References.Edges)} |"));
        }

        var table = Table();
        List<string> wrong = [];
        foreach (var (project, (folders, edges)) in measured)
        {
            if (!table.TryGetValue(project, out var allowed))
            {
                wrong.Add($"{project} is not in the table; it is {FolderLayers.Of(folders, edges)}");
                continue;
            }

            var named = allowed.Layers.SelectMany(static layer => layer).SelectMany(static group => group);
            wrong.AddRange(named.Except(folders).Select(f => $"{project} has no folder {f}"));
            wrong.AddRange(allowed.Broken(edges).Select(e => $"{project}: {e.From} refers to {e.To}, which is not before it: {e.Example}"));
            wrong.AddRange(Circles(allowed).Except(Circles(FolderLayers.Of(folders, edges)))
                .Select(c => $"{project}: {{{c}}} is no circle any more"));
        }

        wrong.AddRange(table.Keys.Except(measured.Select(static m => m.Project)).Select(static p => $"{p} has no folders, or is gone"));
        Assert.True(wrong.Count == 0, $"{Document} and the sources differ:\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public void A_reference_against_the_order_is_found()
    {
        var layers = FolderLayers.Parse("A, B < {C, D} < E");
        Assert.Equal("A, B < {C, D} < E", layers.ToString());
        FolderReferences.Edge[] edges = [new("C", "A", ""), new("C", "D", ""), new("D", "C", ""), new("E", "D", ""), new("E", "B", "")];
        Assert.Empty(layers.Broken(edges));
        Assert.Equal(layers.ToString(), FolderLayers.Of(["A", "B", "C", "D", "E"], edges).ToString());
        Assert.Equal(["A", "B", "X"], layers.Broken([new("A", "C", ""), new("B", "A", ""), new("X", "A", "")]).Select(static e => e.From));
    }

    private static IEnumerable<string> Circles(FolderLayers layers) =>
        layers.Circles.Select(static circle => string.Join(", ", circle.Order(StringComparer.Ordinal)));

    private static Dictionary<string, FolderLayers> Table()
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, Document)).ReplaceLineEndings("\n");
        int start = text.IndexOf(Head, StringComparison.Ordinal);
        Assert.True(start >= 0, $"{Document} has the table of folders");
        return text[(start + Head.Length)..].Split('\n').TakeWhile(static line => line.StartsWith('|'))
            .Select(static line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(static cells => cells[1], static cells => FolderLayers.Parse(cells[2]), StringComparer.Ordinal);
    }

    private static void Write(IEnumerable<string> rows)
    {
        string path = Path.Combine(Repository.Root, Document), text = File.ReadAllText(path).ReplaceLineEndings("\n");
        int start = text.IndexOf(Head, StringComparison.Ordinal) + Head.Length, end = text.IndexOf("\n\n", start, StringComparison.Ordinal);
        File.WriteAllText(path, text[..start] + string.Join('\n', rows) + text[end..]);
    }
}
