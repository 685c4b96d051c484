namespace Accel.Fuzzing.Generation;

/// <summary>What jumps are allowed inside of a loop or a switch.</summary>
internal sealed record LoopContext(bool CanBreak, bool CanContinue);
