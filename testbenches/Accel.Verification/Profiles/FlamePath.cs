using System.Globalization;
using System.Text;
using Accel.Host.Engine;

namespace Accel.Verification;

/// <summary>A profile as stacks: neurons and lanes, each with all cycles of the run (of all cores, added), by the parts of a layer's name
/// and what they do or wait for.</summary>
/// <param name="Frames">From the outermost one.</param>
/// <param name="Cycles">Spent there.</param>
public sealed record FlamePath(IReadOnlyList<string> Frames, long Cycles)
{
    private const string Outside = "start and end";

    /// <summary>Those of a profile, without empty ones.</summary>
    public static IReadOnlyList<FlamePath> Of(EngineProfile profile)
    {
        var neurons = Part(profile, "neurons", static l => Stacks("neurons", l.Layer, l.NeuronCycles, "visit",
            ("await lanes", l.NeuronsAwaitLanes), ("await attention", l.NeuronsAwaitAttention), ("await output", l.NeuronsAwaitOutput)));
        var lanes = Part(profile, "lanes", static l => Stacks("lanes", l.Layer, l.LaneCycles, "add",
            ("await neurons", l.LanesAwaitNeurons), ("held", l.LanesHeld), ("await weights", l.LanesAwaitWeights),
            ("await events", l.LanesAwaitEvents)));
        return [.. neurons.Concat(lanes).Where(static s => s.Cycles > 0)];
    }

    /// <summary>A line per stack, as flamegraph.pl and speedscope read them.</summary>
    public static string Collapsed(IEnumerable<FlamePath> stacks)
    {
        var text = new StringBuilder();
        foreach (var stack in stacks)
        {
            text.Append(string.Join(';', stack.Frames)).Append(CultureInfo.InvariantCulture, $" {stack.Cycles}\n");
        }

        return text.ToString();
    }

    // What no layer has of all cores' cycles lies before the first one and behind the last one.
    private static IEnumerable<FlamePath> Part(
        EngineProfile profile, string part, Func<LayerProfile, IEnumerable<FlamePath>> stacksOf)
    {
        FlamePath[] layers = [.. profile.Layers.SelectMany(stacksOf)];
        return layers.Append(new FlamePath([part, Outside], (profile.Cores * profile.Cycles) - layers.Sum(static s => s.Cycles)));
    }

    // Where two waits fall into one cycle it is the first one's.
    private static IEnumerable<FlamePath> Stacks(
        string of, string layer, long cycles, string otherwise, params (string Name, long Cycles)[] waits)
    {
        foreach (var (name, waited) in waits)
        {
            long own = Math.Min(waited, cycles);
            cycles -= own;
            yield return new FlamePath([of, .. FramesOf(layer), name], own);
        }

        yield return new FlamePath([of, .. FramesOf(layer), otherwise], cycles);
    }

    // block.0.attn.q_conv: block.0, attn, q_conv.
    private static IEnumerable<string> FramesOf(string layer)
    {
        string[] parts = layer.Split('.');
        return parts is ["block", var number, ..] ? parts[2..].Prepend($"block.{number}") : parts;
    }
}
