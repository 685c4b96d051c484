#if USE_HASTLAYER
using System.Collections.Immutable;
using Accel.Kernels;
using Accel.Models;
using Accel.Transformer;
using Accel.Transformer.Hastlayer;

namespace Accel.Cli;

/// <summary><c>accel generate --transformer hastlayer</c>: the same kernels through the real Hastlayer.</summary>
internal static class HastlayerGeneration
{
    internal static async Task<int> RunAsync(Invocation invocation, ImmutableArray<string> kernels, string output, TransformOptions options)
    {
        var made = new List<object>();
        foreach (string kernel in kernels)
        {
            HastlayerDesign design = await HastlayerTransformer.TransformAsync(typeof(SpikingTransformerEngine).Assembly, kernel, options.Replacements).ConfigureAwait(false);
            string folder = Directory.CreateDirectory(Path.Combine(output, kernel)).FullName;
            WholeFile.Write(Path.Combine(folder, kernel + ".vhd"), design.Vhdl);
            foreach (string warning in design.Warnings)
            {
                invocation.Console.Say($"{kernel}: {warning}");
            }

            made.Add(new { Kernel = kernel, Folder = folder, design.Members, design.Warnings });
            if (!invocation.Json)
            {
                invocation.Console.Output.WriteLine($"{kernel}: {folder}");
            }
        }

        if (invocation.Json)
        {
            invocation.Console.WriteJson(new { Transformer = Transformers.Hastlayer, Kernels = made });
        }

        return ExitCode.Ok;
    }
}
#endif
