namespace Accel.Shell.Serial.Sequencer;

/// <summary>
/// What an instruction of <see cref="CommandSequencer"/> does. A is the accumulator of 32 bits, P the place in the frame, N a count. Every
/// instruction also reads the word of the scratch memory and the constant at its number; the next one can use both.
/// </summary>
internal enum MicroOperation
{
    /// <summary>Nothing else.</summary>
    Read,
    /// <summary>A = source.</summary>
    Load,
    /// <summary>A = A - source; less: there was a borrow.</summary>
    Subtract,
    /// <summary>equal: A = source; less: A is below it.</summary>
    Compare,
    /// <summary>equal: the lowest bytes of A and source are.</summary>
    CompareByte,
    /// <summary>A into the scratch memory at the number.</summary>
    Store,
    /// <summary>A into the scratch memory at P; P = P + 1.</summary>
    StorePlace,
    /// <summary>Reads at P, not at the number; P = P + 1; N = N - 1.</summary>
    ReadPlace,
    /// <summary>P = source.</summary>
    SetPlace,
    /// <summary>N = A / 4.</summary>
    SetCount,
    /// <summary>The address for the device's memory = A.</summary>
    SetAddress,
    /// <summary>A one byte down.</summary>
    Shift,
    /// <summary>The next byte of the frame into A from above, and into the CRC; at the frame's end jumps to the number.</summary>
    Take,
    /// <summary>A's lowest byte, or'd with the number, into the reply and its CRC; A one byte down.</summary>
    Emit,
    /// <summary>The number into the reply and its CRC.</summary>
    EmitNumber,
    /// <summary>The four bytes of A, the lowest first, likewise.</summary>
    EmitWord,
    /// <summary>The four bytes of the CRC into the reply.</summary>
    EmitSum,
    /// <summary>Ends the reply.</summary>
    Flush,
    /// <summary>Begins a CRC.</summary>
    ClearSum,
    /// <summary>The word read from the scratch memory into the device's memory; the address goes on.</summary>
    WriteCell,
    /// <summary>Reads the device's memory, for the next instruction; the address goes on; N = N - 1.</summary>
    ReadCell,
    /// <summary>Starts the kernel, the entry point in A.</summary>
    StartJob,
    /// <summary>Stops and resets the kernel.</summary>
    ResetJob,
    /// <summary>The line's rate = A.</summary>
    SetRate,
    /// <summary>Drops the rest of a frame that is too long.</summary>
    Skip,
    /// <summary>Forgets that bytes were lost.</summary>
    ForgetLoss,
    /// <summary>A question waits for the end of the job.</summary>
    Ask,
    /// <summary>None waits.</summary>
    Withdraw,
}

/// <summary>Where <see cref="MicroOperation"/> takes a value from.</summary>
internal enum MicroSource
{
    /// <summary>The word of the scratch memory that the instruction before has read.</summary>
    Scratch,
    /// <summary>The constant that the instruction before has read.</summary>
    Constant,
    /// <summary>The cell of the device's memory that the instruction before has read.</summary>
    Cell,
    /// <summary>The job's cycles.</summary>
    CyclesLow,
    /// <summary>The job's cycles.</summary>
    CyclesHigh,
    /// <summary>What the job's fault is about.</summary>
    Detail,
    /// <summary>The number, with its sign.</summary>
    Number = 8,
    /// <summary>4 P.</summary>
    Place,
    /// <summary>N.</summary>
    Count,
    /// <summary>The lowest byte of A.</summary>
    LowByte,
    /// <summary>The job's state.</summary>
    State,
}

/// <summary>Which instruction is the next one.</summary>
internal enum MicroFlow
{
    /// <summary>The one behind.</summary>
    Next,
    /// <summary>The one at the number, and so for all below when they hold.</summary>
    Jump,
    /// <summary>The same; <see cref="Return"/> comes back (one level).</summary>
    Call,
    /// <summary>The one behind the last call.</summary>
    Return,
    /// <summary>The last comparison found equality.</summary>
    IfEqual,
    /// <summary>It did not.</summary>
    IfNotEqual,
    /// <summary>The last comparison or subtraction found less.</summary>
    IfLess,
    /// <summary>It did not.</summary>
    IfNotLess,
    /// <summary>A frame is there.</summary>
    IfFrame,
    /// <summary>A question waits and no job runs.</summary>
    IfAnswerable,
    /// <summary>A job runs.</summary>
    IfRunning,
    /// <summary>Bytes were lost.</summary>
    IfLost,
    /// <summary>N is 0.</summary>
    IfCountZero,
    /// <summary>Something of a reply is still to be sent.</summary>
    IfSending,
    /// <summary>The frame that was taken is broken: in COBS, in its CRC or too short.</summary>
    IfBroken,
    /// <summary>P is behind the largest frame.</summary>
    IfPlaceFull,
}
