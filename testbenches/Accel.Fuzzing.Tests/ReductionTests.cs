using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Accel.Fuzzing.Tests;

/// <summary>What the shrinker tries.</summary>
public sealed class ReductionTests
{
    [Theory]
    [InlineData("(a[p++], q) = (1, p);", "a[p++] = 1; q = p;")]
    [InlineData("(a, b, c) = (1, 2, 3);", "(a, c) = (1, 3);")]
    [InlineData("(a, b) = (1, 2);", "b = 2;")]
    [InlineData("(int v, b) = (1, 2);", "int v = 1; b = 2;")]
    [InlineData("(a, (b, c)) = (1, (2, 3));", "a = 1; (b, c) = (2, 3);")]
    [InlineData("(a, b) = (c, d) = (1, 2);", "(c, d) = (1, 2);")]
    [InlineData("C r = d.Inner; r.F = 1; r = new C();", "d.Inner.F = 1; d.Inner = new C();")]
    [InlineData("x = new C { F = 1, G = 2 };", "x = new C { G = 2 };")]
    [InlineData("x = H(in y);", "x = y;")]
    [InlineData("x = k ? y : z;", "x = y;")]
    [InlineData("x = new C(); y = 1;", "y = 1;")]
    [InlineData("foreach (int e in d.A) { d.A = new int[2]; }", "{ int e = d.A[0]; { d.A = new int[2]; } }")]
    [InlineData("a = 1; b = 2; c = 3; d = 4;", "c = 3; d = 4;")]
    public void A_body_has_the_smaller_form(string body, string smaller) =>
        Assert.Contains(Normal(Method(smaller)), Reductions.Of(Parsed(Method(body))).Select(Normal));

    [Fact]
    public void A_parameter_goes_with_its_arguments()
    {
        const string text = "class K { static int H(int a, int b) => a; C(int a) { } void Run() { x = H(H(1, 2), 3); y = new C(4); } }";
        const string smaller = "class K { static int H(int a) => a; C(int a) { } void Run() { x = H(H(1)); y = new C(4); } }";
        Assert.Contains(Normal(smaller), Reductions.Of(Parsed(text)).Select(Normal));
    }

    private static string Method(string body) => $"class K {{ void Run() {{ {body} }} }}";

    private static CompilationUnitSyntax Parsed(string text) => SyntaxFactory.ParseCompilationUnit(text);

    private static string Normal(string text) => Normal(Parsed(text));

    private static string Normal(SyntaxNode root) => root.NormalizeWhitespace().ToFullString();
}
