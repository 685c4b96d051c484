using static Accel.Transformer.Tests.Frontend.KernelComparison;

namespace Accel.Transformer.Tests.Frontend;

/// <summary>Generic methods, structs and classes, each translated for the type arguments that it is used with.</summary>
public sealed class GenericTests
{
    private const string Numerics = "using System.Numerics; ";

    [Theory]
    [InlineData("int")]
    [InlineData("uint")]
    [InlineData("byte")]
    [InlineData("sbyte")]
    [InlineData("short")]
    [InlineData("ushort")]
    [InlineData("long")]
    [InlineData("ulong")]
    public void Operators_of_a_type_parameter_are_those_of_its_argument(string type) => AssertSame(Numerics + Kernel(
        $$"""
        {{type}} a = ({{type}})memory.ReadInt32(0), b = ({{type}})memory.ReadInt32(1), c = ({{type}})(memory.ReadInt32(2) | 1);
        memory.WriteInt32(0, (int)Mixed(a, b));
        memory.WriteInt32(1, (int)Numbers<{{type}}>(a, b, memory.ReadInt32(3)));
        memory.WriteInt32(2, (int)Quotient(a, c));
        memory.WriteInt32(3, Order(a, b) + (int)Limits<{{type}}>());
        memory.WriteInt32(4, (int)Counts(a));
        memory.WriteInt32(5, (int)Converted<{{type}}, short>(a) + (int)Converted<int, {{type}}>(memory.ReadInt32(6)));
        """,
        """
        private static T Mixed<T>(T a, T b) where T : INumber<T>
        {
            T sum = a + b * T.One - -b;
            sum++;
            sum += a;
            return a > b ? sum : a == b ? T.Zero : sum * a;
        }

        private static T Numbers<T>(T a, T b, int n) where T : IBinaryInteger<T>
        {
            T x = (a << (n & 63)) ^ (b >> n) | (a >>> n) & ~b;
            x <<= n;
            x ^= T.Max(a, b) + T.Min(a, b) - T.Clamp(x, T.Zero, T.One);
            return x;
        }

        private static T Quotient<T>(T a, T c) where T : INumber<T> => T.IsZero(c) ? a : a / c + a % c;

        private static int Order<T>(T a, T b) where T : INumber<T>, IMinMaxValue<T>
            => Math.Sign(a.CompareTo(b)) + (a.Equals(b) ? 10 : 0) + (T.IsNegative(a) ? 100 : 0) + (T.IsEvenInteger(a) ? 1000 : 0);

        private static long Limits<T>() where T : INumber<T>, IMinMaxValue<T>
            => long.CreateTruncating(T.MaxValue) - long.CreateTruncating(T.MinValue);

        private static T Counts<T>(T a) where T : IBinaryInteger<T> => T.PopCount(a) + T.LeadingZeroCount(a) * T.TrailingZeroCount(a);

        private static TTo Converted<TFrom, TTo>(TFrom a) where TFrom : INumber<TFrom> where TTo : INumber<TTo>
            => TTo.CreateTruncating(a) - TTo.CreateSaturating(a);
        """), runs: 5);

    [Fact]
    public void Methods_are_translated_for_each_of_their_types() => AssertSame(Kernel(
        """
        int a = memory.ReadInt32(0), b = memory.ReadInt32(1);
        byte c = (byte)a, d = (byte)b;
        Swap(ref a, ref b);
        Swap(ref c, ref d);
        var (x, y) = Both(a, d);
        int[] line = { a, b, c, d, y };
        memory.WriteInt32(0, x + Last(line) + First(line, static_: 3));
        memory.WriteInt32(1, Largest(line) ^ Local(b));
        memory.WriteInt32(2, (int)Largest(new long[] { a, b, 5L << 33 }));
        memory.WriteInt32(3, b.Twice() + (int)((long)a).Twice());

        static T Same<T>(T value) => value;
        static int Local(int z) => Same(z) + Same((byte)z);
        """,
        """
        private static void Swap<T>(ref T left, ref T right) => (left, right) = (right, left);
        private static (T First, U Second) Both<T, U>(T a, U b) => (a, b);
        private static T Last<T>(T[] line) => line[line.Length - 1];
        private static T First<T>(T[] line, int static_) { T[] other = new T[4]; other[static_] = line[0]; return other[3]; }
        private static T Largest<T>(T[] line) where T : System.IComparable<T>
        {
            T best = line[0];
            foreach (T item in line) if (item.CompareTo(best) > 0) best = item;
            return best;
        }
        """,
        "public static class More { public static T Twice<T>(this T x) where T : System.Numerics.INumber<T> => x + x; }"));

