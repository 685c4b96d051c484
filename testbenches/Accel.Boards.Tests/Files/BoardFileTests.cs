using System.Text.Json.Nodes;
using Accel.Boards.Projects;

namespace Accel.Boards.Tests.Files;

/// <summary>Each board's file is sound; a file that is not says where and what to do.</summary>
public sealed class BoardFileTests
{
    public static TheoryData<string> Files { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "boards"), "*.json").Select(static f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_board_is_read_from_its_file_and_travels_with_the_library(string id)
    {
        var board = BoardFile.Read(Path.Combine(Repository.Root, "boards", id + ".json"));
        Assert.Equal(id, board.Id);
        Assert.Equal(id, BoardCatalogue.Find(id).Id);
        Assert.NotEmpty(board.Transports);
        Assert.All(board.Sources, static s => Assert.True(s.What.Length > 0 && s.Where.Length > 0));
        Assert.Contains(board.Sources, static s => s.What.Contains("pins", StringComparison.Ordinal) || s.What.Contains("no clock of its own", StringComparison.Ordinal));
    }

    [Fact]
    public void The_boards_that_the_project_promises_are_there()
        => Assert.Equal(
            ["acorn-cle-215", "alveo-u250", "alveo-u50", "arty-a7-100", "arty-a7-35", "basys3", "genesys2", "ice40-hx8k", "icebreaker", "kc705", "kv260", "nexys-a7-100"],
            BoardCatalogue.All.Select(static b => b.Id));

    [Theory]
    [InlineData("id", "\"arty-a7-35-revision-e\"", "id", "16 characters")]
    [InlineData("id", "\"Arty\"", "id", "a-z")]
    [InlineData("colour", "\"red\"", "$.colour", "colour")]
    [InlineData("title", "null", "title", "null")]
    [InlineData("family", "\"spartan6\"", "$.family", "DeviceFamily")]
    [InlineData("family", "0", "$.family", "DeviceFamily")]
    [InlineData("clock.frequencyHz", "100", "clock.frequencyHz", "1000000..1000000000")]
    [InlineData("clock.frequencyHz", "\"100\"", "$.clock.frequencyHz", "converted")]
    [InlineData("clock.kernelHz", "61000001", "clock.kernelHz", "take 60000000 or 62500000")]
    [InlineData("clock.pin", "\"Q\"", "clock.pin", "is no pin")]
    [InlineData("clock.standard", "null", "clock.standard", "belong together")]
    [InlineData("serial.transmit.pin", "\"A9\"", "serial.transmit.pin", "pin A9 is serial.receive.pin already")]
    [InlineData("serial.fastestBaud", "30000000", "serial.fastestBaud", "115200..22500000")]
    [InlineData("serial.memoryCells", "65536", "serial.memoryCells", "do not fit the 230400 bytes")]
    [InlineData("serial.memoryCells", "4611686018427387904", "serial.memoryCells", "do not fit the 230400 bytes")]
    [InlineData("leds", "[null]", "leds", "an element is null")]
    [InlineData("reset.standard", "\"LVCMOS33} ; exec\"", "reset.standard", "not what a tool takes")]
    [InlineData("vivado.flash.mebibytes", "-1", "vivado.flash.mebibytes", "1..4096")]
    [InlineData("memories", """[{ "kind": "blockRam", "bytes": 230400 }, { "kind": "ddr3", "bytes": 268435456 }]""",
        "memories.peakBytesPerSecond", "needs both")]
    [InlineData("memories", """[{ "kind": "blockRam", "bytes": 230400, "latencyNs": 5 }]""", "memories.latencyNs", "without need")]
    [InlineData("serial.memoryCells", "3000", "serial.memoryCells", "multiple of 1,024")]
    [InlineData("serial.portBits", "96", "serial.portBits", "no 96 bits")]
    [InlineData("serial.portBits", "1024", "serial.portBits", "take 32, 64, 128, 256 or 512")]
    [InlineData("serial.portBits", "-32", "serial.portBits", "no -32 bits")]
    [InlineData("serial.portBits", "\"128\"", "$.serial.portBits", "converted")]
    [InlineData("budget.luts", "0", "budget.luts", "1..10000000")]
    [InlineData("budget.blockRams", "99", "memories", "block RAM")]
    [InlineData("vivado.configBankSelect", "\"HIGH\"", "vivado.configBankSelect", "HIGH")]
    [InlineData("vivado.flash.address", "\"0x1000\"", "vivado.flash.address", "eight hexadecimal digits")]
    [InlineData("vivado.flash.address", "\"0x01000000\"", "vivado.flash.address", "behind the end of the flash")]
    [InlineData("programmer.vivadoDevice", "\"xc7a35t_0\"", "programmer", "one")]
    [InlineData("design.kernel", "\"the engine\"", "design.kernel", "no class name")]
    [InlineData("design.colour", "1", "$.design.colour", "colour")]
    [InlineData("design.constants", """{ "MaxTokens=": 1 }""", "design.constants", "is no key")]
    [InlineData("design.constants", """{ "Accel.Engine.MaxTokens": "64" }""", "design.constants", "converted")]
    [InlineData("design.constants", """{ "Accel.Engine.MaxTokens": -1 }""", "design.constants.Accel.Engine.MaxTokens", "-1 is not in 0..2147483647")]
    [InlineData("iceStorm", """{ "device": "hx8k", "package": "ct256" }""", "vivado, iceStorm", "one flow")]
    [InlineData("sources", "[]", "sources", "there is none")]
    [InlineData("pcie", """{ "lanes": 3, "generation": 2, "referenceClock": { "pin": "F6", "negativePin": "E6" }, "reset": { "pin": "J1", "standard": "LVCMOS33" }, "memory": "blockRam", "memoryCells": 1024 }""", "pcie.lanes", "no link of 3")]
    [InlineData("pcie", """{ "lanes": 4, "generation": 2, "referenceClock": { "pin": "F6", "negativePin": "E6" }, "reset": { "pin": "J1", "standard": "LVCMOS33" }, "memory": "ddr3", "memoryCells": 1024 }""", "vivado.memoryInterface", "configured from")]
    public void A_field_that_cannot_be_is_refused_by_its_name(string path, string value, string field, string said)
    {
        var error = Assert.Throws<BoardFileException>(() => BoardFile.Parse(Changed("arty-a7-35", path, value), "mine.json"));
        Assert.StartsWith("mine.json: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message + error.Remedy, StringComparison.Ordinal);
        Assert.Contains(field, error.Field, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy!);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("clock.kernelHz")]
    [InlineData("serial.receive")]
    [InlineData("budget.multipliers")]
    [InlineData("sources")]
    [InlineData("design")]
    [InlineData("design.kernel")]
    public void A_field_that_is_missing_is_named(string path)
    {
        var error = Assert.Throws<BoardFileException>(() => BoardFile.Parse(Changed("arty-a7-35", path, null), "mine.json"));
        Assert.Contains(path.Split('.')[^1], error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kc705", "pcie", 512)]
    [InlineData("kc705", "serial", 64)]
    [InlineData("kv260", "processor", 256)]
    public void The_width_of_the_memory_port_is_that_of_the_way_to_the_host_for_the_kernel_of_the_boards_design(string id, string transport,
        int bits)
    {
        var board = BoardFile.Parse(Changed(id, $"{transport}.portBits", bits.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            "mine.json");
        var kind = Enum.Parse<TransportKind>(transport, ignoreCase: true);
        Assert.Equal(bits, BoardDesign.PortBitsOf(board, kind, board.Design.Kernel));
        Assert.Null(BoardDesign.PortBitsOf(board, kind, "BinaryNeuron"));
        var without = BoardFile.Parse(Changed(id, $"{transport}.portBits", null), "mine.json");
        Assert.Equal(32, BoardDesign.PortBitsOf(without, kind, board.Design.Kernel));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{ "id": "a", "id": "b" }""")]
    public void What_is_no_board_at_all_is_refused(string text)
        => Assert.StartsWith("mine.json: ", Assert.Throws<BoardFileException>(() => BoardFile.Parse(text, "mine.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_board_that_is_not_known_is_refused_with_the_list()
        => Assert.Contains("kc705", Assert.Throws<UnknownBoardException>(static () => BoardCatalogue.Find("kc706")).Remedy!, StringComparison.Ordinal);

    private static string Changed(string id, string path, string? value)
    {
        var root = JsonNode.Parse(BoardTexts.Of(id))!;
        string[] names = path.Split('.');
        var parent = names[..^1].Aggregate(root, static (node, name) => node[name]!).AsObject();
        parent.Remove(names[^1]);
        if (value is not null)
        {
            parent.Add(names[^1], JsonNode.Parse(value));
        }

        return root.ToJsonString();
    }
}
