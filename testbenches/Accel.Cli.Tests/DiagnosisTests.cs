using Accel.Golden.Generation;
using Accel.Models;

namespace Accel.Cli.Tests;

/// <summary>Messages that name the cause, where the first error that comes up would name another.</summary>
public sealed class DiagnosisTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("serial:/no/such/port", "does not exist")]
    [InlineData("serial:/tmp", "is a folder")]
    [InlineData("serial:COM3", "on Windows alone")]
    [InlineData("serial:/dev/null", "is a device, but no serial port")]
    [InlineData("serial:/dev/full", "is a device, but no serial port")]
    [InlineData("serial:/etc/passwd", "is a plain file, no serial port")]
    public async Task A_port_that_cannot_be_is_not_a_matter_of_permissions(string device, string said)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "ports of Linux");
        var run = await Cli.RunAsync("infer", InputFiles.DigitsModel, InputFiles.SampleDigits[0], "--device", device);
        run.MustFail(69, said);
        Assert.DoesNotContain("dialout", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("denied", run.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("/dev/null", "it is empty")]
    [InlineData("/dev/zero", "it is zeros from its first byte on")]
    [InlineData("empty.gz", "it ends inside its header, after 0 of 16 bytes")]
    public async Task An_input_that_holds_nothing_is_told_before_the_device_is_opened(string input, string said)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "devices of Linux");
        string path = input.StartsWith('/') ? input : _files.Write(input.Length > 0 ? input : "empty.npy", input.Length == 0 ? []
            : [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        var run = await Cli.RunAsync("infer", InputFiles.DigitsModel, InputFiles.SampleDigits[0], path);
        run.MustFail(65, said, path);
        Assert.DoesNotContain("open sim:", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dev/zero", "it is zeros from its first byte on")]
    [InlineData("/dev/null", "it is empty")]
    [InlineData("/proc/self/status", "it is a text")]
    public async Task A_model_that_says_it_has_no_bytes_is_judged_by_those_that_it_has(string model, string said)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "devices of Linux");
        (await Cli.RunAsync("inspect", model)).MustFail(65, said, model);
    }

    [Fact]
    public async Task A_model_with_a_convolution_stem_fits_too()
    {
        var configuration = RandomConfiguration.Small(1, convolution: true) with { Input = InputKind.Spikes, KBits = 4 };
        RandomModel.Create(configuration, 1).Save(_files.PathOf("conv.safetensors"));
        var run = await Cli.RunAsync("inspect", _files.PathOf("conv.safetensors"));
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("patch_embed", run.Output, StringComparison.Ordinal);
        Assert.Contains("fits; ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_written_is_no_input_that_is_missing()
    {
        var full = Failure.From(new FileWriteException("out/k.vhd", new IOException("No space left on device : '/x/.k.tmp'", 28)), "");
        Assert.Equal((69, "`out/k.vhd` cannot be written: No space left on device"), (full.ExitCode, full.Message));
        var denied = Failure.From(new UnauthorizedAccessException("Access to the path '/x/a\nb' is denied."), "");
        Assert.Equal((66, "Access to the path '/x/a\\u000ab' is denied."), (denied.ExitCode, denied.Message));
    }

    [Theory]
    [InlineData("--output", "generate")]
    [InlineData("--output", "demo")]
    [InlineData("--dump-ir", "generate")]
    [InlineData("--regressions", "fuzz")]
    public async Task A_file_in_place_of_an_output_folder_is_found_before_the_work(string option, string command)
    {
        var run = await Cli.RunAsync(command, option, _files.Write("file", [1]));
        run.MustFail(69, option, "it is a file");
        Assert.DoesNotContain("[1/", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--svg", "schedule")]
    [InlineData("--html", "coverage")]
    [InlineData("--junit", "verify")]
    [InlineData("--listing", "simulate")]
    public async Task A_folder_in_place_of_an_output_file_is_found_before_the_work(string option, string command)
    {
        var run = await Cli.RunAsync(command, option, _files.PathOf("."));
        run.MustFail(69, option, "it is a folder");
        Assert.DoesNotContain("[1/", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_may_not_be_written_is_found_before_the_work()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/sys is read-only for everybody");
        var run = await Cli.RunAsync("generate", "--output", "/sys/accel");
        run.MustFail(69, "--output /sys/accel: `/sys` cannot be written: ");
        Assert.DoesNotContain("[1/", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", run.Error, StringComparison.Ordinal);
        (await Cli.RunAsync("simulate", "--serial", "--link", "/sys/board")).MustFail(69, "--link /sys/board: `/sys` cannot be written");
        (await Cli.RunAsync("simulate", "--pcie", "--mount", "/sys/board")).MustFail(69, "--mount /sys/board: `/sys` cannot be written");
    }

    [Fact]
    public async Task A_link_that_leads_somewhere_is_anothers_board()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pseudo-terminals of Linux");
        string link = _files.PathOf("board");
        File.CreateSymbolicLink(link, _files.Write("port", []));
        (await Cli.RunAsync("simulate", "--serial", "--link", link)).MustFail(64, "another board has this link");
        Assert.NotNull(new FileInfo(link).LinkTarget);
        (await Cli.RunAsync("simulate", "--serial", "--link", _files.PathOf("port"))).MustFail(64, "not replaced");
        (await Cli.RunAsync("simulate", "--serial", "--link", _files.PathOf("no/board"))).MustFail(64, "folder in which it would lie");
    }

    [Fact]
    public async Task A_mount_is_not_put_over_files_or_another_mount()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "mounts of Linux");
        (await Cli.RunAsync("simulate", "--pcie", "--mount", "/proc")).MustFail(64, "something is mounted there");
        _files.Write("file", [1]);
        (await Cli.RunAsync("simulate", "--pcie", "--mount", _files.PathOf("."))).MustFail(64, "not empty");
        (await Cli.RunAsync("simulate", "--pcie", "--mount", _files.PathOf("file"))).MustFail(64, "it is a file");
    }

    [Theory]
    [InlineData("--pcie and --serial", "--pcie", "--serial")]
    [InlineData("--pcie is missing", "--mount", "x")]
    [InlineData("--pcie is missing", "--fault", "linkLost")]
    [InlineData("--seed is for a vector", "--serial", "--seed", "3")]
    [InlineData("--wave is for a vector", "--pcie", "--wave", "x.fst")]
    [InlineData("--cells is for a simulated device", "--cells", "1024")]
    public async Task Options_that_do_not_go_together_are_refused(string said, params string[] options)
        => (await Cli.RunAsync(["simulate", .. options])).MustFail(64, said);
}
