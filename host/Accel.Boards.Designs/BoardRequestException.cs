namespace Accel.Boards.Designs;

/// <summary>Something is asked of a board that it cannot be, or that is not there yet.</summary>
public sealed class BoardRequestException(string message, string? remedy = null)
    : AccelException(PlainText.Name(message, PlainText.MostOfMessage), remedy)
{
    /// <summary>True where a file is missing that another command makes.</summary>
    public bool IsMissing { get; init; }
}
