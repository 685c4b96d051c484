namespace Accel.Fuzzing.Generation;

/// <summary>An expression of C# and the type that C# gives it.</summary>
/// <param name="Text">The expression; where needed, in parentheses.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsConstant">C# computes it when it compiles, and refuses what overflows: two of them are never combined.</param>
internal sealed record Code(string Text, Scalar Type, bool IsConstant = false);
