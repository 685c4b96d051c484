using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>Kernels of tasks that hand arrays to each other. Each reads 96 cells, and writes its results from cell 100 on.</summary>
internal static class HandoverKernels
{
    /// <summary>Cells that a kernel needs.</summary>
    public const int CellCount = 160;

    private const string Start = "Task.WaitAll(a, b); memory.WriteInt32(140, b.Result);";

    private const string Members = """
        public struct Tile { public int Buffer; public int Count; }
        public struct Pair { public short Left; public int Right; }
        static int Hash(int hash, int x) => (hash << 1) ^ (hash >> 7) ^ x;
        static void Fill(int[] to, SimpleMemory memory, int from) { for (int i = 0; i < 16; i++) { to[i] = memory.ReadInt32(from + i); } }
        static int Sum(int[] from, int hash) { for (int i = 0; i < 16; i++) { hash = Hash(hash, from[i] * (i + 1)); } return hash; }

        static void FillFrom(int[] to, int at, SimpleMemory memory, int from) { for (int i = 0; i < 16; i++) { to[at + i] = memory.ReadInt32(from + i); } }
        static int SumFrom(int[] from, int at, int hash) { for (int i = 0; i < 16; i++) { hash = Hash(hash, from[at + i] * (i + 1)); } return hash; }

        static void Load(SimpleMemory memory, int[][] buffers, Stream<int> free, Stream<int> full)
        {
            for (int tile = 0; tile < 6; tile++) { int own = free.Read(); Fill(buffers[own], memory, tile << 4); full.Write(own); }
        }

        static int Add(int[][] buffers, Stream<int> full, Stream<int> free)
        {
            int hash = 5;
            for (int tile = 0; tile < 6; tile++) { int own = full.Read(); hash = Sum(buffers[own], hash); free.Write(own); }
            return hash;
        }

        [Pipeline("i")] static void LoadFast(SimpleMemory memory, int[] to, int from) { for (int i = 0; i < 64; i++) { to[i] = memory.ReadInt32(from + i); } }
        [Pipeline("i")] static int AddFast(int[] from, int hash) { for (int i = 0; i < 64; i++) { hash = (hash << 1) ^ from[i]; } return hash; }

        // A token at the first and at the last element of a tile, in a loop over all elements.
        [Pipeline("i")]
        static void FillNest(SimpleMemory memory, int[][] buffers, Stream<int> free, Stream<int> full)
        {
            int own = 0;
            for (int i = 0; i < 96; i++) { if ((i & 15) == 0) { own = free.Read(); } buffers[own][i & 15] = memory.ReadInt32(i); if ((i & 15) == 15) { full.Write(own); } }
        }

        [Pipeline("i")]
        static int AddNest(int[][] buffers, Stream<int> full, Stream<int> free)
        {
            int hash = 5; int own = 0;
            for (int i = 0; i < 96; i++) { if ((i & 15) == 0) { own = full.Read(); } hash = (hash << 1) ^ buffers[own][i & 15]; if ((i & 15) == 15) { free.Write(own); } }
            return hash;
        }

        // A nest that becomes one loop.
        [Pipeline("tile"), Pipeline("i")]
        static int AddTiles(int[][] buffers, Stream<int> full, Stream<int> free)
        {
            int hash = 5;
            for (int tile = 0; tile < 6; tile++) { int own = full.Read(); for (int i = 0; i < 16; i++) { hash = (hash << 1) ^ buffers[own][i]; } free.Write(own); }
            return hash;
        }

        // A tile of two elements per iteration.
        [Pipeline("t", InitiationInterval = 0)]
        static void FillPairs(Stream<int> input, int[][] buffers, Stream<int> free, Stream<int> full)
        {
            for (int t = 0; t < 32; t++) { int own = free.Read(); buffers[own][t & 7] = input.Read(); buffers[own][(t & 7) + 8] = input.Read(); full.Write(own); }
        }

        [Pipeline("t", InitiationInterval = 0)]
        static int AddPairs(int[][] buffers, Stream<int> full, Stream<int> free)
        {
            int hash = 5;
            for (int t = 0; t < 32; t++) { int own = full.Read(); hash = Hash(hash, buffers[own][t & 7] - buffers[own][(t & 7) + 8]); free.Write(own); }
            return hash;
        }

        """;

