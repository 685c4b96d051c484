using System.Runtime.CompilerServices;
using Hast.Transformer.SimpleMemory;

namespace Samples;

/// <summary>
/// Methods that are built once and called from several places: a prime test, a factorial, a division of fixed-point numbers.
/// </summary>
public class SharedCalculator
{
    private const int FractionBits = 16;

    /// <summary>Cell 0: a number; becomes the nearest primes below and above, and whether it is one.</summary>
    public virtual void FindPrimes(SimpleMemory memory)
    {
        uint number = memory.ReadUInt32(0);
        uint below = number - 1;
        while (!IsPrime(below))
        {
            below--;
        }

        uint above = number + 1;
        while (!IsPrime(above))
        {
            above++;
        }

        memory.WriteUInt32(0, below);
        memory.WriteUInt32(1, above);
        memory.WriteBoolean(2, IsPrime(number));
    }

    /// <summary>Cells 0 and 1: n and k; cell 2 becomes n over k.</summary>
    public virtual void ChooseSome(SimpleMemory memory)
    {
        int n = memory.ReadInt32(0);
        int k = memory.ReadInt32(1);
        memory.WriteUInt32(2, (uint)(Factorial(n) / (Factorial(k) * Factorial(n - k))));
    }

    /// <summary>
    /// Cells 0 to 7: corners of a triangle and a point, 16.16; cells 8 to 10 become its barycentric coordinates, cell 11 their number of
    /// errors.
    /// </summary>
    public virtual void Locate(SimpleMemory memory)
    {
        int ax = memory.ReadInt32(0);
        int ay = memory.ReadInt32(1);
        int bx = memory.ReadInt32(2) - ax;
        int by = memory.ReadInt32(3) - ay;
        int cx = memory.ReadInt32(4) - ax;
        int cy = memory.ReadInt32(5) - ay;
        int px = memory.ReadInt32(6) - ax;
        int py = memory.ReadInt32(7) - ay;
        int area = Cross(bx, by, cx, cy);
        int errors = 0;
        bool isSmall = !TryDivide(Cross(px, py, cx, cy), area, out int u, ref errors);
        isSmall |= !TryDivide(Cross(bx, by, px, py), area, out int v, ref errors);
        bool isDefinite = TryDivide((1 << FractionBits) - u - v, isSmall ? 0 : 1 << FractionBits, out int w, ref errors);
        memory.WriteInt32(8, u);
        memory.WriteInt32(9, v);
        memory.WriteInt32(10, isDefinite ? w : -1);
        memory.WriteInt32(11, errors);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsPrime(uint number)
    {
        if (number < 2)
        {
            return false;
        }

        for (uint factor = 2; factor * factor <= number; factor++)
        {
            if (number % factor == 0)
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Factorial(int n)
    {
        if (n <= 1)
        {
            return 1;
        }

        return n * Factorial(n - 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryDivide(int dividend, int divisor, out int quotient, ref int errors)
    {
        if (divisor == 0)
        {
            errors++;
            quotient = 0;
            return false;
        }

        quotient = (int)(((long)dividend << FractionBits) / divisor);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Cross(int ax, int ay, int bx, int by) => (int)((((long)ax * by) - ((long)ay * bx)) >> FractionBits);
}
