using Accel.Testing;
using Hast.Transformer.SimpleMemory;

namespace My.Kernel_1.Tests;

public sealed class My_Kernel_1Tests
{
    [Fact]
    public void An_impulse_gives_the_taps() => Assert.Equal([1, -2, 3, 5, 0], new My_Kernel_1Kernel().Filter([1, 0, 0, 0, 0]));

    [Fact]
    public void The_rtl_does_what_the_csharp_does()
    {
        var memory = SimpleMemory.CreateSoftwareMemory(6);
        memory.WriteInt32(My_Kernel_1Kernel.Count, 5);
        memory.WriteInt32(My_Kernel_1Kernel.Samples, 1);
        var result = KernelCheck.Equal<My_Kernel_1Kernel>(memory, new KernelCheckOptions { KeepsWaves = true });
        Assert.Equal(-2, memory.ReadInt32(My_Kernel_1Kernel.Samples + 1));
        Console.WriteLine($"{result.Cycles} cycles; the wave: {result.Wave}");
    }

    [Fact]
    public void So_it_does_on_random_memories() => KernelCheck.Of<My_Kernel_1Kernel>().EqualOnRandom(cells: 16, count: 5);
}
