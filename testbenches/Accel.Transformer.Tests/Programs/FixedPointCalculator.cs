using System.Threading.Tasks;
using Hast.Transformer.SimpleMemory;

namespace Samples;

/// <summary>Sums, products and quotients of 64-bit fixed-point numbers, one after the other and in tasks.</summary>
public class FixedPointCalculator
{
    private const int InputIndex = 0;
    private const int OutputStartIndex = 0;

    public const int MaxDegreeOfParallelism = 3;

    public virtual void CalculateIntegerSumUpToNumber(SimpleMemory memory)
    {
        var number = memory.ReadInt32(InputIndex);
        var a = new FixedPoint(1);
        var b = a;
        for (var i = 1; i < number; i++)
        {
            a += b;
        }

        var integers = a.ToIntegers();
        memory.WriteInt32(OutputStartIndex, integers[0]);
        memory.WriteInt32(OutputStartIndex + 1, integers[1]);
    }

    public virtual void ParallelizedCalculateQuotients(SimpleMemory memory)
    {
        var tasks = new Task<TaskResult>[MaxDegreeOfParallelism];
        for (int i = 0; i < MaxDegreeOfParallelism; i++)
        {
            var upperBound = memory.ReadInt32(InputIndex + i);
            tasks[i] = Task.Factory.StartNew(
                upperBoundObject =>
                {
                    var bound = (int)upperBoundObject;
                    var a = new FixedPoint(7);
                    for (var j = 1; j < 4; j++)
                    {
                        a = (a * FixedPoint.Half) / new FixedPoint(bound + j) - FixedPoint.One;
                    }

                    var integers = a.ToIntegers();
                    return new TaskResult { Low = integers[0], High = integers[1] };
                },
                upperBound);
        }

        Task.WhenAll(tasks).Wait();

        for (int i = 0; i < MaxDegreeOfParallelism; i++)
        {
            memory.WriteInt32(OutputStartIndex + (2 * i), tasks[i].Result.Low);
            memory.WriteInt32(OutputStartIndex + (2 * i) + 1, tasks[i].Result.High);
        }
    }

    private class TaskResult
    {
        public int Low { get; set; }

        public int High { get; set; }
    }
}

/// <summary>31 bits, a sign and 32 fractional bits.</summary>
public readonly struct FixedPoint
{
    private const int FractionalPlaces = 32;
    private const long RawOne = 1L << FractionalPlaces;

    private readonly long _raw;

    public static readonly FixedPoint One = new(1);
    public static readonly FixedPoint Half = new(RawOne / 2);

    public FixedPoint(int value)
    {
        _raw = value * RawOne;
    }

    private FixedPoint(long raw)
    {
        _raw = raw;
    }

    public int[] ToIntegers()
    {
        var low = (int)(_raw & uint.MaxValue);
        var high = (int)(_raw >> 32);
        return new[] { low, high };
    }

    public static FixedPoint operator +(FixedPoint x, FixedPoint y) => new(x._raw + y._raw);

    public static FixedPoint operator -(FixedPoint x, FixedPoint y) => new(x._raw - y._raw);

    public static FixedPoint operator *(FixedPoint x, FixedPoint y)
    {
        var xlo = (ulong)(x._raw & 0x00000000FFFFFFFF);
        var xhi = x._raw >> FractionalPlaces;
        var ylo = (ulong)(y._raw & 0x00000000FFFFFFFF);
        var yhi = y._raw >> FractionalPlaces;

        var lolo = xlo * ylo;
        var lohi = (long)xlo * yhi;
        var hilo = xhi * (long)ylo;
        var hihi = xhi * yhi;

        return new FixedPoint((long)(lolo >> FractionalPlaces) + lohi + hilo + (hihi << FractionalPlaces));
    }

    public static FixedPoint operator /(FixedPoint x, FixedPoint y)
    {
        var remainder = (ulong)(x._raw >= 0 ? x._raw : -x._raw);
        var divider = (ulong)(y._raw >= 0 ? y._raw : -y._raw);
        var quotient = 0UL;
        var bitPosition = FractionalPlaces + 1;

        while ((divider & 0xF) == 0 && bitPosition >= 4 && divider != 0)
        {
            divider >>= 4;
            bitPosition -= 4;
        }

        while (remainder != 0 && bitPosition >= 0 && divider != 0)
        {
            int shift = CountLeadingZeroes(remainder);
            if (shift > bitPosition)
            {
                shift = bitPosition;
            }

            remainder <<= shift;
            bitPosition -= shift;

            var quotientPart = remainder / divider;
            remainder = remainder % divider;
            quotient += quotientPart << bitPosition;

            remainder <<= 1;
            --bitPosition;
        }

        ++quotient;
        var result = (long)(quotient >> 1);
        if (((x._raw ^ y._raw) & long.MinValue) != 0)
        {
            result = -result;
        }

        return new FixedPoint(result);
    }

    private static int CountLeadingZeroes(ulong x)
    {
        int result = 0;
        while ((x & 0xF000000000000000) == 0)
        {
            result += 4;
            x <<= 4;
        }

        while ((x & 0x8000000000000000) == 0)
        {
            result += 1;
            x <<= 1;
        }

        return result;
    }
}
