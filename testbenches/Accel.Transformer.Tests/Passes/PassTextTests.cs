using Accel.Transformer.Ir;
using Accel.Transformer.Ir.Text;
using Accel.Transformer.Passes;
using Accel.Transformer.Tests.Frontend;

namespace Accel.Transformer.Tests.Passes;

/// <summary>What a pass makes of a small kernel, as people read it; that it means the same is for the tests that run it.</summary>
public sealed class PassTextTests
{
    [Theory]
    [InlineData("lower-recursion", "memory.WriteInt32(0, Factorial(5));\n} [MaxRecursionDepth(6)] static int Factorial(int n) {\nif (n == 0) { return 1; }\nreturn n * Factorial(n - 1);")]
    [InlineData("gather-tasks", "var tasks = new Task<int>[2];\nfor (int i = 0; i < 2; i++)\n{\nint cell = memory.ReadInt32(i);\ntasks[i] = Task.Factory.StartNew(o => { int n = (int)o & 31; int r = 0; while (n > 0) { n -= 3; r++; } return r; }, cell);\n}\nfor (int i = 0; i < 2; i++) { memory.WriteInt32(i, tasks[i].Result); }")]
    [InlineData("replace-arrays", "int[] t = new int[3];\nt[0] = 4; t[1] = 5; t[2] = 6;\nmemory.WriteInt32(0, t[memory.ReadInt32(1) & 1] + t[(memory.ReadInt32(2) & 15) % 3]);", "[Memory(\"t\", MemoryKind.Registers)]")]
    [InlineData("flatten-loops", "int sum = 0;\nfor (int i = 0; i < 4; i++)\n{\nint part = i;\nfor (int k = 0; k < 8; k++) { part += memory.ReadInt32((i << 3) + k); }\nsum ^= part;\n}\nmemory.WriteInt32(0, sum);", "[Pipeline(\"i\")] [Pipeline(\"k\")]")]
    public void Before_and_after(string pass, string body, string attributes = "")
    {
        string source = KernelComparison.Kernel(body).Replace("{ ", "{\n", StringComparison.Ordinal).Replace("public virtual", (attributes + " public virtual").TrimStart(), StringComparison.Ordinal);
        KernelComparison.AssertSame(source);
        KernelProgram program = KernelComparison.Load(source);
        var context = new PassContext(new TransformOptions());
        foreach (var earlier in Pipeline.Passes.TakeWhile(item => item.Name != pass))
        {
            earlier.Run(program, context);
        }

        string before = IrPrinter.Print(program);
        Pipeline.Passes.Single(item => item.Name == pass).Run(program, context);
        Assert.Empty(IrInvariants.Check(program));
        GoldenText.AssertSame(
            $"testbenches/Accel.Transformer.Tests/Passes/Golden/{pass}.txt", $"{source}\n\nbefore\n\n{before}\nafter\n\n{IrPrinter.Print(program)}");
    }
}
