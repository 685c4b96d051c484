namespace Accel.Host.DependencyInjection;

/// <summary>Which model a service infers, on which devices, and how they are opened. Binds to a section of the configuration; checked when
/// the host starts.</summary>
public sealed class AccelModelOptions : AccelOptions
{
    /// <summary>The model's file, such as <c>digits.safetensors</c>; its path begins at the host's content root.</summary>
    public string Model { get; set; } = "";

    /// <inheritdoc/>
    internal override IEnumerable<string> Problems()
    {
        string? problem = Model.Length == 0 ? $"{nameof(Model)} is empty: name the model's file"
            : !File.Exists(Model) ? $"{nameof(Model)}: there is no file `{Model}`: name one that there is, from the content root on" : null;
        return problem is null ? base.Problems() : base.Problems().Prepend(problem);
    }
}
