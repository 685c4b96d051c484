using Accel.Golden.Generation;

namespace Accel.Verification;

/// <summary>One bench network.</summary>
public sealed record NetworkChoice(BenchNetwork Network, ActivityProfile Activity, int WeightBits, int Seed);
