using System.Text.RegularExpressions;
using Accel.Fuzzing.Generation;

namespace Accel.Fuzzing.Tests;

/// <summary>Programs of tasks that streams join: what they are made of, and how deadlocks are compared.</summary>
public sealed class NetworkTests
{
    private static readonly FuzzProgram[] _programs = [.. Enumerable.Range(1, 300).Select(seed => FuzzPrograms.Write(seed, true))];

    [Theory]
    [InlineData("a stream of one place", @"new Stream<.*>\(1\);")]
    [InlineData("a stream of block RAM", @"new Stream<.*>\(600\);|\[Memory\(""s\d+"", MemoryKind\.Block\)\]")]
    [InlineData("a stream of structs", @"new Stream<Element")]
    [InlineData("a stream of tuples", @"new Stream<\(")]
    [InlineData("a pipelined loop", @"\[Pipeline\(")]
    [InlineData("a bound known when it runs", @"for \(int i\d+ = 0; i\d+ < n\d+ \* \d+;")]
    [InlineData("an element that is the last one", @"\.IsLast\) \{ break; \}")]
    [InlineData("a task in place", @"StartNew\(\(\) =>\n\{")]
    [InlineData("a task by method", @"Task\.Run\(\(\) => Do\d+\(")]
    [InlineData("a task that reads two streams", @"(var|\S+) x\d+ = (s\d+)\.Read\(\);\n(var|\S+) x\d+ = (?!\2)s\d+\.Read\(\);")]
    [InlineData("a task that writes cells", @"memory\.WriteInt32\(\d+ \+ \(w\d+ & 7\)")]
    [InlineData("cells handed over", @"_ = s\d+\.Read\(\);")]
    [InlineData("a stream that its writer reads", @"(s\d+)\.Write\([^;]*;(\n(?!\}).*)*\n(var|\S+) x\d+ = \1\.Read\(\);")]
    [InlineData("an array handed over", @"buffers\d+\[own\d+\]\[i\d+\] = ")]
    [InlineData("a table read twice", @"= table\d+\[[^;]*;\n((?!.*Write\().*\n)*\S+ v\d+ = table\d+\[")]
    [InlineData("a table read and written", @"= table\d+\[[^;]*;\n((?!.*Write\().*\n)*(if [^{]*\{ )?table\d+\[")]
    [InlineData("a buffer used twice in an iteration", @"= (buffers\d+\[own\d+\])\[[^;]*;\n(.*\n){0,3}?.*\1\[")]
    [InlineData("a task that no stream joins", @"return \(\S+\)\(h\d+ - h\d+\);")]
    [InlineData("several rounds", @"^int round\d+ = r\d+;")]
    public void Networks_contain(string what, string pattern)
    {
        Regex regex = new(pattern, RegexOptions.Multiline);
        int count = _programs.Count(program => regex.IsMatch(program.Text));
        Assert.True(count >= 8, $"{count} of {_programs.Length} networks contain: {what}");
    }

    [Fact]
    public void Networks_have_tables_in_block_RAM_that_several_tasks_read()
        => AssertOften(@"\[Memory\(""(t\d+)"", MemoryKind\.Block\)\]",
            static (text, table) => Regex.Count(text, $@"=> Do\d+\([^;\n]*\b{table}\b") > 1);

    [Fact]
    public void Networks_have_pipelined_loops_with_a_bound_known_when_they_run()
        => AssertOften(@"\[Pipeline\(""(i\d+)"", InitiationInterval = [01]\)\]",
            static (text, index) => Regex.IsMatch(text, $@"for \(int {index} = 0; {index} < n\d+ \* "));

    // Far below what it is, so that a change of the generator does not hit it by chance.
    private static void AssertOften(string directive, Func<string, string, bool> isSo)
    {
        int count = _programs.Count(
            program => Regex.Matches(program.Text, directive).Any(match => isSo(program.Text, match.Groups[1].Value)));
        Assert.True(count >= 10, $"{count} of {_programs.Length} networks");
    }

    [Fact]
    public void Networks_are_CSharp()
    {
        using ProgramBatch batch = new(_programs[..100]);
        Assert.Empty(batch.Refused);
    }

    [Fact]
    public void A_deadlock_is_compared_task_by_task()
    {
        PlainResult plain = new(1, [], Deadlock.Of(
            "deadlock: no task can go on: "
            + "Run at F.cs(12) waits to write to the Stream<Int32> of F.cs(3), which is full and which nobody reads; "
            + "Do at F.cs(4) waits to read from the Stream<Byte> of F.cs(2), which is empty and which is written by Run at F.cs(11)"));
        Assert.Null(plain.Difference(
            "in cycle 9: deadlock: Do (line 4) waits to read from t, which is empty and which Run writes; "
                + "deadlock: Run (line 12) waits to write to s, which is full and which nobody reads",
            0));
        Assert.NotNull(plain.Difference("deadlock: Do (line 4) waits to read from t, which is empty and which Run writes", 0));
        Assert.NotNull(plain.Difference(
            "deadlock: Do (line 4) waits to read from t, which is empty; Run (line 13) waits to write to s, which is full", 0));
        Assert.NotNull(plain.Difference("the kernel did not end within 9 cycles", 0));
        Assert.NotNull(plain.Difference(new uint[4], 0));
    }

    // Each kind of defect that a check must see: a deadlock that only one side has.
    [Theory]
    [InlineData("s.Write(1); s.Write(2);", "s.Read() + s.Read()", false)]
    [InlineData("s.Write(1); s.Write(2);", "s.Read() + s.Read() + s.Read()", true)]
    public void A_regression_may_end_in_a_deadlock(string write, string read, bool isDeadlock)
    {
        string file = "// seed 5\n// found made up\n// run cells 4 clock 10 latency 3\n"
            + "using System.Threading.Tasks; using Accel.Hast; using Hast.Transformer.SimpleMemory;\n"
            + "namespace Fuzz5;\npublic class Kernel { public virtual void Run(SimpleMemory memory) { var s = new Stream<int>(1);\n"
            + $"var a = Task.Run(() => {{ {write} }});\nint x = {read}; a.Wait(); memory.WriteInt32(0, x); }} }}\n";
        Assert.Null(Regression.Check(file));
        using ProgramBatch batch = new([Regression.Read(file)]);
        Assert.Equal(isDeadlock, batch.Programs[0].RunPlain().Deadlock is not null);
        using ProgramBatch safe = new([Regression.Read(file) with { MayDeadlock = false }]);
        Verdict verdict = ProgramCheck.Run(safe.Programs[0], null, null, TestContext.Current.CancellationToken);
        Assert.Equal(isDeadlock ? Outcome.Different : Outcome.Equal, verdict.Outcome);
    }
}
