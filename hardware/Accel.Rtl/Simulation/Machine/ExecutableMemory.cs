using System.Runtime.InteropServices;

namespace Accel.Rtl.Simulation.Machine;

/// <summary>
/// Pages of memory that hold machine code. They are written first and made executable then; never both at once (W^X).
/// </summary>
internal sealed partial class ExecutableMemory : SafeHandle
{
    private const int ReadWrite = 0x1 | 0x2, ReadExecute = 0x1 | 0x4, PrivateAnonymousLinux = 0x2 | 0x20, PrivateAnonymousMac = 0x2 | 0x1000;
    private const uint CommitReserve = 0x1000 | 0x2000, PageReadWrite = 0x04, PageExecuteRead = 0x20, Release = 0x8000;

    private readonly nuint _bytes;

    /// <summary>Copies code into pages of its own.</summary>
    /// <exception cref="InvalidOperationException">The system refuses executable memory, for instance by policy.</exception>
    public unsafe ExecutableMemory(ReadOnlySpan<byte> code)
        : base(0, ownsHandle: true)
    {
        _bytes = (nuint)Math.Max(code.Length, 1);
        nint address = OperatingSystem.IsWindows()
            ? VirtualAlloc(0, _bytes, CommitReserve, PageReadWrite)
            : Mmap(0, _bytes, ReadWrite, OperatingSystem.IsMacOS() ? PrivateAnonymousMac : PrivateAnonymousLinux, -1, 0);
        if (address is 0 or -1)
            throw Refused();
        SetHandle(address);
        code.CopyTo(new Span<byte>((void*)address, code.Length));
        bool executable = OperatingSystem.IsWindows() ? VirtualProtect(address, _bytes, PageExecuteRead, out _) : Mprotect(address, _bytes, ReadExecute) == 0;
        if (!executable)
            throw Refused();
    }

    public override bool IsInvalid => handle == 0;

    public nint Address => handle;

    protected override bool ReleaseHandle() => OperatingSystem.IsWindows() ? VirtualFree(handle, 0, Release) : Munmap(handle, _bytes) == 0;

    private static InvalidOperationException Refused()
        => new($"the system gives no executable memory ({Marshal.GetLastPInvokeErrorMessage()}): simulate with the interpreter (SimulationEngine.Interpreter)");

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Mmap(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Mprotect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Munmap(nint address, nuint length);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial nint VirtualAlloc(nint address, nuint size, uint type, uint protection);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool VirtualProtect(nint address, nuint size, uint protection, out uint old);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool VirtualFree(nint address, nuint size, uint type);
}
