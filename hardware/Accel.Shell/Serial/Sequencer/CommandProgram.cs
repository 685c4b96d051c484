using Accel.Interfaces;
using static Accel.Shell.Common.ErrorCode;
using static Accel.Shell.Serial.Sequencer.MicroFlow;
using static Accel.Shell.Serial.Sequencer.MicroOperation;
using static Accel.Shell.Serial.Sequencer.MicroSource;

namespace Accel.Shell.Serial.Sequencer;

/// <summary>
/// The commands of docs/protocol.md as a program of <see cref="CommandSequencer"/>: frames in, checks in the order of section 5, replies
/// out. It waits for nothing but a frame that is already in the receive buffer and for the transmitter, so it always comes back to its
/// beginning.
/// </summary>
internal static partial class CommandProgram
{
    /// <summary>
    /// Where a frame begins in the scratch memory: its header lies below place 0, the first payload word too, so P counts payload words at
    /// its end.
    /// </summary>
    internal const int FrameStart = -4;

    /// <summary>Words at the end of the scratch memory that frames leave alone, those of a frame's beginning included.</summary>
    internal const int ReservedWords = 16;

    // The frame: version, type and sequence; session; length; the first two words of the payload.
    private const int Head = FrameStart, Session = -3, Length = -2, First = -1, Second = 0;

    // What is kept beside it.
    private const int DeviceSession = -5, Job = -6, Question = -7, BrokenTold = -8, LossTold = -9, Bytes = -10, Allowed = -11;
    private const int Code = -12, Detail = -13, Low = -14, High = -15, State = -16;

    // Constants behind the identity, see CommandSequencer.
    internal const int FirstConstant = IdentityCell.Count;
    private const int ThirdOfBase = FirstConstant, FastestRate = FirstConstant + 1, EntryPoints = FirstConstant + 2, LargestCells = FirstConstant + 3;
    private const int IdentityBytes = FirstConstant + 4;

    private const int Version = DeviceProtocol.Version, ReplyBit = FrameTypes.Reply, ErrorType = FrameTypes.Refusal;

    /// <summary>The constants, in the order of their places.</summary>
    internal static uint[] Constants(SerialShellOptions options)
        => [options.BaseRate / 3, 4 * 256, KernelInterface.MaximumEntryPoints, (uint)options.LargestPayloadBytes / 4,
            4 * IdentityCell.Count];

    /// <summary>The program.</summary>
    /// <param name="isWide">Whether a request of the kernel moves several cells: then its address can be wrong in two ways.</param>
    internal static MicroProgram Make(bool isWide)
    {
        var p = new MicroProgram();
        Begin(p);
        Receive(p);
        Dispatch(p);
        Hello(p);
        Write(p);
        Read(p);
        Start(p);
        Status(p, isWide);
        Reset(p);
        Rate(p);
        Checks(p);
        Errors(p);
        Replies(p);
        return p;
    }

    private static void Begin(MicroProgram p)
    {
        p.Put(DeviceSession, 0).Do(Store, Job).Do(Store, BrokenTold).Do(Store, LossTold);
        p.Label("idle")
            .Go(IfAnswerable, "answer")
            .Go(IfLost, "lost")
            .Go(IfFrame, "receive")
            .Jump("idle");
    }

    private static void Receive(MicroProgram p)
    {
        p.Label("receive")
            .Do(SetPlace, FrameStart, Number).Do(ClearSum);
        p.Label("word")
            .Go(Next, "whole", Take).Go(Next, "ragged", Take).Go(Next, "ragged", Take).Go(Next, "ragged", Take)
            .Do(StorePlace)
            .Go(IfPlaceFull, "too long")
            .Jump("word");
        p.Label("too long").Jump("broken", Skip);

        // Behind a whole number of words P is that of the payload's; no length is -1 and possible.
        p.Label("whole").Load(Place).Do(Store, Bytes).Jump("taken");
        p.Label("ragged").Put(Bytes, -1);
        p.Label("taken").Go(IfBroken, "broken");
        p.Put(BrokenTold, 0).Do(Store, LossTold);
    }

    private static void Dispatch(MicroProgram p)
    {
        p.Fetch(Head).Do(CompareByte, Version, Number)
            .Go(IfEqual, "version known", Shift)
            .Do(CompareByte, (int)FrameType.Hello, Number).Go(IfEqual, "HELLO").Jump("bad version");
        p.Label("version known");
        foreach (var type in Enum.GetValues<FrameType>())
            p.Do(CompareByte, (int)type, Number).Go(IfEqual, type.ToString().ToUpperInvariant());
        p.Load(LowByte).Jump("unknown");
    }

