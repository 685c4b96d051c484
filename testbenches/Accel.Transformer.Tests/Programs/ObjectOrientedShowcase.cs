using System;
using Hast.Transformer.SimpleMemory;

namespace Samples;

/// <summary>
/// What an object may look like in hardware: nested classes, properties, constructors, initialisers, arrays of objects and structs.
/// </summary>
public class ObjectOrientedShowcase
{
    private const int InputIndex = 0;
    private const int OutputIndex = 0;

    public virtual void Run(SimpleMemory memory)
    {
        var inputNumber = new MemoryContainer(memory).GetInput();

        // Arrays can be initialised with objects, and objects with initialisers.
        var numberContainers1 = new[]
        {
            new NumberContainer { Number = inputNumber },
            new NumberContainer { Number = inputNumber + 4 },
            new NumberContainer { Number = 24 },
            new NumberContainer(9),
        };

        // A setter with logic.
        numberContainers1[0].NumberPlusFive = inputNumber + 10;
        numberContainers1[1].IncreaseNumber(5);

        var numberContainers2 = new NumberContainer[1];
        numberContainers2[0] = new NumberContainer(5);

        for (int i = 0; i < numberContainers1.Length; i++)
        {
            if (!numberContainers1[i].WasIncreased)
            {
                numberContainers1[i].IncreaseNumber(numberContainers1[i].Number);
            }
        }

        var points = new Point[3];
        points[1] = new Point(3, 4);
        points[2] = points[1].MovedBy(2) + points[0];
        var copy = points[2];
        copy.X = 100;
        uint distance = (uint)(points[2].X * copy.X);

        memory.WriteUInt32(OutputIndex, SumNumberContainers(numberContainers1) + SumNumberContainers(numberContainers2) + distance);

        var holder = new Holder(numberContainers2[0]) { Kind = Kind.Second };
        holder.Content.Number -= 2;
        memory.WriteUInt32(OutputIndex + 1, numberContainers2[0].Number + (uint)holder.Kind);
        memory.WriteUInt32(OutputIndex + 2, numberContainers1[3].Number.Squared());
    }

    private uint SumNumberContainers(NumberContainer[] numberContainers)
    {
        uint sum = 0;
        for (int i = 0; i < numberContainers.Length; i++)
        {
            sum += numberContainers[i].Number;
        }

        return sum;
    }

    private enum Kind : byte
    {
        First = 1,
        Second = 200,
    }

    private class NumberContainer
    {
        public uint Number { get; set; } = 99;

        public bool WasIncreased { get; set; }

        public uint NumberPlusFive
        {
            get => Number + 5;
            set => Number = value - 5;
        }

        public NumberContainer()
        {
        }

        public NumberContainer(uint number)
        {
            Number = number;
        }

        public uint IncreaseNumber(uint increaseBy)
        {
            WasIncreased = true;
            return Number += increaseBy;
        }
    }

    private class Holder
    {
        public NumberContainer Content { get; }

        public Kind Kind { get; set; }

        public Holder(NumberContainer content)
        {
            Content = content ?? throw new ArgumentNullException(nameof(content));
        }
    }

    private struct Point
    {
        public int X;
        public int Y;

        public Point(int x, int y)
        {
            X = x;
            Y = y;
        }

        public readonly Point MovedBy(int distance) => new(X + distance, Y - distance);

        public static Point operator +(Point left, Point right) => new(left.X + right.X, left.Y + right.Y);
    }

    private class MemoryContainer
    {
        private readonly SimpleMemory _memory;

        public MemoryContainer(SimpleMemory memory) => _memory = memory;

        public uint GetInput() => _memory.ReadUInt32(InputIndex);
    }
}

/// <summary>An extension method.</summary>
public static class NumberExtensions
{
    public static uint Squared(this uint number) => number * number;
}
