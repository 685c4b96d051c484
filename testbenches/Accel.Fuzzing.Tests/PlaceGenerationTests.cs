using System.Text.RegularExpressions;
using Accel.Fuzzing.Generation;

namespace Accel.Fuzzing.Tests;

/// <summary>Tuples, references and overlapping places are really in the programs that may have them.</summary>
public sealed class PlaceGenerationTests
{
    private static readonly FuzzProgram[] _programs = [.. Enumerable.Range(1, 1000).Select(ProgramWriter.Write)];

    [Theory]
    [InlineData("tuple, index with ++", @"^\([^=]*\[\(int\)\([\w.]+(\+\+|--)\)[^=]*\) = \(")]
    [InlineData("tuple, index with an assignment", @"^\(.*\[\(int\)\([\w.]+ \+= .*\) = \(")]
    [InlineData("tuple, index from a call with ref", @"^\(.*\[\(int\)\(Kernel\.\w+\(.*(ref|out) .*\) = ")]
    [InlineData("tuple, index from the memory", @"^\(.*\[memory\.ReadInt32\(.*\) = ")]
    [InlineData("tuple, indexer", @"^\(.*[os]\d+\[\(int\).*\) = ")]
    [InlineData("tuple, property with effects", @"^\(.*\.P\d+.*\) = ")]
    [InlineData("tuple, nested", @"^\(.*, \(.*\)\) = \(")]
    [InlineData("tuple, chained", @"^\([^=]*\) = \([^=]*\) = \(")]
    [InlineData("tuple, of a variable", @"^\([^=]*\) = u\d+;")]
    [InlineData("tuple, of a method", @"^\([^=]*\) = Kernel\.Both\d+\(")]
    [InlineData("tuple, discarded", @"^\(.*\b_\b[^=]*\) = ")]
    [InlineData("tuple, declared", @"^\(\w+ v\d+, [^=]*\) = ")]
    [InlineData("array of tuples", @"^foreach \(var \(e\d+, e\d+\) in new \(")]
    [InlineData("object by a variable index", @"= e\d+\[\(\(int\)[^;]*\];")]
    [InlineData("exchange of elements", @"^\((\w+\[.*\]), (\w+\[.*\])\) = \(\2, \1\);")]
    [InlineData("exchange of fields of elements", @"^\((\w+\[.*\]\.\w+), (\w+\[.*\]\.\w+)\) = \((\(\w+\))?\2, (\(\w+\))?\1\);")]
    [InlineData("exchange of objects", @"^\(([\w.]*[oRr]\d+), ([\w.]*[oRr]\d+)\) = \(\2, \1\);")]
    [InlineData("Deconstruct", @"public void Deconstruct\(out ")]
    [InlineData("Deconstruct, used", @"^\([^=]*\) = [ors]\d+[\w.]*;")]
    [InlineData("field of class type", @"^public C\d+ R\d+ = new C\d+\(\);")]
    [InlineData("field of array type", @"^public \w+\[\] A\d+ = new ")]
    [InlineData("struct that refers to an object", @"^public struct S\d+\n\{\n(public [^\n]*\n|private [^\n]*\n)*public C\d+ R\d+;")]
    [InlineData("array of objects", @"^C\d+\[\] e\d+ = new C")]
    [InlineData("new on a local", @"^o\d+ = new C\d+")]
    [InlineData("new on a parameter", @"^a\d+ = new C\d+")]
    [InlineData("new on a field", @"^[\w.]+\.R\d+ = new C\d+")]
    [InlineData("new on a field of this", @"^R\d+ = new C\d+")]
    [InlineData("new on an element", @"^e\d+\[\d\] = new C\d+")]
    [InlineData("another name of an object", @"^C\d+ r\d+ = [\w.\[\]]+;")]
    [InlineData("another name of an array", @"^\w+\[\] r\d+ = [\w.]+;")]
    [InlineData("object by a method", @"= Kernel\.Make\d+\(")]
    [InlineData("object given by reference", @"\(.*ref C\d+ a\d+.*\)$")]
    [InlineData("operand that rebinds", @"\)\((.+) - \(\w+\)\(Kernel\.[HN]\d+\(.*\)\) \+ \1\)")]
    [InlineData("foreach whose body rebinds the field", @"^foreach \(\w+ \w+ in ([\w.]+)\)\n\{\n\1 = new ")]
    [InlineData("new on an array parameter", @"^a\d+ = new \w+\[")]
    [InlineData("new on a field's array", @"^[\w.]*A\d+ = new \w+\[")]
    [InlineData("choice of two arrays", @"^[\w.]+ = .* \? [\w.]*[tAr]\d+ : [\w.]*[tAr]\d+;")]
    [InlineData("choice of two objects", @"^[\w.]+ = .* \? [\w.]*[oRr]\d+ : [\w.]*[oRr]\d+;")]
    [InlineData("exchange of two arrays in a loop", @"^\(([\w.]+), ([\w.]+)\) = \(\2, \1\);\n\}")]
    [InlineData("the same place twice", @"Kernel\.O\d+\((ref|in|out) ([\w.\[\]]+), (ref|in|out) \2\)")]
    [InlineData("a struct and its field",
        @"Kernel\.O\d+\(((ref|in) ([\w.\[\]]+), (ref|in|out) \3\.|(ref|in|out) ([\w.\[\]]+)\.\w+, (ref|in) \6\))")]
    [InlineData("an object and its field", @"Kernel\.O\d+\((([\w.\[\]]+), (ref|in|out) \2\.|(ref|in|out) ([\w.\[\]]+)\.\w+, \5\))")]
    [InlineData("an element and its array", @"Kernel\.O\d+\(((ref|in) ([\w.]+)\[.*\], \3|([\w.]+), (ref|in|out) \4\[.*)\)")]
    [InlineData("the same object, by operator", @"\([\w.\[\]]*[oRr]\d+ (==|!=) [\w.\[\]]*[oRr]\d+\)")]
    [InlineData("the same object or array, by method", @"ReferenceEquals\(")]
    public void Programs_contain(string what, string pattern)
    {
        Regex regex = new(pattern, RegexOptions.Multiline);
        int count = _programs.Count(program => regex.IsMatch(program.Text));
        Assert.True(count >= 3, $"{count} of {_programs.Length} programs contain: {what}");
    }

    [Fact]
    public void Programs_are_CSharp()
    {
        using ProgramBatch batch = new(_programs[..100]);
        Assert.Empty(batch.Refused);
    }
}
