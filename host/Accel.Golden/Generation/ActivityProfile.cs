namespace Accel.Golden.Generation;

/// <summary>
/// How active a random model is, and what it is made like. Rates are those of the neurons of a channel, over all timesteps and positions;
/// the channels of a layer are spread evenly between the least and the most, so that the layer's own rate lies in the middle.
/// </summary>
/// <param name="Name">For reports and command lines.</param>
/// <param name="LeastRate">Of the quietest channel of a layer.</param>
/// <param name="MostRate">Of the busiest.</param>
public sealed record ActivityProfile(string Name, double LeastRate, double MostRate)
{
    private const double LeastOfMean = 0.2;
    private const double MostOfMean = 1.8;

    /// <summary>For tests of the arithmetic: weights over their whole range, every option met, thresholds set on one image of
    /// noise.</summary>
    public static ActivityProfile Lively { get; } = new("lively", 0.18, 0.45);

    /// <summary>0.126, as published spiking transformers have it: 10 to 15 % in every layer.</summary>
    public static ActivityProfile Low { get; } = LikeTrained("low", 0.126);

    /// <summary>0.187, as the trained model of digits has it.</summary>
    public static ActivityProfile Mid { get; } = LikeTrained("mid", 0.187);

    /// <summary>0.29.</summary>
    public static ActivityProfile High { get; } = LikeTrained("high", 0.29);

    /// <summary>Every neuron fires in every timestep, whatever the image is.</summary>
    public static ActivityProfile Ones { get; } = new("ones", 1, 1) { IsLikeTrained = true };

    /// <summary>The densities that an engine is measured at, ascending.</summary>
    public static IReadOnlyList<ActivityProfile> Densities { get; } = [Low, Mid, High, Ones];

    /// <summary>The mean rate of a layer.</summary>
    public double MeanRate => (LeastRate + MostRate) / 2;

    /// <summary>Whether every neuron fires always.</summary>
    public bool IsAllOnes => LeastRate >= 1;

    /// <summary>
    /// The rate behind an OR pool, which multiplies rates: the neurons before it are set so that the next layer reads this. Null where the
    /// neurons before the pool have the layer's rate.
    /// </summary>
    public double? PooledRate { get; init; }

    /// <summary>
    /// The share of a timestep's spikes that are wanted to stay set in the next, which a bias per channel reaches for as far as the
    /// layer's input allows; null where biases stay as they were drawn. Thresholds alone leave a random network with no more than chance.
    /// </summary>
    public double? KeptShare { get; init; }

    /// <summary>
    /// Weights, scales and images as those of trained networks: bell-shaped weights of which channels that look for the same feature share
    /// a part, a shortcut that the stem dominates, an exact leak, smooth images. Otherwise all that the arithmetic allows.
    /// </summary>
    public bool IsLikeTrained { get; init; }

    private static ActivityProfile LikeTrained(string name, double rate) => new(name, rate * LeastOfMean, rate * MostOfMean)
    {
        PooledRate = 0.28,
        KeptShare = 0.65,
        IsLikeTrained = true,
    };
}
