using Accel.Testing;
using Hast.Transformer.SimpleMemory;

namespace KernelTests;

public sealed class FirTests
{
    [Fact]
    public void Sums_are_those_of_the_taps_in_csharp_and_in_rtl()
    {
        var memory = SimpleMemory.CreateSoftwareMemory(4);
        int[] cells = [3, 1, 2, 3];
        for (int i = 0; i < cells.Length; i++)
        {
            memory.WriteInt32(i, cells[i]);
        }

        var result = KernelCheck.Equal<Fir>(memory);
        Assert.Equal([3, 1, 0, 2], Enumerable.Range(0, 4).Select(memory.ReadInt32));
        Assert.True(result.Cycles < 100);
    }

    [Fact]
    public void Random_memories_are_left_as_the_csharp_leaves_them() => KernelCheck.Of<Fir>().EqualOnRandom(cells: 16, count: 3);
}
