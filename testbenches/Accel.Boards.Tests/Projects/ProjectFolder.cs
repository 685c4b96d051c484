using Accel.Boards.Projects;
using Accel.ToolRunners;

namespace Accel.Boards.Tests.Projects;

/// <summary>A project written into a folder that is removed afterwards, and the stand-in run on its scripts.</summary>
internal sealed class ProjectFolder : IDisposable
{
    private readonly ToolDirectory _directory = new();

    internal ProjectFolder(BoardDesign design)
    {
        foreach (var file in BoardProject.Create(design))
        {
            string path = System.IO.Path.Combine(Path, file.Name);
            _ = Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Text);
        }
    }

    internal string Path => _directory.Path;

    /// <summary>Runs a script under the stand-in; what it says must hold no error.</summary>
    /// <returns>The vendor's commands in order, each with its arguments as one text.</returns>
    internal IReadOnlyList<string> Run(string script)
    {
        var tclsh = new ToolRunner("tclsh", "tcl");
        Assert.SkipUnless(tclsh.IsAvailable, tclsh.InstallCommand);
        var result = tclsh.Run(
            [System.IO.Path.Combine(AppContext.BaseDirectory, "StandIns", "vivado.tcl"), "-mode", "batch", "-source", System.IO.Path.Combine(Path, script)],
            new ToolRun { WorkingDirectory = Path },
            TestContext.Current.CancellationToken);
        Assert.True(result.Succeeded, result.StandardError);
        return [.. result.StandardOutput.Split('\n').Where(static l => l.StartsWith("call: ", StringComparison.Ordinal)).Select(static l => l["call: ".Length..])];
    }

    public void Dispose() => _directory.Dispose();
}
