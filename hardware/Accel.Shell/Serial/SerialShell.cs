using Accel.Interfaces;
using Accel.Rtl;
using Accel.Shell.Common;
using Accel.Shell.Construction;
using Accel.Shell.Serial.Sequencer;

namespace Accel.Shell.Serial;

/// <summary>
/// All that is around a kernel behind a serial line: docs/protocol.md, sections 1 to 5. Ports: <c>rx</c>, asynchronous, and <c>tx</c>;
/// <c>busy</c>, <c>done</c> and <c>fault</c>, the state of the last job.
/// </summary>
public static class SerialShell
{
    /// <summary>The entity's name.</summary>
    public const string Name = "accel_serial_shell";

    /// <summary>Builds it.</summary>
    /// <param name="kernel">A generated kernel; its memory is as wide as its memory port.</param>
    /// <param name="identity">The design; board, clock, memory and line are those of the options.</param>
    /// <param name="options">Board, clock, memory and line.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the memory is no whole number of the beats of the kernel's
    /// port.</exception>
    public static Module Build(Module kernel, ShellIdentity identity, SerialShellOptions options)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        identity = identity with
        {
            Board = options.Board,
            ClockHz = (uint)options.ClockHz,
            MemoryCells = options.MemoryCells,
            LargestPayloadBytes = (uint)options.LargestPayloadBytes,
            ReceiveBufferBytes = (uint)options.ReceiveBufferBytes,
            BaseRate = options.BaseRate,
        };
        var c = new Circuit(Name, $"{kernel.Name} behind a serial line of {options.BaseBaud} baud and more at {options.ClockHz} Hz: host/Accel.Host/docs/protocol.md.");
        var job = (Start: c.Later("job_start"), Reset: c.Later("job_reset"), Member: c.Later("job_member", KernelInterface.MemberBits));
        var control = KernelPort.Connect(c, kernel, options.MemoryCells, job, out var memory);
        var line = new SerialLine(c, options);
        var crc = (Clear: c.Later("sum_clear"), Valid: c.Later("sum_valid"), Data: c.Later("sum_data", 8), Shift: c.Later("sum_shift"));
        var sum = c.Instance("crc", CrcUnit.Build(), ("clear", crc.Clear), ("valid", crc.Valid), ("data", crc.Data), ("shift", crc.Shift));

        bool isWide = kernel.Outputs[KernelInterface.RequestData].WidthBits > KernelInterface.CellBits;
        var s = c.Instance(
            "sequencer",
            CommandSequencer.Build(identity, options, isWide),
            ("running", control["running"]), ("state", control["state"]), ("detail", control["detail"]),
            ("cycles_low", control["cycles_low"]), ("cycles_high", control["cycles_high"]),
            ("memory_answer", memory.Answer),
            ("sum_good", sum["good"]), ("sum", sum["sum"]),
            ("byte_valid", line.Frames["out_valid"]), ("byte_data", line.Frames["out_data"]),
            ("byte_end", line.Frames["frame_end"]), ("byte_broken", line.Frames["broken"]), ("byte_lost", line.Frames["lost"]),
            ("frame_ready", line.Frames["frame_ready"]),
            ("encoder_ready", line.Encoder["in_ready"]), ("sending", line.Sending));

        line.Connect(s);
        c.Connect(job.Start, s["job_start"]);
        c.Connect(job.Reset, s["job_reset"]);
        c.Connect(job.Member, s["accumulator"][..KernelInterface.MemberBits]);
        foreach (var (later, port) in (ReadOnlySpan<(Bits, string)>)[(crc.Clear, "sum_clear"), (crc.Valid, "sum_valid"), (crc.Data, "sum_data"), (crc.Shift, "sum_shift")])
            c.Connect(later, s[port]);
        memory.Connect(s["host_valid"], s["host_write"], s["host_address"], s["host_data"]);

        c.Output("busy", control["running"]);
        c.Output("done", control["state"].Is(JobControl.Done));
        c.Output("fault", control["state"].Is(JobControl.Faulted));
        return c.Finish();
    }
}
