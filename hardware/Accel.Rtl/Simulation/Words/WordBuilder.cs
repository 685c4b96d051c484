using Accel.Rtl.Simulation.Compilation;

namespace Accel.Rtl.Simulation.Words;

/// <summary>Turns the signals of a flat module into words: wide ones become several, and aliases nothing at all.</summary>
internal sealed partial class WordBuilder
{
    private readonly Word[]?[] _ofSignal;
    private readonly Dictionary<Memory, int> _memories = [];

    /// <summary>Builds the words of every signal of a flat module.</summary>
    public WordBuilder(Module module)
    {
        _ofSignal = new Word[module.Signals.Count][];
        for (int i = 0; i < module.Memories.Count; i++)
            _memories.Add(module.Memories[i], i);
        foreach (var signal in module.Signals)
        {
            Graph.Origin = signal;
            _ofSignal[signal.Id] = Build(signal);
        }

        Graph.Origin = null;
    }

    public WordGraph Graph { get; } = new();

    /// <summary>The words of a signal, least significant first.</summary>
    public Word[] this[Signal signal] => _ofSignal[signal.Id]!;

    public int MemoryIndex(Memory memory) => _memories[memory];

    /// <summary>The address of a port: addresses have far less than 64 bits.</summary>
    public Word Address(Signal address) => this[address][0];

    private Word[] Build(Signal signal) => signal switch
    {
        ConstantSignal constant => Split(constant),
        OperatorSignal op => Build(op),
        MemoryReadSignal { IsSynchronous: false } read => Each(read.WidthBits, (word, width) => Graph.Read(_memories[read.Memory], word, Address(read.Address!), width)),
        _ => Each(signal.WidthBits, (word, width) => Graph.State(signal, word, width)),
    };

    private Word[] Build(OperatorSignal op)
    {
        var a = this[op.Operands[0]];
        var b = op.Operands.Length > 1 ? this[op.Operands[1]] : a;
        int width = op.WidthBits, operandWidth = op.Operands[0].WidthBits;
        switch (op.Operator)
        {
            case Operator.And:
                return Each(width, (i, _) => Graph.Make(WordOp.And, a[i], b[i]));
            case Operator.Or:
                return Each(width, (i, _) => Graph.Make(WordOp.Or, a[i], b[i]));
            case Operator.Xor:
                return Each(width, (i, _) => Graph.Make(WordOp.Xor, a[i], b[i]));
            case Operator.Not:
                return Each(width, (i, n) => Graph.Make(WordOp.Not, a[i], n: n));
            case Operator.Multiplex:
                var whenFalse = this[op.Operands[2]];
                return Each(width, (i, _) => Graph.Make(WordOp.Multiplex, a[0], b[i], whenFalse[i]));
            case Operator.Slice:
                return Each(width, (i, n) => Extract(a, op.Offset + 64 * i, n));
            case Operator.Concatenate:
                return Concatenate(op);
            case Operator.ZeroExtend:
                return Each(width, (i, _) => i < a.Length ? a[i] : Graph.Zero);
            case Operator.SignExtend:
                return SignExtend(a, operandWidth, width);
            case Operator.Add:
                return Add(a, b, Graph.Zero, width);
            case Operator.Subtract:
                return Subtract(a, b, width);
            case Operator.Negate:
                return Subtract(Each(width, (_, _) => Graph.Zero), a, width);
            case Operator.Multiply:
                return Multiply(a, b, width);
            case Operator.Equal:
                return [Equal(a, b)];
            case Operator.NotEqual:
                return [Not(Equal(a, b))];
            case Operator.LessThanUnsigned:
                return [Less(a, b, orEqual: false)];
            case Operator.LessOrEqualUnsigned:
                return [Less(a, b, orEqual: true)];
            case Operator.LessThanSigned:
                return [LessSigned(a, b, operandWidth, orEqual: false)];
            case Operator.LessOrEqualSigned:
                return [LessSigned(a, b, operandWidth, orEqual: true)];
            case Operator.ShiftLeft:
                return ShiftLeft(a, b, width);
            case Operator.ShiftRightLogical:
                return ShiftRight(a, b, width, signed: false);
            case Operator.ShiftRightArithmetic:
                return ShiftRight(a, b, width, signed: true);
            case Operator.ReduceOr:
                return [Graph.Make(WordOp.NotEqual, a.Aggregate((x, y) => Graph.Make(WordOp.Or, x, y)), Graph.Zero)];
            case Operator.ReduceAnd:
                return [Equal(a, Each(operandWidth, (_, n) => Graph.Constant(WideArithmetic.Mask(n))))];
            case Operator.ReduceXor:
                return [Graph.Make(WordOp.Parity, a.Aggregate((x, y) => Graph.Make(WordOp.Xor, x, y)))];
            default:
                throw new NotSupportedException($"the simulator does not know the operator {op.Operator}");
        }
    }

    private Word[] Concatenate(OperatorSignal op)
    {
        var result = Each(op.WidthBits, (_, _) => Graph.Zero);
        int position = 0;
        foreach (var part in op.Operands.Reverse())
        {
            for (int taken = 0; taken < part.WidthBits;)
            {
                int width = Math.Min(64 - position % 64, part.WidthBits - taken);
                var placed = Graph.Make(WordOp.Place, Extract(this[part], taken, width), i: position % 64);
                result[position / 64] = Graph.Make(WordOp.Or, result[position / 64], placed);
                taken += width;
                position += width;
            }
        }

        return result;
    }

    /// <summary>At most 64 bits at any place of a number.</summary>
    private Word Extract(Word[] from, int offset, int width)
    {
        (int word, int shift) = (offset / 64, offset % 64);
        if (shift == 0 || shift + width <= 64)
            return Graph.Make(WordOp.Field, from[word], i: shift, n: width);
        var both = Graph.Make(WordOp.FunnelRight, from[word], from[word + 1], Graph.Constant((ulong)shift));
        return Graph.Make(WordOp.Field, both, n: width);
    }

    private Word[] Split(ConstantSignal constant)
    {
        var words = new ulong[WideArithmetic.Words(constant.WidthBits)];
        WideArithmetic.FromBigInteger(constant.Value, words);
        return Array.ConvertAll(words, Graph.Constant);
    }

    /// <summary>A word for each 64 bits, made from its number and its own width.</summary>
    private static Word[] Each(int widthBits, Func<int, int, Word> make)
    {
        var words = new Word[WideArithmetic.Words(widthBits)];
        for (int i = 0; i < words.Length; i++)
            words[i] = make(i, Math.Min(64, widthBits - 64 * i));
        return words;
    }

    private Word Not(Word bit) => Graph.Make(WordOp.Not, bit, n: 1);
}
