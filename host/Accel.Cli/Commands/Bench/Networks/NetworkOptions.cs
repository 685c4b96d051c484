using System.CommandLine;
using Accel.Golden.Generation;
using Accel.Verification;

namespace Accel.Cli;

/// <summary>The options that choose bench networks.</summary>
internal sealed class NetworkOptions
{
    private readonly string[] _others;
    private readonly Option<string[]> _model;

    private readonly Option<string[]> _density = new("--density")
    {
        Description = "with neurons that fire as often as this: 0.126, 0.187, 0.29, always; default low",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = static _ => [ActivityProfile.Low.Name],
    };

    private readonly Option<int[]> _weightBits = new("--weight-bits")
    {
        Description = "bits of a weight, 8 (the default) or 4",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = static _ => [8],
    };

    private readonly Option<int> _seed = new("--seed")
    {
        Description = "weights, thresholds and images follow from it", DefaultValueFactory = static _ => BenchNetwork.DefaultSeed,
    };

    /// <summary>Makes them.</summary>
    /// <param name="others">Models that may be named besides bench networks.</param>
    internal NetworkOptions(params string[] others)
    {
        _others = others;
        var names = others.Concat(BenchNetwork.Published.Select(static n => n.Name));
        _model = new Option<string[]>("--model")
        {
            Description = $"these networks, as DEPTH-DIM, or DEPTH-DIM@imagenet, @events (default {string.Join(", ", names)})",
            AllowMultipleArgumentsPerToken = true,
        };
        _model.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => !others.Contains(t.Value)))
            {
                if (!BenchNetwork.TryParse(token.Value, out _, out string? problem))
                {
                    result.AddError($"--model {token.Value}: {problem}");
                }
            }
        });
        CommonOptions.OnlyFrom(_density, [.. ActivityProfile.Densities.Select(static d => d.Name)]);
        _weightBits.Validators.Add(static result =>
        {
            foreach (var token in result.Tokens.Where(static t => int.TryParse(t.Value, out int bits) && bits is not (4 or 8)))
            {
                result.AddError($"--weight-bits {token.Value}: it must be 4 or 8");
            }
        });
    }

    /// <summary>Adds them to a command.</summary>
    internal void AddTo(Command command)
    {
        command.Add(_model);
        command.Add(_density);
        command.Add(_weightBits);
        command.Add(_seed);
    }

    /// <summary>The other models that a line asks for, each once.</summary>
    internal IReadOnlyList<string> OthersOf(ParseResult line)
        => line.GetValue(_model) is { Length: > 0 } chosen ? [.. _others.Where(chosen.Contains)] : _others;

    /// <summary>The networks that a line asks for, each once.</summary>
    internal IReadOnlyList<NetworkChoice> Of(ParseResult line)
    {
        string[] names = line.GetValue(_model) is { Length: > 0 } chosen
            ? [.. chosen.Where(n => !_others.Contains(n))]
            : [.. BenchNetwork.Published.Select(static n => n.Name)];
        string[] densities = line.GetValue(_density)!;
        return
        [
            .. from name in names.Distinct()
               let network = BenchNetwork.TryParse(name, out var parsed, out _) ? parsed : throw new UsageException($"--model {name}")
               from density in ActivityProfile.Densities.Where(d => densities.Contains(d.Name))
               from bits in line.GetValue(_weightBits)!.Distinct()
               select new NetworkChoice(network, density, bits, line.GetValue(_seed)),
        ];
    }
}
