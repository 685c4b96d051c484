using System.Numerics;

namespace Accel.Shell.Tests.Axi;

/// <summary>
/// Watches an AXI4 or AXI4-Lite interface cycle by cycle and reports each broken rule of the AMBA AXI and ACE Protocol Specification (ARM
/// IHI 0022E). Rules are called after its sections. It knows nothing of who drives the interface.
/// </summary>
/// <param name="dataBytes">Bytes of the data bus.</param>
internal sealed class AxiChecker(int dataBytes)
{
    private const int PageBytes = 4096;
    private const int LongestWrap = 16;

    private readonly List<AxiViolation> _violations = [];
    private readonly Queue<AxiAddressSample> _reads = new(), _writes = new();
    private readonly Queue<int> _dataLengths = new();
    private AxiSample? _before;
    private long _cycle;
    private int _readBeats, _dataBeats, _answersDue;

    /// <summary>What was broken so far.</summary>
    internal IReadOnlyList<AxiViolation> Violations => _violations;

    /// <summary>Transactions that were begun and are not answered.</summary>
    internal int Open => _reads.Count + _writes.Count + _dataLengths.Count + _dataBeats + _answersDue;

    internal void Sample(AxiSample now)
    {
        if (now.InReset)
        {
            CheckReset(now);
            (_readBeats, _dataBeats, _answersDue) = (0, 0, 0);
            _reads.Clear();
            _writes.Clear();
            _dataLengths.Clear();
        }
        else
        {
            CheckHandshakes(now);
            CheckAddress("AW", now.Aw);
            CheckAddress("AR", now.Ar);
            Follow(now);
        }

        _before = now;
        _cycle++;
    }

    /// <summary>The end of the observation: nothing may be open.</summary>
    internal void End()
    {
        if (Open > 0)
        {
            Report("A3.4.1-unfinished", $"{_reads.Count} reads, {_writes.Count + _answersDue} writes and {_dataBeats} beats of data are left unfinished");
        }
    }

    // A3.1.2: while reset is low no VALID is high; the edge that begins a synchronous reset has still to come in its first cycle.
    private void CheckReset(AxiSample now)
    {
        if (_before is not { InReset: true })
        {
            return;
        }

        foreach (var (name, valid) in new[] { ("AW", now.Aw.Valid), ("W", now.W.Valid), ("B", now.B.Valid), ("AR", now.Ar.Valid), ("R", now.R.Valid) })
        {
            Require(!valid, "A3.1.2-reset", $"{name}VALID is high in reset");
        }
    }

    private void CheckHandshakes(AxiSample now)
    {
        if (_before is not { InReset: false } before)
        {
            return;
        }

        Held("AW", before.Aw.Valid, before.Aw.Ready, now.Aw.Valid, before.Aw with { Ready = now.Aw.Ready }, now.Aw);
        Held("W", before.W.Valid, before.W.Ready, now.W.Valid, before.W with { Ready = now.W.Ready }, now.W);
        Held("B", before.B.Valid, before.B.Ready, now.B.Valid, before.B with { Ready = now.B.Ready }, now.B);
        Held("AR", before.Ar.Valid, before.Ar.Ready, now.Ar.Valid, before.Ar with { Ready = now.Ar.Ready }, now.Ar);
        Held("R", before.R.Valid, before.R.Ready, now.R.Valid, before.R with { Ready = now.R.Ready }, now.R);
    }

    private void Held<T>(string channel, bool wasValid, bool wasReady, bool valid, T before, T now)
    {
        if (wasValid && !wasReady)
        {
            Require(valid, "A3.2.1-valid", $"{channel}VALID fell before {channel}READY");
            Require(!valid || EqualityComparer<T>.Default.Equals(before, now), "A3.2.1-stable", $"{channel} changed before {channel}READY: {before} became {now}");
        }
    }

    private void CheckAddress(string channel, AxiAddressSample a)
    {
        if (!a.Valid)
        {
            return;
        }

        int bytes = 1 << a.Size;
        int beats = a.Length + 1;
        Require(bytes <= dataBytes, "A3.4.1-size", $"{channel}: beats of {bytes} bytes on a bus of {dataBytes}");
        Require(a.Burst != 3, "A3.4.1-type", $"{channel}: burst type 3 is reserved");
        Require(a.Burst == 1 || beats <= LongestWrap, "A3.4.1-length", $"{channel}: a burst of type {a.Burst} with {beats} beats");
        Require(beats is >= 1 and <= 256, "A3.4.1-length", $"{channel}: {beats} beats");
        if (a.Burst == 2)
        {
            Require(BitOperations.IsPow2(beats) && beats > 1, "A3.4.1-wrap", $"{channel}: a wrapping burst of {beats} beats");
            Require(a.Address % (ulong)bytes == 0, "A3.4.1-wrap", $"{channel}: a wrapping burst at {a.Address:X}, beats of {bytes} bytes");
        }
        else if (a.Burst == 1)
        {
            ulong last = a.Address - (a.Address % (ulong)bytes) + (ulong)(beats * bytes) - 1;
            Require(a.Address / PageBytes == last / PageBytes, "A3.4.1-page", $"{channel}: a burst from {a.Address:X} to {last:X} crosses 4 kB");
        }
    }

