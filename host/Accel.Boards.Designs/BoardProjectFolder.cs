using System.Collections.Immutable;
using System.Reflection;
using Accel.Boards.Projects;
using Accel.Generation;
using Module = Accel.Rtl.Module;

namespace Accel.Boards.Designs;

/// <summary>A project that was made for a board and written into its folder.</summary>
/// <param name="Folder">Where it lies.</param>
/// <param name="Design">What it was made of.</param>
/// <param name="Kernel">The kernel in it.</param>
/// <param name="Files">Its files, the manifest last.</param>
public sealed record BoardProjectFolder(string Folder, BoardDesign Design, GeneratedKernel Kernel, ImmutableArray<ProjectFile> Files)
{
    /// <summary>Generates kernel and shell and writes the project; files of an earlier one are removed, results of tools are
    /// kept.</summary>
    /// <param name="request">What is made.</param>
    /// <param name="shells">Puts the kernel behind a transport, as <see cref="BoardShells.Build"/> does.</param>
    /// <exception cref="GenerationException">The compiler refuses the kernel.</exception>
    public static BoardProjectFolder Write(
        BoardRequest request, Func<GeneratedKernel, Board, TransportKind, Module> shells)
    {
        var kernel = KernelGenerator.Generate(request.Design, request.KernelOptions);
        var shell = shells(kernel, request.Board, request.Transport);
        var design = BoardDesign.Of(
            request.Board, request.Transport, shell,
            new DesignIdentity(kernel.Kernel, kernel.DesignHash, Version(), request.Replacements)
            {
                PortBits = kernel.PortBits,
                Members = kernel.EntryPoints,
            });
        var files = BoardProject.Create(design);
        WholeFile.WriteFolder(
            request.Folder,
            made =>
            {
                foreach (var file in files)
                {
                    WholeFile.Write(Path.Combine(made, file.Name), file.Text);
                }
            },
            static name => name.Split(Path.DirectorySeparatorChar)[0] is "vhdl" or "constraints");
        return new BoardProjectFolder(request.Folder, design, kernel, files);
    }

    // Without the commit that the build appends: the same sources give the same manifest.
    private static string Version()
        => typeof(BoardProjectFolder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];
}
