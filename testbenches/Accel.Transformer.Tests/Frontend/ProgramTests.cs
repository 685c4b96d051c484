namespace Accel.Transformer.Tests.Frontend;

/// <summary>Whole programs in the style of Hastlayer's documented samples: plain C# = IR.</summary>
public sealed class ProgramTests
{
    private const string Usings = "using Hast.Transformer.SimpleMemory; using Hast.Synthesis.Attributes; using System.Runtime.CompilerServices; using System; using System.Threading.Tasks;\n";

    [Fact]
    public void Prime_test_with_inlined_helpers_and_tasks() => KernelComparison.AssertSame(Usings +
        """
        public class K
        {
            private const int CountCell = 0;
            [Replaceable("Parallelism")] public static readonly int MaxDegreeOfParallelism = 5;
            public virtual async_free void Run(SimpleMemory memory)
            {
                uint count = memory.ReadUInt32(CountCell) & 7;
                for (int i = 0; i < count; i++)
                {
                    uint number = memory.ReadUInt32(i + 1) & 1023;
                    memory.WriteBoolean(i + 1, IsPrimeNumberInternal(number));
                }
                int next = 10;
                var tasks = new Task<bool>[MaxDegreeOfParallelism];
                while (next < 20)
                {
                    for (int m = 0; m < MaxDegreeOfParallelism; m++)
                    {
                        var current = memory.ReadUInt32(next + m) & 1023;
                        tasks[m] = Task.Factory.StartNew<bool>(numberObject => IsPrimeNumberInternal((uint)numberObject!), current);
                    }
                    Task.WhenAll(tasks).Wait();
                    for (int m = 0; m < MaxDegreeOfParallelism; m++) { memory.WriteBoolean(next + m, tasks[m].Result); }
                    next += MaxDegreeOfParallelism;
                }
            }
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            private bool IsPrimeNumberInternal(uint number)
            {
                uint factor = number / 2;
                for (uint x = 2; x <= factor; x++) { if ((number % x) == 0) return false; }
                return true;
            }
        }
        """.Replace("async_free ", "", StringComparison.Ordinal));

    [Fact]
    public void Objects_with_nested_classes_and_arrays_of_them() => KernelComparison.AssertSame(Usings +
        """
        public class K
        {
            public virtual void Run(SimpleMemory memory)
            {
                var input = new MemoryContainer(memory).Input;
                var containers = new[] { new NumberContainer { Number = input }, new NumberContainer { Number = input + 4 }, new NumberContainer(24) };
                containers[0].NumberPlusFive = input + 10;
                uint inner = containers[2].Number;
                var more = new NumberContainer[1];
                more[0] = new NumberContainer(inner + 100) { WasIncreased = true };
                for (int i = 0; i < containers.Length; i++)
                {
                    if (!containers[i].WasIncreased) { containers[i].Increase(5u + (uint)i); }
                }
                memory.WriteUInt32(0, Sum(containers) + Sum(more) + NumberContainer.Count);
                var holder = new Holder(more[0]);
                holder.Inner.Increase(2);
                memory.WriteUInt32(1, more[0].Number);
            }
            private uint Sum(NumberContainer[] containers)
            {
                uint sum = 0;
                for (int i = 0; i < containers.Length; i++) { sum += containers[i].Number; }
                return sum;
            }
            public class Holder { public NumberContainer Inner { get; } public Holder(NumberContainer inner) { Inner = inner; } }
            public class NumberContainer
            {
                public const uint Count = 3;
                public uint Number { get; set; } = 99;
                public bool WasIncreased { get; set; }
                public uint NumberPlusFive { get => Number + 5; set { Number = value - 5; } }
                public NumberContainer() { }
                public NumberContainer(uint number) { Number = number; }
                public uint Increase(uint by) { WasIncreased = true; return Number += by; }
            }
            public class MemoryContainer
            {
                private readonly SimpleMemory _memory;
                public MemoryContainer(SimpleMemory memory) => _memory = memory;
                public uint Input { get { return _memory.ReadUInt32(0); } }
            }
        }
        """);

