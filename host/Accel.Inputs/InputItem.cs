using Accel.Models;

namespace Accel.Inputs;

/// <summary>One input with what a report calls it.</summary>
/// <param name="Name">The file's name, with the index where a file holds many.</param>
/// <param name="Input">Image or spikes, of the model's shape.</param>
/// <param name="Label">The true class, where it is known.</param>
public sealed record InputItem(string Name, NetworkInput Input, int? Label);