    /// <summary>Name, body of Run.</summary>
    private static readonly (string Name, string Body)[] All =
    [
        ("array-of-arrays", """
            int[][] buffers = { new int[16], new int[16] }; var free = new Stream<int>(2); var full = new Stream<int>(2);
            free.Write(0); free.Write(1);
            var a = Task.Run(() => Load(memory, buffers, free, full)); var b = Task.Run(() => Add(buffers, full, free));
            """ + Start),
        ("four-buffers", """
            int[][] buffers = [new int[16], new int[16], new int[16], new int[16]]; var free = new Stream<int>(4); var full = new Stream<int>(4);
            for (int k = 0; k < buffers.Length; k++) { free.Write(k); }
            var a = Task.Run(() => Load(memory, buffers, free, full)); var b = Task.Run(() => Add(buffers, full, free));
            """ + Start),
        ("one-buffer", """
            int[][] buffers = { new int[16] }; var free = new Stream<int>(1); var full = new Stream<int>(1);
            free.Write(0);
            var a = Task.Run(() => Load(memory, buffers, free, full)); var b = Task.Run(() => Add(buffers, full, free));
            """ + Start),
        ("consumer-begins", """
            int[] even = new int[16], odd = new int[16]; var free = new Stream<int>(2); var full = new Stream<int>(2);
            var a = Task.Run(() => { for (int tile = 0; tile < 6; tile++) { int own = free.Read(); Fill(own == 0 ? even : odd, memory, tile << 4); full.Write(own); } });
            var b = Task.Run(() => { free.Write(0); free.Write(1); int hash = 5; for (int tile = 0; tile < 6; tile++) { int own = full.Read(); int[] from = own != 0 ? odd : even; hash = Sum(from, hash); free.Write(own); } return hash; });
            """ + Start),
        ("odd-or-even", """
            int[] even = new int[16], odd = new int[16]; var free = new Stream<bool>(2); var full = new Stream<bool>(2);
            free.Write(false); free.Write(true); int n = memory.ReadInt32(7) & 7;
            var a = Task.Run(() => { for (int tile = 0; tile < n; tile++) { bool isOdd = free.Read(); int[] to = isOdd ? odd : even; for (int i = 0; i < 16; i++) { to[i] = i * tile + memory.ReadInt32(i); } full.Write(isOdd); } });
            var b = Task.Run(() => { int hash = 5; for (int tile = 0; tile < n; tile++) { bool isOdd = full.Read(); for (int i = 0; i < 16; i++) { hash = Hash(hash, isOdd ? odd[i] : even[i]); } free.Write(isOdd); } return hash; });
            """ + Start),
        ("once", """
            int[] table = new int[16]; var done = new Stream<bool>(1);
            var a = Task.Run(() => { Fill(table, memory, 3); done.Write(true); int rest = 0; for (int i = 0; i < 9; i++) { rest += memory.ReadInt32(40 + i); } return rest; });
            var b = Task.Run(() => { int hash = 9; for (int i = 0; i < 9; i++) { hash = Hash(hash, i); } bool isDone = done.Read(); return isDone ? Sum(table, hash) : 0; });
            """ + Start + " memory.WriteInt32(141, a.Result + table[3]);"),
        ("counted", """
            int[][] buffers = { new int[16], new int[16] }; var free = new Stream<bool>(2); var full = new Stream<bool>(2); int n = memory.ReadInt32(7) & 7;
            free.Write(true); free.Write(true);
            var a = Task.Run(() => { for (int tile = 0; tile < n; tile++) { free.Read(); Fill(buffers[tile & 1], memory, tile << 4); full.Write(true); } });
            var b = Task.Run(() => { int hash = 5; for (int tile = 0; tile < n; tile++) { full.Read(); hash = Sum(buffers[tile % 2], hash); free.Write(true); } return hash; });
            """ + Start),
        ("counted-in-a-ring-of-three", """
            int[][] buffers = { new int[16], new int[16], new int[16], new int[16] }; var free = new Stream<bool>(3); var raw = new Stream<bool>(1); var full = new Stream<int>(1);
            var a = Task.Run(() => { int own = 0; for (int tile = 0; tile < 6; tile++) { free.Read(); Fill(buffers[own], memory, tile << 4); raw.Write(true); own = (own + 1) & 3; } });
            var c = Task.Run(() => { int k = 0; while (k < 6) { raw.Read(); int[] x = buffers[k & 3]; for (int i = 1; i < 16; i++) { x[i] += x[i - 1] * k; } full.Write(k); k++; } });
            var b = Task.Run(() => { free.Write(true); free.Write(true); free.Write(true); int hash = 5; for (int tile = 4; tile < 10; tile++) { int k = full.Read(); hash = Sum(buffers[tile & 3], hash) + k; free.Write(true); } return hash; });
            c.Wait();
            """ + Start),
        ("counted-by-a-bit", """
            int[] even = new int[16], odd = new int[16]; var free = new Stream<bool>(1); var full = new Stream<bool>(1);
            free.Write(true);
            var a = Task.Run(() => { bool isOdd = false; for (int tile = 0; tile < 6; tile++) { free.Read(); Fill(isOdd ? odd : even, memory, tile << 4); full.Write(true); isOdd = !isOdd; } });
            var b = Task.Run(() => { bool isOdd = false; int hash = 5; for (int tile = 0; tile < 6; tile++) { full.Read(); hash = Sum(isOdd ? odd : even, hash); free.Write(true); isOdd = !isOdd; } return hash; });
            """ + Start),
        ("flags-beside", """
            int[][] buffers = { new int[16], new int[16] }; var free = new Stream<int>(2); var full = new Stream<int>(2); var s = new Stream<Tile>(4); var u = new Stream<Tile>(4);
            free.Write(0); free.Write(1);
            var a = Task.Run(() => Load(memory, buffers, free, full)); var b = Task.Run(() => Add(buffers, full, free));
            var c = Task.Run(() => { for (int i = 0; i < 2; i++) { s.Write(new Tile { Buffer = i, Count = 0 }); } s.Write(new Tile { Buffer = 7, Count = 1 }); });
            var d = Task.Run(() => { for (int n = 0; ; n++) { Tile x = s.Read(); if (n > 1) { x.Buffer = 3; } u.Write(new Tile { Buffer = x.Buffer, Count = 0 }); if (x.Count == 1) { break; } } u.Write(new Tile { Buffer = 9, Count = 1 }); });
            var e = Task.Run(() => { int w = 0; for (int n = 0; ; n++) { Tile x = u.Read(); for (int k = 0; k < (x.Buffer & 7); k++) { --x.Buffer; } w = Hash(w, x.Buffer); if (x.Count == 1) { break; } } return w; });
            Task.WaitAll(c, d, e);
            """ + Start + " memory.WriteInt32(142, e.Result);"),
        ("until-the-end", """
            int[][] buffers = { new int[16], new int[16] }; var free = new Stream<int>(2); var full = new Stream<int>(3); int n = memory.ReadInt32(7) & 7;
            free.Write(0); free.Write(1);
            var a = Task.Run(() => { for (int tile = 0; tile < n; tile++) { int own = free.Read(); Fill(buffers[own], memory, tile << 3); full.Write(own); } full.Write(-1); });
            var b = Task.Run(() => { int hash = 5; for (int own = full.Read(); own >= 0; own = full.Read()) { hash = Sum(buffers[own], hash); free.Write(own); } return hash; });
            """ + Start),
        ("counts-with-it", """
            int[][] buffers = { new int[16], new int[16] }; var free = new Stream<int>(2); var full = new Stream<Tile>(2);
            free.Write(0); free.Write(1);
            var a = Task.Run(() => { for (int tile = 0; tile < 6; tile++) { int own = free.Read(); int n = memory.ReadInt32(tile) & 15; for (int i = 0; i < n; i++) { buffers[own][i] = memory.ReadInt32((tile << 4) + i); } full.Write(new Tile { Buffer = own, Count = n }); } });
            var b = Task.Run(() => { int hash = 5; for (int tile = 0; tile < 6; tile++) { Tile t = full.Read(); for (int i = 0; i < t.Count; i++) { hash = Hash(hash, buffers[t.Buffer][i]); } free.Write(t.Buffer); } return hash; });
            """ + Start),
        ("structs", """
            Pair[] even = new Pair[16]; Pair[] odd = new Pair[16]; var free = new Stream<int>(2); var full = new Stream<int>(2);
            free.Write(0); free.Write(1);
            var a = Task.Run(() => { for (int tile = 0; tile < 6; tile++) { int own = free.Read(); Pair[] to = own == 1 ? odd : even; for (int i = 0; i < 16; i++) { to[i] = new Pair { Left = (short)(i - tile), Right = memory.ReadInt32((tile << 4) + i) }; } full.Write(own); } });
            var b = Task.Run(() => { int hash = 5; for (int tile = 0; tile < 6; tile++) { int own = full.Read(); for (int i = 0; i < 16; i++) { Pair p = own == 1 ? odd[i] : even[i]; hash = Hash(hash, p.Left * p.Right); } free.Write(own); } return hash; });
            """ + Start),
        ("in-place", """
            int[][] buffers = { new int[16], new int[16], new int[16] }; var free = new Stream<int>(3); var raw = new Stream<int>(3); var full = new Stream<int>(3);
            for (int k = 0; k < 3; k++) { free.Write(k); }
            var a = Task.Run(() => Load(memory, buffers, free, raw)); var b = Task.Run(() => Add(buffers, full, free));
            var c = Task.Run(() => { for (int tile = 0; tile < 6; tile++) { int own = raw.Read(); int[] x = buffers[own]; for (int i = 1; i < 16; i++) { x[i] += x[i - 1] * tile; } full.Write(own); } });
            c.Wait();
            """ + Start),
        ("two-at-once", """
            int[][] buffers = { new int[16], new int[16], new int[16], new int[16] }; var free = new Stream<int>(4); var full = new Stream<int>(4);
            free.Write(3); free.Write(1); free.Write(0); free.Write(2);
            var a = Task.Run(() => Load(memory, buffers, free, full));
            var b = Task.Run(() => { int hash = 5; int before = full.Read(); for (int tile = 1; tile < 6; tile++) { int own = full.Read(); for (int i = 0; i < 16; i++) { hash = Hash(hash, buffers[own][i] - buffers[before][15 - i]); } free.Write(before); before = own; } return hash; });
            """ + Start),
        ("caller-fills", """
            int[][] buffers = { new int[16], new int[16] }; var free = new Stream<int>(2); var full = new Stream<int>(2);
            free.Write(0); free.Write(1);
            var b = Task.Run(() => Add(buffers, full, free));
            Load(memory, buffers, free, full);
            b.Wait(); memory.WriteInt32(140, b.Result); memory.WriteInt32(141, buffers[0][3] + buffers[1][9]);
            """),
        ("pipelined", """
            int[][] buffers = { new int[64], new int[64] }; var free = new Stream<int>(2); var full = new Stream<int>(2); int n = memory.ReadInt32(7) & 7;
            free.Write(0); free.Write(1);
            var a = Task.Run(() => { for (int tile = 0; tile < n; tile++) { int own = free.Read(); LoadFast(memory, buffers[own], tile << 2); full.Write(own); } });
            var b = Task.Run(() => { int hash = 5; for (int tile = 0; tile < n; tile++) { int own = full.Read(); hash = AddFast(buffers[own], hash); free.Write(own); } return hash; });
            """ + Start),
        ("tokens-in-a-pipeline", """
            int[][] buffers = { new int[16], new int[16] }; var free = new Stream<int>(2); var full = new Stream<int>(2);
            free.Write(0); free.Write(1);
            var a = Task.Run(() => FillNest(memory, buffers, free, full)); var b = Task.Run(() => AddNest(buffers, full, free));
            """ + Start),
        ("nest-in-a-pipeline", """
            int[][] buffers = { new int[16], new int[16] }; var free = new Stream<int>(2); var full = new Stream<int>(2);
            free.Write(0); free.Write(1);
            var a = Task.Run(() => FillNest(memory, buffers, free, full)); var b = Task.Run(() => AddTiles(buffers, full, free));
            """ + Start),
        ("tiles-in-a-pipeline", """
            int[][] buffers = { new int[16], new int[16], new int[16] }; var free = new Stream<int>(3); var full = new Stream<int>(3); var input = new Stream<int>(2);
            for (int k = 0; k < 3; k++) { free.Write(k); }
            var c = Task.Run(() => { for (int i = 0; i < 64; i++) { input.Write(memory.ReadInt32(i)); } });
            var a = Task.Run(() => FillPairs(input, buffers, free, full)); var b = Task.Run(() => AddPairs(buffers, full, free));
            c.Wait();
            """ + Start),
        ("halves", """
            int[] buffer = new int[32]; var free = new Stream<int>(2); var full = new Stream<int>(2);
            free.Write(0); free.Write(1);
            var a = Task.Run(() => { for (int tile = 0; tile < 6; tile++) { int half = free.Read(); for (int i = 0; i < 16; i++) { buffer[(half << 4) + i] = memory.ReadInt32((tile << 4) + i); } full.Write(half); } });
            var b = Task.Run(() => { int hash = 5; for (int tile = 0; tile < 6; tile++) { int half = full.Read(); for (int i = 0; i < 16; i++) { hash = Hash(hash, buffer[half * 16 + 15 - i]); } free.Write(half); } return hash; });
            """ + Start + " for (int i = 0; i < 16; i++) { memory.WriteInt32(142 + i, buffer[i * 2 + (b.Result & 1)]); }"),
        ("quarters-in-methods", """
            int[] buffer = new int[64]; var free = new Stream<int>(4); var full = new Stream<int>(4);
            for (int k = 0; k < 4; k++) { free.Write(k); }
            var a = Task.Run(() => { for (int tile = 0; tile < 6; tile++) { int own = free.Read(); FillFrom(buffer, own << 4, memory, tile << 4); full.Write(own); } });
            var b = Task.Run(() => { int hash = 5; for (int tile = 0; tile < 6; tile++) { int own = full.Read(); hash = SumFrom(buffer, own << 4, hash); free.Write(own); } return hash; });
            """ + Start),
        ("rounds", """
            int[][] buffers = { new int[16], new int[16] }; int hash = 0;
            for (int round = 0; round < 3; round++)
            {
                var free = new Stream<int>(2); var full = new Stream<int>(2); free.Write(0); free.Write(1);
                var a = Task.Run(() => Load(memory, buffers, free, full)); var b = Task.Run(() => Add(buffers, full, free));
                Task.WaitAll(a, b); hash = Hash(hash, b.Result + buffers[1][4]); buffers[0][2] = hash;
            }
            memory.WriteInt32(140, hash);
            """),
    ];

    /// <summary>Names of all kernels.</summary>
    public static TheoryData<string> Names => [.. All.Select(kernel => kernel.Name)];

    /// <summary>A kernel's source.</summary>
    public static KernelSource Source(string name) => Kernels.Source(All.Single(kernel => kernel.Name == name).Body, members: Members);
}
