namespace Accel.Golden;

/// <summary>An input is not of the kind or shape that the model takes.</summary>
public sealed class GoldenInputException(string message, string remedy) : AccelException(message, remedy);
