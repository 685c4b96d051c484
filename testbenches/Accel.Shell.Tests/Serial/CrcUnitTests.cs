using System.Buffers.Binary;
using System.IO.Hashing;
using Accel.Rtl.Simulation;
using Accel.Shell.Serial;

namespace Accel.Shell.Tests.Serial;

/// <summary>The CRC against System.IO.Hashing.</summary>
public sealed class CrcUnitTests
{
    [Fact]
    public void The_sum_is_that_of_the_library_and_its_own_bytes_make_it_good()
    {
        var random = new Random(1);
        var unit = Simulator.Create(CrcUnit.Build());
        unit.Reset();
        foreach (byte[] bytes in (byte[][])["123456789"u8.ToArray(), [], [0], [0, 0, 0, 0], .. Enumerable.Range(1, 40).Select(n => Random(random, n))])
        {
            Step(unit, "clear");
            foreach (byte b in bytes)
                Step(unit, "valid", b);
            byte[] sum = new byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(sum, Crc32.HashToUInt32(bytes));
            foreach (byte b in sum)
            {
                Assert.Equal(b, unit.GetOutput("sum"));
                Step(unit, "shift", (byte)random.Next(256));
            }

            Step(unit, "clear");
            byte[] both = [.. bytes, .. sum];
            for (int i = 0; i <= both.Length; i++)
            {
                // By chance, or with four bytes 00, a beginning may be good too.
                bool isGood = i >= 4 && Crc32.HashToUInt32(both.AsSpan(0, i - 4)) == BinaryPrimitives.ReadUInt32LittleEndian(both.AsSpan(i - 4));
                Assert.Equal(isGood, unit.GetOutput("good") == 1);
                if (i < both.Length)
                    Step(unit, "valid", both[i]);
            }
        }
    }

    private static byte[] Random(Random random, int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static void Step(ISimulator unit, string port, byte data = 0)
    {
        unit.SetInput(port, 1);
        unit.SetInput("data", data);
        unit.Step();
        unit.SetInput(port, 0);
    }
}
