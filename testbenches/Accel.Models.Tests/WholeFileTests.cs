namespace Accel.Models.Tests;

public sealed class WholeFileTests
{
    [Fact]
    public void A_file_that_cannot_be_finished_leaves_what_was_there()
    {
        using var folder = TestFiles.Temporary();
        string path = folder.Write("f", [1, 2, 3]);
        Assert.Throws<InvalidOperationException>(() => WholeFile.Write(path, stream =>
        {
            stream.Write([9]);
            throw new InvalidOperationException();
        }));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal(["f"], folder.Names());
        WholeFile.Write(path, "new");
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal(["f"], folder.Names());
    }

    [Fact]
    public void Folders_are_made_and_a_link_stays_a_link()
    {
        using var folder = TestFiles.Temporary();
        string path = folder.File("a/b/f");
        WholeFile.Write(path, "1");
        File.CreateSymbolicLink(folder.File("link"), path);
        WholeFile.Write(folder.File("link"), "2");
        Assert.Equal("2", File.ReadAllText(path));
        Assert.Equal(path, new FileInfo(folder.File("link")).LinkTarget);
    }

    [Fact]
    public async Task A_pipe_is_written_to_and_not_replaced()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes in the file system");
        using var folder = TestFiles.Temporary();
        string path = folder.Pipe("pipe");
        var reading = Task.Run(() => File.ReadAllText(path), TestContext.Current.CancellationToken);
        await Task.Run(() => WholeFile.Write(path, "x"), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Equal("x", await reading.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        Assert.Equal(PathKind.Pipe, PathKinds.Of(path));
    }

    [Fact]
    public void What_a_path_leads_to_is_told_without_opening_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "devices and pipes in the file system");
        using var folder = TestFiles.Temporary();
        File.CreateSymbolicLink(folder.File("to-pipe"), folder.Pipe("pipe"));
        File.CreateSymbolicLink(folder.File("to-nothing"), folder.File("nothing"));
        (string Path, PathKind Kind)[] known =
        [
            (folder.Write("empty", []), PathKind.File), (folder.File("."), PathKind.Folder), (folder.File("to-pipe"), PathKind.Pipe),
            (folder.File("to-nothing"), PathKind.Missing), (folder.File("empty/x"), PathKind.Missing), ("", PathKind.Missing),
            ("a\0b", PathKind.Missing), ("/dev/null", PathKind.Device), ("/proc/self/status", PathKind.File),
        ];
        Assert.All(known, static k => Assert.Equal(k.Kind, PathKinds.Of(k.Path)));
    }

    [Fact]
    public void A_device_is_written_to_and_not_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "devices in the file system");
        WholeFile.Write("/dev/null", "x");
        Assert.Equal("", File.ReadAllText("/dev/null"));
    }

    [Fact]
    public void A_folder_appears_whole_or_not_at_all()
    {
        using var folder = TestFiles.Temporary();
        string path = folder.File("made");
        Assert.Throws<InvalidOperationException>(() => WholeFile.WriteFolder(
            path,
            made =>
            {
                File.WriteAllText(Path.Combine(made, "half"), "");
                throw new InvalidOperationException();
            },
            static _ => false));
        Assert.Empty(folder.Names());
        WholeFile.WriteFolder(path, made => File.WriteAllText(Path.Combine(made, "a.vhd"), "1"), static _ => true);
        File.WriteAllText(Path.Combine(path, "notes.txt"), "mine");
        WholeFile.WriteFolder(path, made => File.WriteAllText(Path.Combine(made, "b.vhd"), "2"), static name =>
            name.EndsWith(".vhd", StringComparison.Ordinal));
        Assert.Equal(["b.vhd", "notes.txt"], Directory.GetFiles(path).Select(Path.GetFileName).Order());
        Assert.Equal(["made"], folder.Names());
    }

    [Fact]
    public void A_folder_that_cannot_be_filled_leaves_no_folders_behind_and_is_named_by_its_place()
    {
        using var folder = TestFiles.Temporary();
        string path = folder.File("a/b/made");
        var e = Assert.Throws<FileWriteException>(() => WholeFile.WriteFolder(path, made =>
        {
            WholeFile.Write(Path.Combine(made, "1.vhd"), "1");
            WholeFile.Write(Path.Combine(made, "2.vhd"), static _ => throw new IOException("No space left on device : '/x.tmp'", 28));
        }, static _ => false));
        Assert.Equal($"`{path}/2.vhd` cannot be written: No space left on device", e.Message);
        Assert.Empty(folder.Names());
    }

    [Fact]
    public void Two_runs_that_fill_one_folder_at_once_leave_the_files_of_one_of_them()
    {
        using var folder = TestFiles.Temporary();
        string path = folder.File("made");
        for (int round = 0; round < 8; round++)
        {
            // One of the two that are made new, later ones into one that is there.
            if (round == 4 && Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }

            Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, run => WholeFile.WriteFolder(
                path,
                made =>
                {
                    for (int i = 0; i < 4; i++)
                    {
                        WholeFile.Write(Path.Combine(made, $"run{run}-{i}.vhd"), $"{run}");
                    }

                    WholeFile.Write(Path.Combine(made, "manifest.json"), $"{run}");
                },
                static name => name.EndsWith(".vhd", StringComparison.Ordinal)));
            string last = File.ReadAllText(Path.Combine(path, "manifest.json"));
            string[] left = [.. Directory.GetFiles(path, "*.vhd")];
            Assert.Equal(4, left.Length);
            Assert.All(left, file => Assert.Equal(last, File.ReadAllText(file)));
            Assert.Equal(["made"], folder.Names());
        }
    }
}
