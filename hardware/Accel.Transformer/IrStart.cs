using System.Globalization;
using Accel.Rtl;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Accel.Transformer.Ir.Text;

namespace Accel.Transformer;

/// <summary>A kernel's IR after a pass, from which compiling goes on in place of the C#: what
/// <see cref="TransformOptions.DumpIrDirectory"/> has written, as it is or changed.</summary>
/// <param name="File">Where the text is from, for messages.</param>
/// <param name="Text">The text.</param>
/// <param name="After">The last pass that has run: one of <see cref="KernelCompiler.PassNames"/>, or
/// <see cref="KernelCompiler.FrontEndName"/>.</param>
public sealed record IrStart(string File, string Text, string After)
{
    /// <summary>The program; null when the text is none of the kernel.</summary>
    /// <param name="className">The kernel, with or without namespace.</param>
    /// <param name="diagnostics">Gets what is wrong.</param>
    internal KernelProgram? Read(string className, DiagnosticsBag diagnostics)
    {
        try
        {
            KernelProgram program = IrParser.Parse(Text);
            if (program.Name == className[(className.LastIndexOfAny(['.', '+']) + 1)..])
            {
                return program;
            }

            diagnostics.Report(
                DiagnosticDescriptors.IrText, new SourceLocation(File, 1), $"it is of kernel {program.Name}, not of {className}");
        }
        catch (IrTextException e)
        {
            string column = e.Line == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"column {e.Column}: ");
            diagnostics.Report(DiagnosticDescriptors.IrText, new SourceLocation(File, e.Line), column + e.Problem);
        }

        return null;
    }
}
