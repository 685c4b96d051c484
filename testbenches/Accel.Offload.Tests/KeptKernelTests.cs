using System.Runtime.CompilerServices;
using Accel.Generation;
using Accel.Host;

namespace Accel.Offload.Tests;

/// <summary>A simulated device of a class takes what an earlier process has compiled of it.</summary>
public sealed class KeptKernelTests : IDisposable
{
    private const string Variable = "ACCEL_CACHE";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("accel-kept-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_device_that_is_opened_by_class_takes_a_kernel_that_is_kept_and_keeps_what_it_finds_out()
    {
        string classes = Assert.Single(Made(typeof(Doubler), "classes-")), doubler = Assert.Single(Made(typeof(Doubler), "kernel-"));
        string adder = Assert.Single(Made(typeof(Adder), "kernel-").Except([doubler]));

        // What doubles, under the name of what adds, shows that nobody compiles the adder.
        string kept = KernelCache.OfEnvironment()!.Folder;
        Directory.CreateDirectory(kept);
        File.Copy(doubler, Path.Combine(kept, Path.GetFileName(adder)));
        Assert.Equal(10u, await RunAsync(typeof(Adder), 5));
        Assert.True(File.Exists(Path.Combine(kept, Path.GetFileName(classes))));
    }

    private static async Task<uint> RunAsync(Type kernel, uint number)
    {
        await using var device = await AccelDevice.OpenAsync("sim:", new DeviceOptions { Kernel = kernel }, Token);
        await device.WriteAsync(0, new[] { number }, cancellationToken: Token);
        await device.RunAsync(0, Token);
        return Assert.Single(await device.ReadAsync(0, 1, Token));
    }

    // The files of a kind, after a kernel was made.
    private string[] Made(Type kernel, string kind)
    {
        KernelGenerator.Generate(KernelDesigns.Of(kernel, new KernelCache(_folder.FullName)));
        return Directory.GetFiles(_folder.FullName, kind + "*");
    }

    // The tests of this program neither find nor leave anything in the user's folder.
    [ModuleInitializer]
    internal static void UseFolderOfItsOwn()
    {
        string folder = Directory.CreateTempSubdirectory("accel-cache-").FullName;
        Environment.SetEnvironmentVariable(Variable, folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
    }

    /// <summary>Adds one to cell 0.</summary>
    public class Adder
    {
        /// <summary>Does it.</summary>
        public virtual void Run(SimpleMemory memory) => memory.WriteInt32(0, memory.ReadInt32(0) + 1);
    }

    /// <summary>Doubles cell 0.</summary>
    public class Doubler
    {
        /// <summary>Does it.</summary>
        public virtual void Run(SimpleMemory memory) => memory.WriteInt32(0, memory.ReadInt32(0) * 2);
    }
}
