using System.Linq.Expressions;

namespace Hast.Layer;

/// <summary>Says what becomes hardware.</summary>
public static class HardwareGenerationConfigurationExtensions
{
    /// <summary>A method, for instance <c>configuration.AddHardwareEntryPointMethod&lt;Fir&gt;(fir => fir.Run(null))</c>.</summary>
    public static void AddHardwareEntryPointMethod<T>(
        this IHardwareGenerationConfiguration configuration, Expression<Action<T>> expression)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        configuration.HardwareEntryPointMemberFullNames.Add(MemberNames.FullNameOf(MemberNames.Called(expression)));
    }

    /// <summary>All entry points of a class.</summary>
    public static IHardwareGenerationConfiguration AddHardwareEntryPointType<T>(this IHardwareGenerationConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        foreach (var method in typeof(T).GetMethods().Where(static method => method.DeclaringType != typeof(object)))
        {
            configuration.HardwareEntryPointMemberFullNames.Add(MemberNames.FullNameOf(method));
        }

        return configuration;
    }

    /// <summary>The configuration of a part, made where there is none yet.</summary>
    /// <exception cref="InvalidOperationException">There is one of another type.</exception>
    public static T GetOrAddCustomConfiguration<T>(this IHardwareGenerationConfiguration hardwareConfiguration, string key)
        where T : new()
    {
        ArgumentNullException.ThrowIfNull(hardwareConfiguration);
        if (!hardwareConfiguration.CustomConfiguration.TryGetValue(key, out object? found))
        {
            hardwareConfiguration.CustomConfiguration[key] = found = new T();
        }

        return found is T configuration ? configuration
            : throw new InvalidOperationException(
                $"the custom configuration {key} is a {found?.GetType().FullName}, not a {typeof(T).FullName}");
    }
}
