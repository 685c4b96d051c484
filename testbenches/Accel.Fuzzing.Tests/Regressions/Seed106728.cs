// seed 106728
// found Crashed at split-arrays: ArgumentOutOfRangeException in HandoverProof.Prove
// run cells 208 clock 10 latency 1 port 32 family Series7
using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Accel.Hast;
using Hast.Common.Numerics;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Fuzz106728c0;
public class Kernel
{
    internal static uint H53(int a56, S1 a57)
    {
        return 0;
    }

    private static void Do78()
    {
    }

    private static void Do105()
    {
    }

    private static void Do120()
    {
    }

    private static void Do130(short[] t60, int[][] buffers106, int n62, int round64, Stream<int> s107)
    {
        short v122 = 0;
        C26 o123 = new C26();
        C8 o124 = new C8
        {
        };
        int own127 = s107.Read();
        int i128 = 0;
        buffers106[own127][i128] = 0;
    }

    private static void Do137(int[][] buffers106, Stream<int> s121)
    {
        int own132 = s121.Read();
        int i133 = 0;
        int v134 = buffers106[own132][i133];
    }

    public virtual void Run(SimpleMemory memory)
    {
        short[] t60 = new short[16];
        int n62 = 34;
        int r63 = 0;
        int round64 = r63;
        var s71 = 0;
        var s87 = 0;
        var s88 = 0;
        var s89 = 0;
        int[][] buffers106 =
        {
            new int[2],
            new int[2],
            new int[2]
        };
        var s107 = new Stream<int>(14);
        var s108 = 0;
        var s109 = 0;
        var s121 = new Stream<int>(1);
        var task0 = Task.Run(() =>
        {
        });
        var task1 = Task.Run(() => Do78());
        var task2 = Task.Factory.StartNew(() =>
        {
        });
        var task3 = Task.Run(() =>
        {
        });
        var task4 = Task.Run(() => Do105());
        var task5 = Task.Run(() => Do120());
        var task6 = Task.Factory.StartNew(() => Do130(t60, buffers106, n62, round64, s107));
        var task7 = Task.Factory.StartNew(() => Do137(buffers106, s121));
        var task8 = Task.Factory.StartNew(() =>
        {
        });
        var task9 = Task.Run(() =>
        {
        });
        Task.WhenAll(task0, task1, task2, task3, task4, task5, task6, task7, task8, task9).Wait();
    }
}

public enum E0 : short
{
}

public struct S1
{
    public int P2 { get; set; }

    public S1()
    {
    }

    public int this[int i3]
    {
        get => (i3 & 1) == 0 ? P2 : P2;
        set
        {
        }
    }
}

public sealed class C8
{
    public int P9 { get; set; }

    public readonly char[] Data10 = new char[4];
}

public sealed class C26
{
    public char P28 { get; set; }

    public ushort F29;
    public C8 R25 = new C8();
    public C26()
    {
    }
}
