using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Frontend;

/// <summary>Enums in a kernel's layout: cells, operations and options by name, in constants, tables, structs, classes and arrays.</summary>
public sealed class EnumLayoutTests
{
    private const string Source = """
        using System;
        using Accel.Hast;
        using Hast.Transformer.SimpleMemory;
        public static class Layout
        {
            public enum Operation { Linear, Attention, Head }
            [Flags] public enum Options : byte { None = 0, Soft = 1, Above = 2 }
            public enum Cell { Magic = 0, Kind = 1, Result = 10 }
            public enum Far : long { Near = -7, Away = 1L << 40 }
            public const Operation Last = Operation.Head;
            public static readonly Operation First = Operation.Linear;
            public static readonly Operation[] Order = { Operation.Head, Operation.Linear, Operation.Attention };
            public const int OperationCell = (int)Cell.Kind;
        }
        public struct Header
        {
            [Width(3)] public Layout.Operation Kind;
            public Layout.Options Options { get; set; }
            [Range(0, 2)] public Layout.Operation[] Kinds;
        }
        public sealed class State
        {
            public Layout.Operation Kind { get; set; } = Layout.Operation.Head;
            [Banked(Banks = 2), Width(2)] public readonly Layout.Options[] Options = new Layout.Options[4];
            public Layout.Far Far;
            public Header Header;
            public void Set(Layout.Operation kind) { Kind = kind; Options[(int)kind] |= Layout.Options.Above; Far = kind == Layout.Operation.Linear ? Layout.Far.Near : Layout.Far.Away; }
        }
        public class K
        {
            public virtual void Run(SimpleMemory m)
            {
                var s = new State();
                s.Header.Kinds = new Layout.Operation[3];
                for (int i = 0; i < 3; i++) { s.Header.Kinds[i] = Layout.Order[i]; }
                uint told = m.ReadUInt32(Layout.OperationCell);
                m.WriteBoolean(6, Enum.IsDefined((Layout.Operation)told));
                m.WriteBoolean(7, Enum.IsDefined((Layout.Options)(told & 7)));
                m.WriteBoolean(8, Enum.IsDefined((Layout.Far)((int)told - 7)));
                s.Set((Layout.Operation)(told & 1));
                s.Header.Kind = s.Kind == Layout.Last ? Layout.First : s.Kind + 1;
                s.Header.Options = s.Options[1] | Layout.Options.Soft;
                switch (s.Header.Kind)
                {
                    case Layout.Operation.Linear: m.WriteInt32(2, 7); break;
                    case Layout.Operation.Attention: m.WriteInt32(2, 8); break;
                    default: m.WriteInt32(2, 9); break;
                }
                m.WriteInt32((int)Layout.Cell.Result, (int)s.Header.Kind + (int)s.Header.Options + (int)s.Header.Kinds[m.ReadInt32(3) & 1] + (s.Header.Options.HasFlag(Layout.Options.Above) ? 100 : 0));
                m.WriteInt32(9, (int)((long)s.Far >> 8));
            }
        }
        """;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    public void Plain_CSharp_IR_and_RTL_agree(uint kind)
    {
        uint[] cells = Kernels.Cells(12);
        cells[1] = kind;
        _ = Kernels.Check(KernelSource.FromText(Source), cells);
        KernelComparison.AssertSame(Source);
    }
}
