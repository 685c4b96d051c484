using System.Collections.Immutable;
using System.Globalization;
using Accel.Models;

namespace Accel.Host.Engine;

/// <summary>What to do about a model that an engine has no room for: the engine that has, which is tried before it is named.</summary>
internal static class FitRemedy
{
    /// <summary>The command that makes an engine with room for the model; or that there is none, and why.</summary>
    /// <param name="model">A sound model.</param>
    /// <param name="limits">Of the engine that refused it.</param>
    /// <param name="trace">Whether it was to be traced.</param>
    public static string Of(SpikingTransformerModel model, EngineLimits limits, bool trace)
    {
        try
        {
            var smallest = limits.SmallestFor(model);
            return Command(Larger(limits, smallest) is { } wider && Runs(wider, model, trace) ? wider : smallest);
        }
        catch (ModelDoesNotFitException e)
        {
            return $"No {limits.Kernel} runs it ({e.Message}). {WithoutAnEngine(e)}";
        }
    }

    // What an engine is made without has a remedy of its own; of sizes and widths none is large enough.
    private static string WithoutAnEngine(ModelDoesNotFitException misfit) => misfit switch
    {
        { Channel: not null } => "Quantise the model with smaller weights, biases or shifts.",
        { Needed: 0, Remedy: { } remedy } => remedy,
        _ => "Train a smaller model.",
    };

    // All that the engine had, and what the model needs besides; null where that is more than an engine can have.
    private static EngineLimits? Larger(EngineLimits limits, EngineLimits smallest)
    {
        var has = limits.ToReplacements();
        var both = smallest.ToReplacements().ToDictionary(
            static n => n.Key, n => Math.Max(Number(n.Value), Number(has[n.Key])).ToString(CultureInfo.InvariantCulture));
        try
        {
            return EngineCapabilities.FromReplacements(both, limits.Kernel);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool Runs(EngineLimits limits, SpikingTransformerModel model, bool trace)
    {
        try
        {
            limits.Compile(model, trace);
            return true;
        }
        catch (ModelDoesNotFitException)
        {
            return false;
        }
    }

    private static string Command(EngineLimits limits)
    {
        var usual = EngineCapabilities.FromReplacements(ImmutableDictionary<string, string>.Empty, limits.Kernel).ToReplacements();
        var changed = limits.ToReplacements().Where(r => usual[r.Key] != r.Value).Select(static r => $" --set {r.Key}={r.Value}");
        return $"accel generate --kernel {limits.Kernel}{string.Concat(changed)}";
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