    [Fact]
    public void Fixed_point_arithmetic_of_64_bits() => KernelComparison.AssertSame(Usings +
        """
        public class K
        {
            public virtual void Run(SimpleMemory memory)
            {
                var sum = new Fix(1);
                for (int i = 1; i < 6; i++)
                {
                    var value = new Fix(memory.ReadInt32(i) >> 4);
                    sum += value * Fix.Half;
                    sum = sum / new Fix(i + 1) - Fix.One;
                    if (sum < Fix.Zero) { sum = -sum; }
                }
                memory.WriteInt32(0, (int)(sum.Raw >> 32)); memory.WriteInt32(1, (int)sum.Raw); memory.WriteInt32(2, (int)sum);
            }
        }
        public readonly struct Fix
        {
            private const long OneRaw = 1L << 32;
            private readonly long _raw;
            public static readonly Fix One = new Fix(1);
            public static readonly Fix Zero = default;
            public static readonly Fix Half = FromRaw(OneRaw / 2);
            public long Raw => _raw;
            public Fix(int value) => _raw = value * OneRaw;
            private Fix(long raw) => _raw = raw;
            public static Fix FromRaw(long raw) => new Fix(raw);
            public static Fix operator +(Fix x, Fix y) => new Fix(x._raw + y._raw);
            public static Fix operator -(Fix x, Fix y) => new Fix(x._raw - y._raw);
            public static Fix operator -(Fix x) => new Fix(-x._raw);
            public static bool operator <(Fix x, Fix y) => x._raw < y._raw;
            public static bool operator >(Fix x, Fix y) => x._raw > y._raw;
            public static explicit operator int(Fix x) => (int)(x._raw >> 32);
            public static Fix operator *(Fix x, Fix y)
            {
                ulong xlo = (ulong)(x._raw & 0xFFFFFFFF); long xhi = x._raw >> 32;
                ulong ylo = (ulong)(y._raw & 0xFFFFFFFF); long yhi = y._raw >> 32;
                return new Fix((long)((xlo * ylo) >> 32) + (long)xlo * yhi + xhi * (long)ylo + ((xhi * yhi) << 32));
            }
            public static Fix operator /(Fix x, Fix y)
            {
                if (y._raw == 0) { throw new DivideByZeroException(); }
                ulong remainder = (ulong)(x._raw >= 0 ? x._raw : -x._raw);
                ulong divider = (ulong)(y._raw >= 0 ? y._raw : -y._raw);
                ulong quotient = 0; int bit = 33;
                while ((divider & 0xF) == 0 && bit >= 4) { divider >>= 4; bit -= 4; }
                while (remainder != 0 && bit >= 0)
                {
                    int shift = Zeros(remainder); if (shift > bit) { shift = bit; }
                    remainder <<= shift; bit -= shift;
                    var div = remainder / divider; remainder %= divider;
                    quotient += div << bit;
                    remainder <<= 1; --bit;
                }
                var result = (long)(++quotient >> 1);
                if (((x._raw ^ y._raw) & long.MinValue) != 0) { result = -result; }
                return new Fix(result);
            }
            private static int Zeros(ulong x) { int count = 0; while ((x & 0xF000000000000000) == 0 && count < 60) { count += 4; x <<= 4; } while (count < 64 && (x & 0x8000000000000000) == 0) { count += 1; x <<= 1; } return count; }
        }
        """);

    [Fact]
    public void Image_contrast_over_packed_pixels() => KernelComparison.AssertSame(Usings +
        """
        public class K
        {
            private const ushort Multiplier = 1000;
            public const int Parallelism = 3;
            public virtual void Run(SimpleMemory memory)
            {
                ushort width = 3; ushort height = (ushort)((memory.ReadUInt32(1) & 1) + 1);
                int contrast = memory.ReadInt32(2) % 1000;
                if (contrast > 100) contrast = 100; else if (contrast < -100) contrast = -100;
                contrast = (100 + contrast * Multiplier) / 100;
                var tasks = new Task<Output>[Parallelism];
                for (int i = 0; i < width * height / Parallelism; i++)
                {
                    for (int t = 0; t < Parallelism; t++)
                    {
                        var bytes = memory.Read4Bytes(i * Parallelism + t + 3);
                        tasks[t] = Task.Factory.StartNew(inputObject =>
                        {
                            var input = (Input)inputObject!;
                            return new Output { R = Change(input.Bytes[0], input.Contrast), G = Change(input.Bytes[1], input.Contrast), B = Change(input.Bytes[2], input.Contrast) };
                        }, new Input { Bytes = bytes, Contrast = contrast });
                    }
                    Task.WhenAll(tasks).Wait();
                    for (int t = 0; t < Parallelism; t++)
                    {
                        memory.Write4Bytes(i * Parallelism + t + 3, new[] { tasks[t].Result.R, tasks[t].Result.G, tasks[t].Result.B, (byte)0 });
                    }
                }
            }
            private byte Change(byte pixel, int contrast)
            {
                var changed = ((pixel * Multiplier / 255 - 500) * contrast / Multiplier + 500) * 255 / Multiplier;
                if (changed < 0) return 0;
                return changed > 255 ? (byte)255 : (byte)changed;
            }
            private class Input { public byte[] Bytes; public int Contrast; }
            private class Output { public byte R; public byte G; public byte B; }
        }
        """);

