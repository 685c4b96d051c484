namespace Accel.Rtl.Transforms;

/// <summary>What makes two operators the same: function, operands, width.</summary>
internal readonly struct SignalKey : IEquatable<SignalKey>
{
    private readonly Operator _operator;
    private readonly Signal[] _operands;
    private readonly int _offset;
    private readonly int _widthBits;
    private readonly int _hash;

    public SignalKey(Operator op, Signal[] operands, int offset, int widthBits)
    {
        (_operator, _operands, _offset, _widthBits) = (op, operands, offset, widthBits);
        var hash = default(HashCode);
        hash.Add(((int)op, offset, widthBits));
        foreach (var operand in operands)
            hash.Add(operand.Id);
        _hash = hash.ToHashCode();
    }

    public bool Equals(SignalKey other)
        => _operator == other._operator && _offset == other._offset && _widthBits == other._widthBits && _operands.AsSpan().SequenceEqual(other._operands);

    public override bool Equals(object? obj) => obj is SignalKey other && Equals(other);

    public override int GetHashCode() => _hash;
}