    [Fact]
    public void Structs_and_classes_hold_what_they_are_made_for() => AssertSame(Numerics + Kernel(
        """
        var small = new Ring<byte>(4);
        var wide = new Ring<Pair<int, long>>(3);
        for (int i = 0; i < 6; i++)
        {
            small.Push((byte)memory.ReadInt32(i));
            wide.Push(new Pair<int, long>(memory.ReadInt32(i), i) { Extra = 3 });
        }

        int sum = 0;
        for (int i = 0; i < 3; i++) { var p = wide.At(i); sum += p.A * 3 + (int)p.B + p.Extra; }
        memory.WriteInt32(0, sum + wide.Count);
        memory.WriteInt32(1, small.At(0) + small.At(3) * 256 + small.Count + Ring<byte>.Most + Ring<int>.Most);
        Point<short> p1 = new() { X = (short)memory.ReadInt32(7), Y = 3 };
        Point<int> p2 = new() { X = memory.ReadInt32(8), Y = -1 };
        memory.WriteInt32(2, (p1 + p1).X + (p2 + p2 * 3).X + p2.Length);
        var tree = new Outer<int>.Node { Value = sum };
        memory.WriteInt32(3, tree.Twice());
        """,
        "",
        """
        public readonly struct Pair<T, U>(T a, U b) { public T A { get; } = a; public U B { get; } = b; public int Extra { get; init; } }
        public sealed class Ring<T>
        {
            public static readonly int Most = 7;
            private readonly T[] _items;
            private int _next;
            public Ring(int length) { _items = new T[length]; }
            public int Count { get; private set; }
            public void Push(T item) { _items[_next] = item; _next = _next + 1 == _items.Length ? 0 : _next + 1; Count++; }
            public T At(int i) => _items[i];
        }
        public struct Point<T> where T : INumber<T>
        {
            public T X, Y;
            public static Point<T> operator +(Point<T> a, Point<T> b) => new() { X = a.X + b.X, Y = a.Y + b.Y };
            public static Point<T> operator *(Point<T> a, T b) { Point<T> r = a; r.X *= b; r.Y *= b; return r; }
            public int Length => int.CreateTruncating(T.Abs(X / (T.One + T.One)) + Y);
        }
        public static class Outer<T> where T : INumber<T> { public struct Node { public T Value; public T Twice() => Value + Value; } }
        """));

    [Fact]
    public void Interfaces_are_resolved_where_the_type_is_known() => AssertSame(Numerics + Kernel(
        """
        int[] line = new int[8];
        for (int i = 0; i < 8; i++) line[i] = memory.ReadInt32(i);
        memory.WriteInt32(0, Fold<Adder>(line) ^ Fold<Mixer>(line));
        Money a = new(memory.ReadInt32(8)), b = new(memory.ReadInt32(9));
        memory.WriteInt32(1, Sum(a, b).Cents + (Bigger(a, b).Cents & 7));
        memory.WriteInt32(2, Made<Money>().Cents + Made<int>() + Area(new Square { Side = 3 }));
        """,
        """
        private static int Fold<TOp>(int[] line) where TOp : struct, IFold
        {
            int sum = TOp.Start;
            foreach (int x in line) sum = default(TOp).Next(sum, x);
            return sum;
        }
        private static T Sum<T>(T a, T b) where T : IAdditionOperators<T, T, T> => a + b;
        private static T Bigger<T>(T a, T b) where T : System.IComparable<T> => a.CompareTo(b) >= 0 ? a : b;
        private static T Made<T>() where T : new() => new T();
        private static int Area<T>(T shape) where T : IShape => shape.Area + shape.Grow(2);
        """,
        """
        public interface IFold { static abstract int Start { get; } int Next(int a, int b); }
        public interface IShape { int Area { get; } int Grow(int n); }
        public struct Square : IShape { public int Side; public int Area => Side * Side; public int Grow(int n) => n * Side; }
        public struct Adder : IFold { public static int Start => 1; public int Next(int a, int b) => a + b; }
        public struct Mixer : IFold { public static int Start => 7; public int Next(int a, int b) => (a * 31) ^ b; }
        public readonly struct Money(int cents) : IAdditionOperators<Money, Money, Money>, System.IComparable<Money>
        {
            public int Cents { get; } = cents;
            public static Money operator +(Money a, Money b) => new(a.Cents + b.Cents);
            public int CompareTo(Money other) => Cents.CompareTo(other.Cents);
        }
        """));

    [Fact]
    public void A_method_that_is_built_once_is_built_for_each_type() => AssertSame(Kernel(
        "memory.WriteInt32(0, Mix(memory.ReadInt32(0)) + Mix(memory.ReadInt32(1)) + Mix((byte)memory.ReadInt32(2)) + Mix((byte)7));",
        "[System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] "
        + "private static int Mix<T>(T x) where T : System.Numerics.INumber<T> { int s = 0; for (int i = 0; i < 3; "
        + "i++) s += int.CreateTruncating(x * x); return s; }"));
}
