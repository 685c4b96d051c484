using System.Text.Json;

namespace Accel.Cli.Tests;

/// <summary>Array lengths, inlining and entry points: from options, and from the file of <c>--config</c>.</summary>
public sealed class ConfigurationCommandTests : IDisposable
{
    private readonly TestFiles _files = new();
    private readonly string _source;

    public ConfigurationCommandTests() => _source = _files.Write("two.cs", """
        using Hast.Transformer.SimpleMemory;
        namespace Two;
        public class First
        {
            public virtual void Run(SimpleMemory memory)
            {
                int[] line = new int[memory.ReadInt32(0)];
                for (int i = 0; i < line.Length; i++) line[i] = Mix(i);
                memory.WriteInt32(1, Mix(line[2]));
            }

            public virtual void Wander(SimpleMemory memory) => memory.WriteInt32(0, new System.Random().Next());

            private static int Mix(int x) => (x * 3) ^ 5;
        }

        public class Second
        {
            public virtual void Run(SimpleMemory memory) => memory.WriteInt32(0, new System.Random().Next());
        }
        """u8.ToArray());

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Options_and_file_choose_the_same()
    {
        string config = _files.Write("two.json", """
            {"arrayLengths": {"First.Run.line": 4}, "inlining": {"First.Mix": false}, "entryPoints": ["Two.First.R"]}
            """u8.ToArray());
        string[] options = ["--array-length", "First.Run.line=4", "--build-once", "First.Mix", "--entry-points", "Two.First.R"];
        string[] json = new string[2];
        foreach (string[] given in (string[][])[options, ["--config", config]])
        {
            var run = await Cli.RunAsync(["schedule", "--source", _source, "--json", .. given]);
            Assert.True(run.ExitCode == 0, run.Error);
            Assert.Contains("Mix", run.Json.GetProperty("processes")[0].GetProperty("sharedMethods")[0].GetProperty("name").GetString(),
                StringComparison.Ordinal);
            Assert.Equal(0, (await Cli.RunAsync(["lint", _source, .. given])).ExitCode);
            json[given.Length > 2 ? 0 : 1] = run.Output;
        }

        Assert.Equal(json[0], json[1]);
        var verified = await Cli.RunAsync(["verify", "--source", _source, "--rung", "rtl", "--count", "2", "--json", .. options]);
        Assert.Equal((0, "First"), (verified.ExitCode, verified.Json.GetProperty("kernels")[0].GetProperty("kernel").GetString()));
    }

    [Fact]
    public async Task Several_classes_are_one_design()
    {
        string source = _files.Write("three.cs", """
            using Hast.Transformer.SimpleMemory;
            public class Adder { public virtual void Run(SimpleMemory memory) => memory.WriteInt32(0, memory.ReadInt32(0) + 1); }
            public class Doubler { public virtual void Run(SimpleMemory memory) => memory.WriteInt32(0, memory.ReadInt32(0) * 2); }
            """u8.ToArray());
        string config = _files.Write("three.json", """{"oneDesign": "Both"}"""u8.ToArray());
        string output = _files.PathOf("out");
        string[] line = ["generate", "--source", source, "--output", output];
        foreach (var (given, folder) in ((string[], string)[])
            [
                (["--one-design", "Both", "--kernel", "Doubler", "Adder"], "Both"),
                (["--config", config, "--board", "basys3"], "basys3-serial-Both"),
            ])
        {
            var run = await Cli.RunAsync([.. line, .. given]);
            Assert.True(run.ExitCode == 0, run.Error);
            using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(output, folder, "manifest.json")));
            Assert.Equal("Both", manifest.RootElement.GetProperty("kernel").GetString());
            string[] members = [.. manifest.RootElement.GetProperty("members").EnumerateArray().Select(static m => m.GetString()!)];
            Assert.Equal(folder == "Both" ? ["Doubler.Run", "Adder.Run"] : ["Adder.Run", "Doubler.Run"], members);
        }

        (await Cli.RunAsync([.. line, "--one-design", "Adder"])).MustFail(64, "Adder is a kernel of the source");
        (await Cli.RunAsync([.. line, "--one-design", "no name"])).MustFail(64, "`no name` cannot be the name of a design");
        (await Cli.RunAsync([.. line, "--board", "basys3"])).MustFail(64, "make them one with --one-design NAME");
    }

    [Fact]
    public async Task What_cannot_be_is_refused()
    {
        string[] given = ["schedule", "--source", _source, "--entry-points", "First.Run"];
        (await Cli.RunAsync([.. given])).MustFail(65, "the length memory.ReadInt32(0) is not known");
        (await Cli.RunAsync([.. given, "--array-length", "First.line=0"])).MustFail(64, "--array-length First.line=0: it must be NAME=N");
        (await Cli.RunAsync([.. given, "--array-length", "First.lines=3"])).MustFail(65, "First.lines", "did you mean First.line?");
        (await Cli.RunAsync([.. given, "--inline", "First.Mix", "--build-once", "First.Mix"])).MustFail(64, "First.Mix");
        (await Cli.RunAsync("schedule", "--source", _source, "--entry-points", "Third")).MustFail(64, "begins with Third");
        string negative = _files.Write("negative.json", "{\"arrayLengths\": {\"First.Run.line\": -1}}"u8.ToArray());
        (await Cli.RunAsync([.. given, "--config", negative])).MustFail(65, "First.Run.line has to have a length above 0");
        string nameless = _files.Write("nameless.json", "{\"entryPoints\": [\"\"]}"u8.ToArray());
        (await Cli.RunAsync([.. given, "--config", nameless])).MustFail(65, "an entry point has no name");
    }
}
