using Accel.Rtl;
using Accel.Transformer.Budgets;

namespace Accel.Transformer;

/// <summary>A part of the compiler failed on a kernel that it should have compiled or refused: a defect, not the user's mistake.</summary>
public sealed class CompilerDefectException : InvalidOperationException
{
    private const string PlaceKey = "Accel.Place";

    /// <summary>Names the part and the place.</summary>
    /// <param name="pass">The pass, as --stop-after calls it, or the later step.</param>
    /// <param name="place">The C# line that it was working on, as far as it is known.</param>
    /// <param name="message">What happened.</param>
    /// <param name="cause">What was thrown.</param>
    public CompilerDefectException(string pass, SourceLocation? place, string message, Exception? cause = null)
        : base($"{(place is null ? "" : place + ": ")}the compiler failed in {pass}: {message}; please report this with the kernel", cause)
        => (Pass, Place) = (pass, place);

    /// <summary>The part of the compiler.</summary>
    public string Pass { get; }

    /// <summary>The C# line.</summary>
    public SourceLocation? Place { get; }

    /// <summary>Runs a part of the compiler; what it throws becomes a defect with the place that was noted last on the way out.</summary>
    internal static void Guard(string pass, Action run)
    {
        CompileWatch.Begin(pass);
        try
        {
            run();
        }
        catch (Exception e) when (e is not (OperationCanceledException or CompilerDefectException or BudgetExceededException))
        {
            throw new CompilerDefectException(pass, e.Data[PlaceKey] as SourceLocation, e.Message, e);
        }
    }

    /// <summary>
    /// For exception filters: notes the innermost place that was worked on when an exception was thrown, and lets it pass.
    /// </summary>
    internal static bool Note(Exception exception, SourceLocation? place)
    {
        if (place is not null && !exception.Data.Contains(PlaceKey))
        {
            exception.Data[PlaceKey] = place;
        }

        return false;
    }
}
