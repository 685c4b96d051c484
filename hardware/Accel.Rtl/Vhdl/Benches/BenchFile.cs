namespace Accel.Rtl.Vhdl.Benches;

/// <summary>A bench that is not VHDL.</summary>
/// <param name="Name">File name: the module's name, _memory_bench and the language's extension.</param>
/// <param name="Text">Content, with LF line ends.</param>
public sealed record BenchFile(string Name, string Text);
