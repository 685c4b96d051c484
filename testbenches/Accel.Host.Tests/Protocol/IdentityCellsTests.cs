using Accel.Host.CompactEngine;
using Accel.Host.EventEngine;
using Accel.Host.Protocol;
using Accel.Host.Simulation;
using Accel.Interfaces;
using Accel.Kernels;
using Accel.Models;
using Accel.Shell.Common;
using CsCheck;

namespace Accel.Host.Tests;

public sealed class IdentityCellsTests
{
    private static readonly EventEngineLimits _eventLimits = new()
    {
        Lanes = 16, Cores = 3, AttentionUnits = 1, AccumulatorBits = 2, ShortcutBits = 3, MembraneBits = 4, KeyBits = 5, ProductBits = 6,
        SpikeWords = 7, ShortcutRows = 8, BankRows = 9, ProductRows = 10, KeyRows = 11, PoolRows = 12, MaxSize = 13, MaxTimesteps = 14,
        MaxClasses = 15, LeftShiftBits = 4,
    };

    private static readonly CompactEngineLimits _compactLimits = new(new ModelLimits
    {
        MaxTokens = 1, MaxDim = 2, MaxHiddenDim = 3, MaxTimesteps = 4, MaxClasses = 5, MaxHeadDim = 6,
        MaxKBits = 7, AccumulatorBits = 8, MembraneBits = 9, ShortcutBits = 10, AttentionBits = 11, LogitBits = 12,
    })
    {
        MaxSide = 13,
        MaxMapSpikes = 14,
    };

    public static TheoryData<string> Kernels => [nameof(SpikingTransformerEngine), nameof(SpikingTransformerCompactEngine), "BinaryNeuron"];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void An_identity_survives_its_cells(string kernel)
    {
        var identity = new ProtocolIdentity(Device(kernel), 1, 1024, 4096, 222_222);
        Assert.Equal(identity, IdentityCells.Decode(IdentityEncoder.Encode(identity)));
    }

    [Fact]
    public void A_later_version_may_append_cells()
    {
        var identity = new ProtocolIdentity(new FakeLink().Identity, 1, 0, 0, 0);
        Assert.Equal(identity, IdentityCells.Decode([.. IdentityEncoder.Encode(identity), 1, 2, 3]));
    }

    [Fact]
    public void Cells_that_are_no_identity_are_refused()
    {
        uint[] cells = IdentityEncoder.Encode(new ProtocolIdentity(new FakeLink().Identity, 1, 0, 0, 0));
        Assert.Contains("39 cells", Assert.Throws<ProtocolErrorException>(() => IdentityCells.Decode(cells.AsSpan(..39))).Message, StringComparison.Ordinal);
        cells[0] = uint.MaxValue;
        Assert.Contains("FFFFFFFF", Assert.Throws<ProtocolErrorException>(() => IdentityCells.Decode(cells)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_a_device_says_its_names_are_printable_and_its_numbers_not_negative()
        => Gen.UInt.Array[IdentityCell.Count].Sample(static cells =>
        {
            cells[0] = 0x4C43_4341;
            var device = IdentityCells.Decode(cells).Device;
            return (device.Board + device.Kernel).All(static c => c is >= ' ' and <= '~') && device.MemoryCells >= 0;
        });

    [Theory]
    [InlineData("a board with a name that is too long", "K")]
    [InlineData("b", "Kernél")]
    public void A_shell_refuses_a_name_that_has_no_room(string board, string kernel)
        => Assert.Throws<ArgumentException>(() => new ShellIdentity { DesignHash = new string('a', 64), Board = board, Kernel = kernel }.ToCells());

    [Fact]
    public void Whatever_an_engine_says_its_limits_are_not_negative_and_those_that_cannot_be_are_named()
        => Gen.UInt.Array[12].Sample(static cells =>
        {
            var compact = CompactEngineLimits.Decode(cells);
            var engine = EventLimitCells.Decode(cells);
            return compact.Sizes is { MaxTokens: >= 0, LogitBits: >= 0 } && engine is { Lanes: >= 0, ProductBits: >= 0, MaxClasses: >= 0 }
                && compact.Impossible is not null && engine.Impossible is not null;
        });

    [Theory]
    [MemberData(nameof(Kernels))]
    public void What_a_shell_says_is_what_the_document_says(string kernel)
    {
        var device = Device(kernel);
        var shell = ShellIdentities.Of(device.DesignHash, device.Kernel, device.Limits) with
        {
            Board = device.Board, ClockHz = (uint)device.ClockHz, MemoryCells = device.MemoryCells, LargestPayloadBytes = 1024, ReceiveBufferBytes = 4096, BaseRate = 222_222,
        };
        Assert.Equal(IdentityEncoder.Encode(new ProtocolIdentity(device, 1, 1024, 4096, 222_222)), shell.ToCells());
    }

    private static DeviceIdentity Device(string kernel) => new FakeLink().Identity with
    {
        MemoryCells = 1L << 32,
        Kernel = kernel,
        Limits = kernel == nameof(SpikingTransformerEngine) ? _eventLimits : kernel == nameof(SpikingTransformerCompactEngine)
            ? _compactLimits : null,
    };

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 9, 1)]
    [InlineData(0, 1, 1)]
    public void Host_and_device_speak_the_highest_version_that_both_know(int lowest, int highest, int chosen)
        => Assert.Equal(chosen, ProtocolVersions.Choose(lowest, highest));

    [Theory]
    [InlineData(2, 3, "2 to 3")]
    [InlineData(0, 0, "0")]
    [InlineData(2, 1, "2 to 1")]
    public void Without_a_common_version_the_error_names_both(int lowest, int highest, string named)
    {
        var e = Assert.Throws<DesignMismatchException>(() => ProtocolVersions.Choose(lowest, highest));
        Assert.Equal(("1", named), (e.Expected, e.Actual));
    }
}
