using Accel.Interfaces;

using static Accel.Shell.Common.ErrorCode;
using static Accel.Shell.Serial.Sequencer.MicroFlow;
using static Accel.Shell.Serial.Sequencer.MicroOperation;
using static Accel.Shell.Serial.Sequencer.MicroSource;

namespace Accel.Shell.Serial.Sequencer;

/// <content>STATUS, the errors, and what all replies have in common.</content>
internal static partial class CommandProgram
{
    private static void Status(MicroProgram p, bool isWide)
    {
        p.Label("STATUS").Put(Allowed, 4).Call("check session").Do(Compare, 4, Number).Go(IfNotEqual, "bad length");
        p.Fetch(First).Do(Compare, 0, Number).Go(IfEqual, "status now")
            .Do(Withdraw).Go(IfRunning, "wait").Jump("status");
        p.Label("wait").Fetch(Head).Do(Store, Question).Jump("idle", Ask);

        // A question of the same sequence is this one, sent again to be answered at once.
        p.Label("status now").Fetch(Head).With(Compare, Question).Go(IfNotEqual, "status").Do(Withdraw).Jump("status");
        p.Label("answer").Fetch(Question).Do(Store, Head).Fetch(DeviceSession).Do(Store, Session).Do(Withdraw);

        // The state first: the cycles of a job that has ended stay; those of one that runs are read until both halves belong together.
        p.Label("status").Load(MicroSource.State).Do(Store, State);
        p.Label("cycles").Load(CyclesHigh).Do(Store, High).Load(CyclesLow).Do(Store, Low)
            .Load(CyclesHigh, High).Do(Compare, 0, Scratch).Go(IfNotEqual, "cycles");
        p.Put(Length, 24).Call("head");
        foreach (int word in (int[])[State, Job, Low, High])
            p.Fetch(word).Do(EmitWord);
        p.Fetch(State).Do(Compare, Common.JobControl.Faulted, Number).Go(IfEqual, "faulted")
            .Load(Number, 0).Do(EmitWord).Jump("sent", EmitWord);
        p.Label("faulted");
        if (isWide)
        {
            // A cell of the memory can be wrong for no other reason than that it is not the first of its beat.
            p.Load(MicroSource.Detail).With(Subtract, IdentityCell.MemoryCells, Constant).Go(IfLess, "not the first");
        }

        p.Load(Number, OutOfRange);
        p.Label("code known").Do(EmitWord).Load(MicroSource.Detail).Jump("sent", EmitWord);
        if (isWide)
        {
            p.Label("not the first").Load(Number, KernelFault).Jump("code known");
        }
    }

    private static void Errors(MicroProgram p)
    {
        // At most one notice until a frame is good again.
        p.Label("broken").Fetch(BrokenTold).Do(Compare, 0, Number).Go(IfNotEqual, "idle")
            .Put(BrokenTold, 1).Put(Code, BadCrc).Jump("notice");
        p.Label("lost").Do(ForgetLoss).Fetch(LossTold).Do(Compare, 0, Number).Go(IfNotEqual, "idle")
            .Put(LossTold, 1).Put(Code, Overrun);
        p.Label("notice").Put(Head, 0).Do(Store, Session).Do(Store, Detail).Jump("refuse");

        p.Label("bad length").Fetch(Allowed).Do(Store, Detail).Load(Number, BadLength).Jump("error");
        p.Label("out of range").Fetch(IdentityCell.MemoryCells, Constant).Do(Store, Detail).Load(Number, OutOfRange).Jump("error");
        p.Label("busy").Fetch(Job).Do(Store, Detail).Load(Number, Busy).Jump("error");
        p.Label("unknown").Do(Store, Detail).Load(Number, Unknown).Jump("error");
        p.Label("stale session").Fetch(DeviceSession).Do(Store, Detail).Load(Number, StaleSession).Jump("error");
        p.Label("bad version").Put(Detail, Version).Load(Number, BadVersion);
        p.Label("error").Do(Store, Code);
        p.Label("refuse").Put(Length, 8).Call("head of error").Fetch(Code).Do(EmitWord).Fetch(Detail).Jump("sent", EmitWord);
    }

    private static void Replies(MicroProgram p)
    {
        p.Label("head").Do(ClearSum).Fetch(Head).Do(EmitNumber, Version).Do(Shift).Do(Emit, ReplyBit).Jump("rest of head");
        p.Label("head of error").Do(ClearSum).Fetch(Head).Do(EmitNumber, Version).Do(Shift).Do(Emit, ErrorType);
        p.Label("rest of head").Do(Emit).Do(Emit).Fetch(Session).Do(EmitWord).Fetch(Length).Do(EmitWord).Return();

        p.Label("done").Put(Length, 0).Call("head");
        p.Label("sent").Call("end").Jump("idle");
        p.Label("end").Do(EmitSum).Return(Flush);
    }
}
