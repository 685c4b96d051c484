namespace Accel.Transformer.Hastlayer;

/// <summary>What the real Hastlayer makes of a kernel.</summary>
/// <param name="Vhdl">Its VHDL, one text.</param>
/// <param name="Members">Full names of the entry points, with the number that starts each.</param>
/// <param name="Warnings">What it said on the way, code first.</param>
public sealed record HastlayerDesign(string Vhdl, IReadOnlyDictionary<string, int> Members, IReadOnlyList<string> Warnings);