    [Fact]
    public void Genome_matching_by_dynamic_programming() => KernelComparison.AssertSame(Usings +
        """
        public class K
        {
            private const ushort Top = 0b0_0001, Left = 2, Diagonal = 4, Border = 8;
            private enum Cell : ushort { First = 2, Second = 7, Table = 14 }
            public virtual void Run(SimpleMemory memory)
            {
                ushort rows = 5, columns = 5;
                for (ushort row = 0; row < rows; row++)
                {
                    for (ushort column = 0; column < columns; column++)
                    {
                        var position = (ushort)(Cell.Table) + column + row * columns;
                        uint top = row == 0 ? 0 : memory.ReadUInt32(position - columns);
                        uint left = column == 0 ? 0 : memory.ReadUInt32(position - 1);
                        uint diagonal = row == 0 || column == 0 ? 0 : memory.ReadUInt32(position - columns - 1);
                        if ((memory.ReadUInt32((int)Cell.First + column) & 3) == (memory.ReadUInt32((int)Cell.Second + row) & 3)) { diagonal++; }
                        ushort arrow = top > left ? Top : left > diagonal ? Left : (ushort)(Diagonal | Border);
                        memory.WriteUInt32(position, arrow switch { Top => top, Left => left, _ => Math.Max(top, Math.Max(left, diagonal)) });
                        memory.WriteUInt32(position + rows * columns - 3, arrow);
                    }
                }
            }
        }
        """, cells: 80);

    [Fact]
    public void Pseudo_random_Monte_Carlo() => KernelComparison.AssertSame(Usings +
        """
        public class K
        {
            public const int Parallelism = 4;
            public virtual void Run(SimpleMemory memory)
            {
                var iterations = memory.ReadUInt32(0) & 15;
                var random = new Mwc { State = memory.ReadUInt32(1) | 1 };
                var tasks = new Task<uint>[Parallelism];
                for (int i = 0; i < Parallelism; i++)
                {
                    tasks[i] = Task.Factory.StartNew(indexObject =>
                    {
                        var index = (int)indexObject!;
                        var own = new Mwc { State = (uint)index * 362437 + 17 };
                        uint inside = 0;
                        for (var j = 0; j < iterations + 3; j++)
                        {
                            uint a = own.Next() & ushort.MaxValue; uint b = own.Next() >> 16;
                            if ((ulong)a * a + (ulong)b * b <= (ulong)ushort.MaxValue * ushort.MaxValue) { inside++; }
                        }
                        return inside;
                    }, i);
                }
                Task.WhenAll(tasks).Wait();
                uint sum = random.Next();
                foreach (var task in tasks) { sum += task.Result; }
                memory.WriteUInt32(2, sum);
            }
        }
        public class Mwc
        {
            public ulong State { get; set; } = 0xCAFEUL;
            public uint Next()
            {
                uint c = (uint)(State >> 32); uint x = (uint)State;
                State = x * 0xFFFEB81BUL + c;
                return x ^ c;
            }
        }
        """);

    [Fact]
    public void Loopback() => KernelComparison.AssertSame(Usings +
        "public interface ILoop { void Run(SimpleMemory memory); } public sealed class K : ILoop { public void Run(SimpleMemory memory) => memory.WriteInt32(0, memory.ReadInt32(0) + 1); }");
}
