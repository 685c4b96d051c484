using System.Linq.Expressions;
using Hast.Layer;

namespace Hast.Transformer.Configuration;

/// <summary>What the compiler is told besides the entry points.</summary>
public class TransformerConfiguration
{
    private readonly Dictionary<string, MemberInvocationInstanceCountConfiguration> _instances = new(StringComparer.Ordinal);

    /// <summary>Recursion depths, by the members' names.</summary>
    public IEnumerable<MemberInvocationInstanceCountConfiguration> MemberInvocationInstanceCountConfigurations
        => _instances.Values.OrderBy(static i => i.MemberNamePrefix, StringComparer.Ordinal);

    /// <summary>Kept for Hastlayer's applications: entry points have a memory.</summary>
    public bool UseSimpleMemory { get; set; } = true;

    /// <summary>Off: methods are not inlined that do not say so.</summary>
    public bool EnableMethodInlining { get; set; } = true;

    /// <summary>Full names of methods to inline.</summary>
    public IList<string> AdditionalInlinableMethodsFullNames { get; } = [];

    /// <summary>Elements of arrays whose length the source leaves open, by full name.</summary>
    public IDictionary<string, int> ArrayLengths { get; } = new Dictionary<string, int>();

    /// <summary>Kept for Hastlayer's applications.</summary>
    public bool ProcessImplementedInterfaces { get; set; }

    /// <summary>Kept for Hastlayer's applications: constants are always substituted.</summary>
    public bool EnableConstantSubstitution { get; set; } = true;

    /// <summary>Says how deep a method calls itself.</summary>
    public void AddMemberInvocationInstanceCountConfiguration(MemberInvocationInstanceCountConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _instances[configuration.MemberNamePrefix] = configuration;
    }

    /// <summary>One length for several arrays.</summary>
    public void AddLengthForMultipleArrays(int length, params string[] arrayNames)
    {
        ArgumentNullException.ThrowIfNull(arrayNames);
        foreach (string name in arrayNames)
        {
            ArrayLengths[name] = length;
        }
    }

    /// <summary>A method to inline.</summary>
    public void AddAdditionalInlinableMethod<T>(Expression<Action<T>> expression)
        => AdditionalInlinableMethodsFullNames.Add(MemberNames.FullNameOf(MemberNames.Called(expression)));
}

/// <summary>How deep a method calls itself.</summary>
/// <param name="memberNamePrefix">How the names of the methods begin, namespace and class included.</param>
public class MemberInvocationInstanceCountConfiguration(string memberNamePrefix)
{
    /// <summary>How the names of the methods begin.</summary>
    public string MemberNamePrefix { get; } = memberNamePrefix;

    /// <summary>The depth.</summary>
    public int MaxRecursionDepth { get; set; }

    /// <summary>Kept for Hastlayer's applications: the compiler finds out how many tasks there are.</summary>
    public int MaxDegreeOfParallelism
    {
        get;
        set => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "it must be at least 1");
    }
        = 1;

    /// <summary>Instances in hardware.</summary>
    public int MaxInvocationInstanceCount => (MaxRecursionDepth + 1) * MaxDegreeOfParallelism;
}

/// <inheritdoc/>
public class MemberInvocationInstanceCountConfigurationForMethod<T> : MemberInvocationInstanceCountConfiguration
{
    /// <summary>By how the method's name begins.</summary>
    public MemberInvocationInstanceCountConfigurationForMethod(string methodNamePrefix)
        : base($"{typeof(T).FullName}.{methodNamePrefix}")
    {
    }

    /// <summary>By a call.</summary>
    public MemberInvocationInstanceCountConfigurationForMethod(Expression<Action<T>> expression)
        : base(MemberNames.SimpleNameOf(MemberNames.Called(expression)))
    {
    }

    /// <summary>A lambda of the method that is called.</summary>
    public MemberInvocationInstanceCountConfigurationForMethod(Expression<Action<T>> expression, int lambdaExpressionIndex)
        : base(FormattableString.Invariant(
            $"{MemberNames.SimpleNameOf(MemberNames.Called(expression))}.LambdaExpression.{lambdaExpressionIndex}"))
    {
    }
}

/// <summary>The configurations of the compiler in a configuration of the generation.</summary>
public static class HardwareGenerationConfigurationTransformerExtensions
{
    internal const string ReplacementsKey = "ReplaceableDynamicConstants";

    /// <summary>What the compiler is told.</summary>
    public static TransformerConfiguration TransformerConfiguration(this IHardwareGenerationConfiguration hardwareConfiguration)
        => hardwareConfiguration.GetOrAddCustomConfiguration<TransformerConfiguration>("Hast.Transformer.Configuration");

    /// <summary>Values for [Replaceable] constants, by their keys.</summary>
    public static IDictionary<string, object> GetOrAddReplacements(this IHardwareGenerationConfiguration hardwareConfiguration)
        => hardwareConfiguration.GetOrAddCustomConfiguration<Dictionary<string, object>>(ReplacementsKey);
}
