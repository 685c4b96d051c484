namespace Accel.Fuzzing.Generation;

/// <summary>What the parts of one program know of each other.</summary>
internal sealed class ProgramParts(Dice dice)
{
    /// <summary>Cells of the memory that statements use; results follow behind them.</summary>
    public const int Cells = 64;

    public Dice Dice { get; } = dice;

    public List<Scalar> Enums { get; } = [];

    public List<UserType> Types { get; } = [];

    /// <summary>Static methods, with their class.</summary>
    public List<Method> StaticMethods { get; } = [];

    /// <summary>Static methods that make objects.</summary>
    public List<Factory> Factories { get; } = [];

    /// <summary>Static methods that yield tuples.</summary>
    public List<TupleMethod> TupleMethods { get; } = [];

    /// <summary>Static methods to be given one place twice.</summary>
    public List<Method> OverlapMethods { get; } = [];

    /// <summary>Methods of the kernel's object.</summary>
    public List<Method> InstanceMethods { get; } = [];
}
