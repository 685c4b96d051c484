using System.Text.RegularExpressions;
using Accel.Fuzzing.Generation;
using Accel.Rtl.Estimation;

namespace Accel.Fuzzing.Tests;

/// <summary>What the generator says that it writes is really in its programs.</summary>
public sealed class GenerationTests
{
    private static readonly FuzzProgram[] _programs = [.. Enumerable.Range(1, 1000).Select(ProgramWriter.Write)];

    [Theory]
    [InlineData("SimdOperations.AddVectors(")]
    [InlineData("SimdOperations.SubtractVectors(")]
    [InlineData("SimdOperations.MultiplyVectors(")]
    [InlineData("SimdOperations.DivideVectors(")]
    [InlineData(@"Array\.Copy\(\w+, \w+, \d+\)")]
    [InlineData(@"Array\.Copy\((\w+), [^,]+, \1, [^,]+, \d+\)")]
    [InlineData(@"public \w+ this\[int \w+\]")]
    [InlineData(@"[os]\d+\[\(int\)")]
    [InlineData(@"^static \w+ (L\d+)\([^)]*\)(?s:.*)\b\1\(")]
    [InlineData(@"^\w+ (L\d+)\([^)]*\)(?s:.*)\b\1\(")]
    [InlineData(@"Task\.(Run|Factory\.StartNew)\(\(\) =>")]
    [InlineData(@"= task\d+\.Result;")]
    [InlineData(@"Task\.Factory\.StartNew\(o\d+ =>")]
    [InlineData(@"\[Pipeline\(")]
    [InlineData(@"\[Unroll\(")]
    [InlineData(@"\[Banked\(")]
    [InlineData(@"\[Memory\(")]
    [InlineData(@"\[(Width|Range)\(")]
    [InlineData(@"\[Persistent\]")]
    [InlineData(@"\[Replaceable\(")]
    [InlineData(@"\[AdditionOnly\]")]
    [InlineData(@"\[MaxRecursionDepth\(")]
    [InlineData("public virtual void Again")]
    [InlineData("Math.Clamp(")]
    [InlineData("Math.Sign(")]
    [InlineData(@"\[\(\(1 - v\d+\) \* v\d+\) \+ i\d+\]")]
    public void Programs_contain(string pattern)
    {
        Regex regex = new(pattern.Contains('\\', StringComparison.Ordinal) ? pattern : Regex.Escape(pattern), RegexOptions.Multiline);
        int count = _programs.Count(program => regex.IsMatch(program.Text));
        Assert.True(count >= 4, $"{count} of {_programs.Length} programs contain {pattern}");
    }

    [Fact]
    public void Tasks_read_nothing_that_changes_when_it_is_read()
    {
        Regex tasks = new(@"(Task\.Run|StartNew)\(.*?^\}(\)|, )", RegexOptions.Multiline | RegexOptions.Singleline);
        foreach (FuzzProgram program in _programs)
        {
            string[] properties = [.. Regex.Matches(program.Text, @"public \w+ (\w+) \{ get \{ _").Select(match => match.Groups[1].Value)];
            string bodies = string.Concat(tasks.Matches(program.Text).Select(match => match.Value));
            Assert.DoesNotContain(properties, name => Regex.IsMatch(bodies, $@"\.{name}\b"));
        }
    }

    [Fact]
    public void All_device_families_and_widths_of_the_port_are_tried()
    {
        Assert.Equal(Enum.GetValues<DeviceFamily>(), _programs.Select(program => program.Options.Family).Distinct().Order());
        Assert.Equal([32, 64, 128, 512], _programs.Select(program => program.Options.PortBits).Distinct().Order());
    }

    [Fact]
    public void A_regression_is_read_as_it_was_written()
    {
        FuzzProgram program = _programs.First(item => item.Options is { PortBits: 128, Family: DeviceFamily.Ice40, Replacements.Count: > 0 });
        FuzzProgram read = Regression.Read(Regression.Write(program, "made up"));
        Assert.Equal(
            (program.Seed, program.Cells, program.LatencyCycles, 128, DeviceFamily.Ice40, program.Options.ClockPeriodNs),
            (read.Seed, read.Cells, read.LatencyCycles, read.Options.PortBits, read.Options.Family, read.Options.ClockPeriodNs));
        Assert.Equal(program.Options.Replacements.Where(pair => program.Text.Contains(pair.Key, StringComparison.Ordinal)), read.Options.Replacements);
    }
}
