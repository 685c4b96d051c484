using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir.Text;

namespace Accel.Transformer.Tests.Text;

/// <summary>
/// The parser reads back what the printer writes, whatever it is called and however it is nested; what is no IR is refused with line,
/// column and what was expected. That all kernels come back as they were is a test of Accel.Generation.Tests.
/// </summary>
public sealed class IrParserTests
{
    /// <summary>Each construct of the text at least once.</summary>
    private const string Everything = """
        kernel K
        file 0 "Core/A \"b\".cs"
        file 1 "K.cs"
        array table[2]: u8 = {1, 255} #0:3
        persistent array kept[4]: i16 {-3..9} banks 2 in Block registered initially {0, -1, 2, 3}
        array a[4]: i32 results handed by "s" "t" in turns #1:0
        array b[4]: i32 copy of a'2 second port of a
        array a'2[4]: i32

        K.Twice(x: i32 #1:2, ref y: u4 {0..9}, z[0]: i32): i32 addition-only built-once depth 3 #1:1
        {
          var r: i32
          r = (x * x){addition-only K.Twice}
          r = K.Twice(r, ref y, z){addition-only K.Twice} #1:4
          y = (y == 3:u4) ? 0:u4 : y
          return r
        }

        entry 1 K.Other()
        {
          return
        }

        entry 0 K.Run()
        {
          array w[4]: i32
          stream s[2]: i32 {0..3}, `i32` u8, name u2 in Distributed tokens #1:7
          stream m[1]: u32 counts writes of s
          stream c[1]: u32 counts cycles
          var i: i32 #1:8
          var `loop`: i32
          var `loop`'2: i64
          var x'2: u32
          var y'2: u4
          var f: u8
          var g: u2
          var go: bool
          var big: u64
          shared K.Once #1:9
          {
            i = i + 1
          }
          clear w
          run K.Once #1:10
          i = K.Twice(i - -1, ref y'2, w)
          `loop`'2 = -9223372036854775808:i64
          big = 18446744073709551615:u64
          `loop` = (-`loop` ^ ~(5)) - -(7)
          i = (a[i & 3]@1:11 + (-i)@0:12)@1:13 #1:13
          go = ~(i < 3)
          loop L0 over i unroll 4 pipeline 0 of tasks trips 0 steady
          {
            holds i <= 9
            header
            {
              x'2 = memory[i]
            }
            while bool(x'2 >> 1:u3)
            if go
            {
              continue L0
            }
            else
            {
              break L0 #1:14
            }
            step
            {
              i = i + 1
            }
          }
          loop L1 unroll behind L0 "SimpleMemory\\"
          {
            memory[i] = x'2
            header
            {
              go = true
            }
            again while go & false
          }
          loop L2
          {
            again while false
          }
          loop L3
          {
          }
          network K.Lambda@1:15 apart a, b #1:16
          {
            i, f, g = read s
          }
          and `while`
          {
            write s, 1, f, g
            empty s
          }
          parallel of loops
          {
            x'2 = measure m
          }
          and
          {
            w[0] = (kept[1]@0:0 == -1:i16) ? 1 : 2
          }
        }

        """;

    [Fact]
    public void What_is_read_prints_the_same() =>
        Assert.Equal(Everything.ReplaceLineEndings("\n"), IrPrinter.Print(IrParser.Parse(Everything), withSources: true));

    [Fact]
    public void Comments_and_empty_lines_say_nothing() =>
        Assert.Equal(IrPrinter.Print(IrParser.Parse(Everything)), IrPrinter.Print(IrParser.Parse(
            "\n// kernel X\r\n" + Everything.Replace("\n", " // and {\n\n\t", StringComparison.Ordinal))));

