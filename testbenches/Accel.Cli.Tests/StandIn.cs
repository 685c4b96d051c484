namespace Accel.Cli.Tests;

/// <summary>Tests that put other programs on PATH, which all tests of the process share, so nothing else may run beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class PathTests
{
    public const string Name = "PATH";
}

/// <summary>Programs of the test's own, alone on PATH beside a shell and what it needs, until it is disposed of.</summary>
internal sealed class StandIn : IDisposable
{
    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");
    private readonly string _folder;

    internal StandIn(TestFiles files)
    {
        _folder = Directory.CreateDirectory(files.PathOf("stand-ins")).FullName;
        Environment.SetEnvironmentVariable("PATH", _folder);
    }

    /// <summary>A Vivado that sources what it is given in tclsh, checks it, and leaves these reports.</summary>
    internal static StandIn Vivado(TestFiles files, string utilisation, string timing)
    {
        string tclsh = new ToolRunners.ToolRunner("tclsh", "tcl").Path ?? "";
        Assert.SkipWhen(tclsh.Length == 0, "tcl is not installed");
        string tests = Path.Combine(Repository.Root, "testbenches", "Accel.Boards.Tests");
        string reports = Directory.CreateDirectory(files.PathOf("reports")).FullName;
        File.Copy(Path.Combine(tests, "Reports", "Texts", utilisation), Path.Combine(reports, "utilization.txt"));
        if (File.Exists(Path.Combine(tests, "Reports", "Texts", timing)))
        {
            File.Copy(Path.Combine(tests, "Reports", "Texts", timing), Path.Combine(reports, "timing.txt"));
        }

        var stand = new StandIn(files);
        stand.Add("vivado", $"ACCEL_STAND_IN_REPORTS='{reports}' exec '{tclsh}' '{Path.Combine(tests, "StandIns", "vivado.tcl")}' \"$@\"");
        return stand;
    }

    /// <summary>Adds a program, or puts another in its place.</summary>
    internal void Add(string name, string script)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllText(file, $"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n");
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("the stand-ins are shell scripts");
        }
        else
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        }
    }

    public void Dispose() => Environment.SetEnvironmentVariable("PATH", _path);
}