    // Called with A free; come back with A = the length. Then the command compares it with that which it has.
    private static void Checks(MicroProgram p)
    {
        p.Label("check session").Fetch(Session).With(Compare, DeviceSession).Go(IfNotEqual, "stale session");
        p.Label("check length").Fetch(Length).With(Compare, Bytes).Go(IfNotEqual, "bad length").Return();

        // First cell in the payload's first word, N cells: into the memory's address, if all of them are there.
        p.Label("check range")
            .Fetch(IdentityCell.MemoryCells, Constant).With(Subtract, First).Go(IfLess, "out of range")
            .Do(Subtract, 0, Count).Go(IfLess, "out of range")
            .Fetch(First).Return(SetAddress);
    }

    private static void Hello(MicroProgram p)
    {
        p.Label("HELLO").Put(Allowed, 4).Call("check length").Do(Compare, 4, Number).Go(IfNotEqual, "bad length");
        p.Fetch(Session).Do(Compare, 0, Number).Go(IfEqual, "stale session")
            .Do(Store, DeviceSession).Do(Withdraw)
            .Fetch(IdentityBytes, Constant).Do(Store, Length).Do(SetCount).Do(SetPlace, 0, Number)
            .Call("head");
        p.Label("identity").Go(IfCountZero, "sent")
            .Do(ReadPlace).Load(Constant).Jump("identity", EmitWord);
    }

    private static void Write(MicroProgram p)
    {
        p.Label("WRITE").Fetch(IdentityCell.LargestPayload, Constant).Do(Store, Allowed).Call("check session");
        p.Fetch(Allowed).With(Subtract, Length).Go(IfLess, "bad length")
            .Fetch(Length).Do(Subtract, 8, Number).Go(IfLess, "bad length")
            .Do(Subtract, -4, Number).Do(SetCount)
            .Call("check range")
            .Do(SetPlace, Second, Number);

        // N counts with the places read; the cell is written when its word is there.
        p.Label("write cell").Go(IfCountZero, "done").Do(ReadPlace).Jump("write cell", WriteCell);
    }

    private static void Read(MicroProgram p)
    {
        p.Label("READ").Put(Allowed, 8).Call("check session").Do(Compare, 8, Number).Go(IfNotEqual, "bad length");
        p.Fetch(IdentityCell.LargestPayload, Constant).Do(Store, Allowed)
            .Fetch(Second).Do(Compare, 0, Number).Go(IfEqual, "bad length")
            .Fetch(LargestCells, Constant).With(Subtract, Second).Go(IfLess, "bad length")
            .Do(MicroOperation.Read, Second).Do(SetPlace, 0, Scratch).Load(Place).Do(Store, Length).Do(SetCount)
            .Call("check range").Call("head");
        p.Label("read cell").Go(IfCountZero, "sent")
            .Do(ReadCell).Load(Cell).Jump("read cell", EmitWord);
    }

    private static void Start(MicroProgram p)
    {
        p.Label("START").Put(Allowed, 8).Call("check session").Do(Compare, 8, Number).Go(IfNotEqual, "bad length");
        p.Fetch(Second).Do(Compare, 0, Number).Go(IfEqual, "no job")
            .With(Compare, Job).Go(IfEqual, "done")
            .Fetch(First).With(Subtract, EntryPoints, Constant).Go(IfNotLess, "no job")
            .Go(IfRunning, "busy")
            .Fetch(First).Do(StartJob)
            .Fetch(Second).Do(Store, Job).Jump("done");
        p.Label("no job").Load(Number, 4).Jump("unknown");
    }

    private static void Reset(MicroProgram p)
        => p.Label("RESET").Put(Allowed, 0).Call("check session").Do(Compare, 0, Number).Go(IfNotEqual, "bad length")
            .Do(ResetJob).Put(Job, 0).Jump("done");

    private static void Rate(MicroProgram p)
    {
        p.Label("RATE").Put(Allowed, 4).Call("check session").Do(Compare, 4, Number).Go(IfNotEqual, "bad length");
        p.Fetch(IdentityCell.BaseRate, Constant).Do(Store, Detail).With(Compare, First).Go(IfEqual, "rate good")
            .Fetch(ThirdOfBase, Constant).With(Subtract, First).Go(IfLess, "bad rate")
            .Fetch(First).With(Subtract, FastestRate, Constant).Go(IfLess, "bad rate");
        p.Label("rate good").Put(Length, 0).Call("head").Call("end");
        p.Label("still sending").Go(IfSending, "still sending").Fetch(First).Jump("idle", SetRate);
        p.Label("bad rate").Load(Number, OutOfRange).Jump("error");
    }
}
