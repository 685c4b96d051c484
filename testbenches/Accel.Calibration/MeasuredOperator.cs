namespace Accel.Calibration;

/// <summary>An operator that the delay table has a row for, as it is measured.</summary>
internal enum MeasuredOperator
{
    /// <summary>A register and the net to the next one.</summary>
    Register,
    /// <summary>A choice between two words of 8 bits.</summary>
    Logic,
    /// <summary>Sum of two words.</summary>
    Add,
    /// <summary>Unsigned less-than.</summary>
    Compare,
    /// <summary>Equality of two words.</summary>
    Equal,
    /// <summary>Or of all bits of a word.</summary>
    Reduce,
    /// <summary>One of n words of 8 bits.</summary>
    Choose,
    /// <summary>Logical right shift by a variable amount.</summary>
    Shift,
    /// <summary>Product of two words, of their width.</summary>
    Multiply,
    /// <summary>Read of a memory of n words of 8 bits, data in the same cycle.</summary>
    DistributedRead,
    /// <summary>Read of a memory of n words of 16 bits, data after the clock edge.</summary>
    BlockRead,
}

/// <summary>One design to be measured.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Size">Width or number of words.</param>
internal sealed record Point(MeasuredOperator Operator, int Size);

/// <summary>What a flow says about a design.</summary>
/// <param name="ClockToOutputNs">First cell of the slowest path from register to register.</param>
/// <param name="CellsNs">The cells after it, setup time not included.</param>
/// <param name="Nets">Nets on the path that go through general routing.</param>
/// <param name="NetsNs">Their delay; 0 when the flow does not place and route.</param>
/// <param name="Luts">Look-up tables of the design.</param>
internal sealed record PathTiming(double ClockToOutputNs, double CellsNs, int Nets, double NetsNs, int Luts);
