using System.Numerics;

namespace Accel.Shell.Tests.Axi;

/// <summary>The checker itself: a right exchange passes, and each rule, broken by hand in it, is reported by its name and cycle.</summary>
public sealed class AxiCheckerTests
{
    private static readonly AxiAddressSample _noAddress = new(false, true, 0, 0, 2, 1);
    private static readonly AxiDataSample _noData = new(false, true, 0, 15, false);
    private static readonly AxiAnswerSample _noAnswer = new(false, true, 0, 0, true);
    private static readonly AxiSample _quiet = new(false, _noAddress, _noData, _noAnswer, _noAddress, _noAnswer);

    // Two cycles of reset, a write of two beats from FF8 with a wait on each channel, and a read of the same.
    private static AxiSample[] Exchange()
    {
        var address = new AxiAddressSample(true, false, 0xFF8, 1, 2, 1);
        var reset = _quiet with { InReset = true };
        var first = new AxiDataSample(true, false, 0x11, 15, false);
        var second = new AxiDataSample(true, true, 0x22, 15, true);
        var written = new AxiAnswerSample(true, false, 0, 0, true);
        var read = new AxiAnswerSample(true, false, 0x11, 0, false);
        return
        [
            reset,
            reset,
            _quiet with { Aw = address, W = first },
            _quiet with { Aw = address with { Ready = true }, W = first with { Ready = true } },
            _quiet with { W = second },
            _quiet with { B = written },
            _quiet with { B = written with { Ready = true } },
            _quiet with { Ar = address },
            _quiet with { Ar = address with { Ready = true } },
            _quiet with { R = read },
            _quiet with { R = read with { Ready = true } },
            _quiet with { R = new AxiAnswerSample(true, true, 0x22, 0, true) },
            _quiet,
        ];
    }

    [Fact]
    public void A_right_exchange_passes()
    {
        var checker = Check(Exchange());
        Assert.Empty(checker.Violations);
        Assert.Equal(0, checker.Open);
    }

    public static TheoryData<string, int, int> Rules()
    {
        var data = new TheoryData<string, int, int>();
        for (int i = 0; i < _mutations.Length; i++)
        {
            data.Add(_mutations[i].Rule, i, _mutations[i].Cycle);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_broken_rule_is_reported_with_its_cycle(string rule, int mutation, int cycle)
    {
        var samples = Exchange().ToList();
        _mutations[mutation].Change(samples);
        var checker = Check(samples);
        Assert.Contains((rule, (long)cycle), checker.Violations.Select(v => (v.Rule, v.Cycle)));
    }

    private static readonly (string Rule, int Cycle, Action<List<AxiSample>> Change)[] _mutations =
    [
        ("A3.1.2-reset", 1, s => s[1] = s[1] with { Ar = s[8].Ar }),
        ("A3.1.2-reset", 1, s => s[1] = s[1] with { B = s[5].B }),
        ("A3.2.1-valid", 3, s => s[3] = s[3] with { Aw = _noAddress }),
        ("A3.2.1-valid", 3, s => s[3] = s[3] with { W = _noData }),
        ("A3.2.1-valid", 6, s => s[6] = s[6] with { B = _noAnswer }),
        ("A3.2.1-valid", 8, s => s[8] = s[8] with { Ar = _noAddress }),
        ("A3.2.1-valid", 10, s => s[10] = s[10] with { R = _noAnswer }),
        ("A3.2.1-stable", 3, s => s[3] = s[3] with { Aw = s[3].Aw with { Address = 0xFF0 } }),
        ("A3.2.1-stable", 3, s => s[3] = s[3] with { Aw = s[3].Aw with { Other = 1 } }),
        ("A3.2.1-stable", 3, s => s[3] = s[3] with { W = s[3].W with { Data = 0x12 } }),
        ("A3.2.1-stable", 3, s => s[3] = s[3] with { W = s[3].W with { Strobes = 7 } }),
        ("A3.2.1-stable", 6, s => s[6] = s[6] with { B = s[6].B with { Response = 2 } }),
        ("A3.2.1-stable", 8, s => s[8] = s[8] with { Ar = s[8].Ar with { Length = 0 } }),
        ("A3.2.1-stable", 10, s => s[10] = s[10] with { R = s[10].R with { Data = 0x10 } }),
        ("A3.4.1-size", 7, s => Addresses(s, a => a with { Size = 3, Length = 0 })),
        ("A3.4.1-type", 7, s => Addresses(s, a => a with { Burst = 3 })),
        ("A3.4.1-length", 7, s => Addresses(s, a => a with { Burst = 0, Length = 16 })),
        ("A3.4.1-length", 7, s => Addresses(s, a => a with { Length = 256, Address = 0 })),
        ("A3.4.1-wrap", 7, s => Addresses(s, a => a with { Burst = 2, Length = 2 })),
        ("A3.4.1-wrap", 7, s => Addresses(s, a => a with { Burst = 2, Address = 0xFFA })),
        ("A3.4.1-page", 7, s => Addresses(s, a => a with { Address = 0xFFC })),
        ("A3.4.1-wlast", 3, s => (s[2], s[3]) = (s[2] with { W = s[2].W with { Last = true } }, s[3] with { W = s[3].W with { Last = true } })),
        ("A3.4.1-wlast", 4, s => s[4] = s[4] with { W = s[4].W with { Last = false } }),
        ("A3.4.1-rlast", 10, s => (s[9], s[10]) = (s[9] with { R = s[9].R with { Last = true } }, s[10] with { R = s[10].R with { Last = true } })),
        ("A3.4.1-rlast", 11, s => s[11] = s[11] with { R = s[11].R with { Last = false } }),
        ("A3.3.1-write", 4, s => s[4] = s[4] with { B = s[5].B }),
        ("A3.3.1-read", 8, s => s[8] = s[8] with { R = s[9].R }),
        ("A3.3.1-read", 12, s => s[12] = s[12] with { R = s[11].R }),
        ("A3.4.3-strobes", 4, s => s[4] = s[4] with { W = s[4].W with { Strobes = 0x1F } }),
        ("A7.2.4-exokay", 5, s => (s[5], s[6]) = (s[5] with { B = s[5].B with { Response = 1 } }, s[6] with { B = s[6].B with { Response = 1 } })),
        ("A7.2.4-exokay", 11, s => s[11] = s[11] with { R = s[11].R with { Response = 1 } }),
        ("A3.4.1-unfinished", 12, s => s.RemoveAt(11)),
        ("A3.4.1-unfinished", 11, s => s.RemoveRange(5, 2)),
    ];

    private static void Addresses(List<AxiSample> samples, Func<AxiAddressSample, AxiAddressSample> change)
    {
        for (int i = 7; i <= 8; i++)
        {
            samples[i] = samples[i] with { Ar = change(samples[i].Ar) };
        }
    }

    private static AxiChecker Check(IEnumerable<AxiSample> samples)
    {
        var checker = new AxiChecker(dataBytes: 4);
        foreach (var sample in samples)
        {
            checker.Sample(sample);
        }

        checker.End();
        return checker;
    }

    /// <summary>Wide strobes fit their type.</summary>
    [Fact]
    public void Strobes_of_the_widest_bus_are_compared_whole()
    {
        var checker = new AxiChecker(dataBytes: 128);
        var all = (BigInteger.One << 128) - 1;
        checker.Sample(_quiet with { Aw = new AxiAddressSample(true, true, 0x1000, 0, 7, 1), W = new AxiDataSample(true, true, 0, all, true) });
        Assert.Empty(checker.Violations);
    }
}