    private void Follow(AxiSample now)
    {
        CheckAnswers(now);
        if (now.Ar is { Valid: true, Ready: true })
        {
            _reads.Enqueue(now.Ar);
        }

        if (now.Aw is { Valid: true, Ready: true })
        {
            _writes.Enqueue(now.Aw);
        }

        if (now.W is { Valid: true, Ready: true })
        {
            CheckStrobes(now);
            _dataBeats++;
            if (now.W.Last)
            {
                _dataLengths.Enqueue(_dataBeats);
                _dataBeats = 0;
            }
            else
            {
                // Data may be ahead of its address, but never longer than any burst, nor than the address that is there.
                Require(_dataBeats < 256, "A3.4.1-wlast", "256 beats of data without WLAST");
            }
        }

        // Addresses and data of writes come in the same order (A5.3: AXI4 has no interleaving of data).
        while (_writes.Count > 0 && _dataLengths.Count > 0)
        {
            int wanted = _writes.Dequeue().Length + 1, given = _dataLengths.Dequeue();
            Require(wanted == given, "A3.4.1-wlast", $"WLAST came with beat {given} of {wanted}");
            _answersDue++;
        }

        if (_writes.TryPeek(out var open) && _dataLengths.Count == 0)
        {
            Require(_dataBeats <= open.Length, "A3.4.1-wlast", $"beat {_dataBeats} of {open.Length + 1} came without WLAST", once: true);
        }
    }

    private void CheckAnswers(AxiSample now)
    {
        // A3.3.1: an answer comes after what it answers; counted are handshakes of the cycles before.
        if (now.B.Valid)
        {
            Require(_answersDue > 0, "A3.3.1-write", "BVALID before address and last data of a write");
            Require(now.B.Response != 1, "A7.2.4-exokay", "BRESP says EXOKAY for a normal write");
            _answersDue -= now.B.Ready && _answersDue > 0 ? 1 : 0;
        }

        if (!now.R.Valid)
        {
            return;
        }

        Require(now.R.Response != 1, "A7.2.4-exokay", "RRESP says EXOKAY for a normal read");
        if (!_reads.TryPeek(out var read))
        {
            Report("A3.3.1-read", "RVALID without a read");
            return;
        }

        if (now.R.Ready)
        {
            Require(now.R.Last == (_readBeats == read.Length), "A3.4.1-rlast", $"RLAST is {now.R.Last} in beat {_readBeats + 1} of {read.Length + 1}");
            _readBeats++;
            if (_readBeats > read.Length)
            {
                _reads.Dequeue();
                _readBeats = 0;
            }
        }
    }

    // A3.4.3: a strobe is high for bytes of the beat alone. The address may still have to come; then nothing is known of the beat.
    private void CheckStrobes(AxiSample now)
    {
        AxiAddressSample? address = _writes.TryPeek(out var open) ? open : now.Aw is { Valid: true } ? now.Aw : null;
        if (address is not { Burst: 1 } a || _dataLengths.Count > 0 || _writes.Count > 1)
        {
            return;
        }

        int bytes = 1 << a.Size;
        ulong aligned = a.Address - (a.Address % (ulong)bytes);
        int lane = (int)((aligned + (ulong)(_dataBeats * bytes)) % (ulong)dataBytes);
        int skipped = _dataBeats == 0 ? (int)(a.Address % (ulong)bytes) : 0;
        var allowed = ((BigInteger.One << (bytes - skipped)) - 1) << (lane + skipped);
        Require((now.W.Strobes & ~allowed).IsZero, "A3.4.3-strobes", $"WSTRB {now.W.Strobes:X} outside of the beat's bytes {allowed:X}");
    }

    private void Require(bool holds, string rule, string text, bool once = false)
    {
        if (!holds && !(once && _violations.Exists(v => v.Rule == rule)))
        {
            Report(rule, text);
        }
    }

    private void Report(string rule, string text) => _violations.Add(new AxiViolation(rule, _cycle, text));
}
