namespace Accel.Transformer.Tests.Lowering;

/// <summary>Plain C# = RTL for one construct each, and how many cycles it costs from start to done.</summary>
public sealed class SmallKernelTests
{
    [Fact]
    public void Straight_line()
        => Assert.Equal(4, Kernels.Check(Kernels.Source("int a = memory.ReadInt32(0); int b = memory.ReadInt32(1); memory.WriteInt32(2, a * 3 - b);"), Kernels.Cells(4)));

    [Fact]
    public void Sum_of_cells_takes_one_cycle_a_cell()
        => Assert.Equal(258, Kernels.Check(
            Kernels.Source("int sum = 0; for (int i = 0; i < 256; i++) { sum += memory.ReadInt32(i); } memory.WriteInt32(0, sum);"), Kernels.Cells(256)));

    [Fact]
    public void Loop_without_memory_takes_one_cycle_an_iteration()
        => Assert.Equal(258, Kernels.Check(
            Kernels.Source("int acc = 0; for (int i = 0; i < 256; i++) { if ((i & 3) == 1) { acc += i; } else { acc -= 1; } } memory.WriteInt32(0, acc);"), Kernels.Cells(1)));

    [Fact]
    public void Table_is_written_and_read()
        => Assert.Equal(49, Kernels.Check(
            Kernels.Source(
                """
                int[] t = new int[16];
                for (int i = 0; i < 16; i++) { t[i] = memory.ReadInt32(i); }
                for (int i = 1; i < 16; i++) { t[i] = t[i] + t[i - 1]; }
                for (int i = 0; i < 16; i++) { memory.WriteInt32(i, t[15 - i]); }
                """),
            Kernels.Cells(16)));

    [Fact]
    public void Array_asked_to_be_registers_is_read_at_any_index_without_a_memory()
    {
        var source = Kernels.Source(
            """
            int[] t = new int[5];
            t[0] = memory.ReadInt32(0); t[1] = t[0] * 3; t[2] = memory.ReadInt32(1); t[3] = t[2] ^ t[1]; t[4] = 9;
            for (int i = 0; i < 5; i++) { memory.WriteInt32(i, t[4 - i] + i); }
            """,
            "[Memory(\"t\", MemoryKind.Registers)]");
        _ = Kernels.Check(source, Kernels.Cells(5));
        Assert.Empty(Kernels.Compile(source).Memories);
    }

    [Fact]
    public void Division_takes_one_cycle_a_bit()
        => Assert.Equal(69, Kernels.Check(
            Kernels.Source("int a = memory.ReadInt32(0) - 77; int b = memory.ReadInt32(1) - 50; memory.WriteInt32(2, a / b); memory.WriteInt32(3, a % b);"), Kernels.Cells(4)));

    [Fact]
    public void Value_that_leaves_two_loops_at_once_keeps_its_range_in_a_third()
        => _ = Kernels.Check(
            Kernels.Source(
                """
                int x = 0;
                int value = 0;
                for (int k = 0; k < 6; k += 2)
                {
                    int j = 0;
                    while (j++ < 1) { value = 63; x = x + 3; value = Find(x, x + 2000); }
                    x = x + value / 59;
                }
                memory.WriteInt32(0, value);
                memory.WriteInt32(1, x);
                """,
                members: "static int Find(int a, int n) { for (int i = 0; i < 4; i++) { if (((a >> i) & 1) == 1) { return i + n; } } return -1; }"),
            Kernels.Cells(2));

    [Fact]
    public void A_choice_between_long_and_unsigned_long_constants_is_cut_rightly()
        => Kernels.Check(
            Kernels.Source(
                "uint v = (uint)N(memory); int w = (int)v; memory.WriteInt32(w * w, 7); memory.WriteUInt32(2, v);",
                members: "private ulong N(SimpleMemory memory) { long v = 1; v = long.MaxValue; return memory.ReadBoolean(1) ? (ulong)v : (ulong)(sbyte)v; }"),
            Kernels.Cells(4));

    [Fact]
    public void A_product_beyond_what_ranges_count_keeps_its_low_bits()
        => Kernels.Check(
            Kernels.Source("ulong v = 0x8000000000000000; ulong t = memory.ReadUInt32(0) & 0xffff; v *= v - t + 1; memory.WriteInt32(1, (int)(v >> 32)); memory.WriteInt32(2, (int)v);"),
            Kernels.Cells(4));
}