    [Theory]
    [InlineData("x: i65", "", 4, 10, "expected a type (bool, i1 to i64, u2 to u64), found i65")]
    [InlineData("x: u1", "", 4, 10, "expected a type")]
    [InlineData("x: i32 {3..2}", "", 4, 18, "the largest value lies within 3 and ")]
    [InlineData("x: i32", "step", 5, 3, "expected a statement or }, found step")]
    [InlineData("x: i32\n  var x: u8", "", 5, 7, "x is declared twice; equal names are told apart as in x'2")]
    [InlineData("x: i32", "x = 1:i8", 5, 7, "x is i32, and this is i8")]
    [InlineData("x: i32", "x = ", 5, 7, "expected a value, found the end of the line")]
    [InlineData("x: i32", "x = (x + 1", 5, 13, "expected ), found the end of the line")]
    [InlineData("x: i32", "x = x + x + 1", 5, 13, "expected an operator or the end of the line, found +")]
    [InlineData("x: i32", "x = x + 1:u8", 5, 9, "+ has i32 on its left and u8 on its right")]
    [InlineData("x: i32", "x = 2147483648", 5, 7, "2147483648 is no number of type i32")]
    [InlineData("x: i32", "x = 99999999999999999999999:i64", 5, 7, "no number of 64 bits has so many digits")]
    [InlineData("x: i32", "x = y", 5, 7, "y is not declared; expected a variable")]
    [InlineData("x: i32", "x = x[1]", 5, 7, "x is not an array")]
    [InlineData("x: i32", "x = $", 5, 7, "`$` begins nothing that IR has")]
    [InlineData("x: i32", "if x", 5, 6, "a condition is bool, and this is i32")]
    [InlineData("x: i32", "break L0", 5, 9, "there is no loop L0 before this")]
    [InlineData("x: i32", "K.F(x)", 5, 3, "K.F is not declared; expected a function")]
    [InlineData("x: i32", "return x", 5, 10, "the function has no result")]
    [InlineData("x: i32", "x = 1 #0:3", 5, 10, "file 0 is not declared")]
    [InlineData("x: i32", "`x = 1", 5, 9, "expected `, which ends what is quoted")]
    [InlineData("x: i32", "x'1 = 1", 5, 6, "behind the apostrophe of a name stands a number from 2")]
    [InlineData("x: i32", "loop L0", 6, 1, "expected {, found }")]
    [InlineData("x: i32", "memory[x] = x", 5, 15, "a cell is u32, and this is i32")]
    public void What_is_no_IR_is_refused_with_its_place(string variable, string line, int atLine, int column, string problem)
    {
        var thrown = Assert.Throws<IrTextException>(
            () => IrParser.Parse($"kernel K\nentry 0 K.Run()\n{{\n  var {variable}\n  {line}\n}}\n"));
        Assert.Equal((atLine, column), (thrown.Line, thrown.Column));
        Assert.StartsWith(problem, thrown.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kernel K\nentry 1 K.Run()\n{\n}", "the entry points are not numbered from 0 without a gap")]
    [InlineData("kernel K\nentry 0 K.Run()\n{\nloop L0\n{\n}\nbreak L0\n}", "violated: a break lies within its loop")]
    public void A_program_that_breaks_the_rules_is_refused(string text, string problem)
    {
        var thrown = Assert.Throws<IrTextException>(() => IrParser.Parse(text));
        Assert.Equal(0, thrown.Line);
        Assert.Contains(problem, thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x = ", "(", "")]
    [InlineData("x = ", "-", "x")]
    [InlineData("", "if true\n{\n", "")]
    [InlineData("", "loop L\n{\n", "")]
    public void What_nests_too_deep_is_refused(string before, string nested, string after)
    {
        int number = 0;
        string inner = string.Concat(Enumerable.Range(0, 200_000).Select(
            _ => nested.Replace("L", $"L{number++}", StringComparison.Ordinal)));
        var thrown = Assert.Throws<IrTextException>(
            () => IrParser.Parse($"kernel K\nentry 0 K.Run()\n{{\nvar x: i32\n{before}{inner}{after}\n}}\n"));
        Assert.Equal("nested too deep", thrown.Problem);
    }

    // What a hand may do to a text. Whatever is read nevertheless is a program that can be printed and read again.
    [Fact]
    public void Broken_texts_are_read_or_refused_but_never_crash()
    {
        string text = Everything.ReplaceLineEndings("\n");
        string[] pieces = [.. text.Split(' ', '\n').Where(static p => p.Length > 0).Distinct()];
        Random random = new(18);
        int refused = 0;
        for (int i = 0; i < 600; i++)
        {
            string broken = text;
            for (int edits = random.Next(1, 4); edits > 0; edits--)
            {
                int at = random.Next(broken.Length), length = Math.Min(random.Next(0, 12), broken.Length - at);
                broken = broken[..at] + random.Next(4) switch
                {
                    0 => "",
                    1 => pieces[random.Next(pieces.Length)],
                    2 => ((char)random.Next(1, 0x2100)).ToString(),
                    _ => broken.Substring(random.Next(broken.Length - 20), random.Next(20)),
                } + broken[(at + length)..];
            }

            try
            {
                string read = IrPrinter.Print(IrParser.Parse(broken), withSources: true);
                Assert.Equal(read, IrPrinter.Print(IrParser.Parse(read), withSources: true));
            }
            catch (IrTextException e)
            {
                refused++;
                Assert.InRange(e.Line, 0, broken.Split('\n').Length + 1);
            }
        }

        Assert.InRange(refused, 300, 595);
    }

    [Theory]
    [InlineData("kernel Other\n\nentry 0 Other.Run()\n{\n}\n", 1, "it is of kernel Other, not of Some.K")]
    [InlineData("kernel K\n\nentry 0 K.Run()\n{\n  x = 1\n}\n", 5, "column 3: x is not declared; expected a variable")]
    [InlineData("", 1, "column 1: expected kernel, found the end of the text")]
    public void A_text_that_is_no_IR_of_the_kernel_is_a_diagnostic(string text, int line, string message)
    {
        var result = KernelCompiler.Compile(
            KernelSource.FromText(""), "Some.K", new TransformOptions { Start = new IrStart("k.ir", text, KernelCompiler.FrontEndName) });
        Assert.Null(result.Module);
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal((DiagnosticDescriptors.IrText, "k.ir", line, message),
            (diagnostic.Descriptor, diagnostic.Location.File, diagnostic.Location.Line, diagnostic.Message));
    }

    [Fact]
    public void A_pass_that_there_is_not_is_named() =>
        Assert.StartsWith("there is no pass polish; there are ", Assert.Throws<ArgumentException>(() => KernelCompiler.Compile(
            KernelSource.FromText(""), "K",
            new TransformOptions { Start = new IrStart("k.ir", "kernel K\nentry 0 K.Run()\n{\n}\n", "polish") })).Message,
            StringComparison.Ordinal);
}
