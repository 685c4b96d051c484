using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Accel.Boards.Projects;

namespace Accel.Boards.Tests.Projects;

public sealed class BoardProjectTests
{
    public static TheoryData<string, string> All { get; } = [.. TestDesigns.All.Select(static d => (d.Board.Id, d.Transport.ToString()))];

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_design_gives_the_same_bytes_and_the_manifest_has_their_hashes(string board, string transport)
    {
        var files = BoardProject.Create(TestDesigns.Of(board, transport));
        Assert.Equal(files, BoardProject.Create(TestDesigns.Of(board, transport)));
        Assert.All(files, static f => Assert.DoesNotContain("\r", f.Text, StringComparison.Ordinal));
        var manifest = JsonDocument.Parse(files[^1].Text).RootElement;
        Assert.Equal(board, manifest.GetProperty("board").GetString());
        Assert.Equal(TestDesigns.Hash, manifest.GetProperty("designHash").GetString());
        Assert.Equal(64, manifest.GetProperty("portBits").GetInt32());
        Assert.Equal(
            files[..^1].ToDictionary(static f => f.Name, static f => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(f.Text)))),
            manifest.GetProperty("files").EnumerateObject().ToDictionary(static p => p.Name, static p => p.Value.GetString()!));
    }

    [Fact]
    public void A_shell_for_another_transport_is_refused()
    {
        var serial = TestDesigns.Of("kc705", nameof(TransportKind.Serial));
        Assert.Contains("not a shell for Pcie", Assert.Throws<ArgumentException>(() => BoardProject.Create(serial with { Transport = TransportKind.Pcie })).Message, StringComparison.Ordinal);
        Assert.Contains("has no Processor", Assert.Throws<ArgumentException>(() => BoardProject.Create(serial with { Transport = TransportKind.Processor })).Message, StringComparison.Ordinal);
    }
}
