using System.Linq.Expressions;
using System.Reflection;

namespace Hast.Layer;

/// <summary>Members as Hastlayer's configurations name them.</summary>
internal static class MemberNames
{
    /// <summary><c>System.Void Filters.Fir::Run(Hast.Transformer.SimpleMemory.SimpleMemory)</c>.</summary>
    internal static string FullNameOf(MethodInfo method)
        => $"{method.ReturnType.FullName} {method.ReflectedType?.FullName}::{method.Name}"
            + $"({string.Join(',', method.GetParameters().Select(static p => p.ParameterType.FullName))})";

    /// <summary><c>Filters.Fir.Run</c>.</summary>
    internal static string SimpleNameOf(MethodInfo method) => $"{method.DeclaringType?.FullName}.{method.Name}";

    /// <summary>The method that an expression calls.</summary>
    /// <exception cref="InvalidOperationException">It calls none.</exception>
    internal static MethodInfo Called(LambdaExpression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return expression.Body is MethodCallExpression call ? call.Method
            : throw new InvalidOperationException($"{expression} does not call a method");
    }

    /// <summary>Class and method, or class, method and variable, of a full name: <c>Fir.Run</c> of
    /// <c>System.Void Filters.Fir::Run(...)</c>.</summary>
    internal static (string Class, string Member) ShortOf(string fullName)
    {
        int members = fullName.IndexOf("::", StringComparison.Ordinal);
        if (members < 0)
        {
            // A simple name: namespace, class, member.
            string[] parts = fullName.Split('.');
            return parts.Length < 2 ? ("", fullName) : (parts[^2], parts[^1]);
        }

        string type = fullName[(fullName.LastIndexOf(' ', members) + 1)..members];
        string name = type[(type.LastIndexOfAny(['.', '+']) + 1)..], rest = fullName[(members + 2)..];
        int open = rest.IndexOf('(', StringComparison.Ordinal), close = rest.LastIndexOf(')');
        string method = open < 0 ? rest : rest[..open], variable = close < 0 ? "" : rest[(close + 1)..].TrimStart('.');
        return (name, Join(method == ".ctor" ? name : method.StartsWith("op_", StringComparison.Ordinal) ? "" : method, variable));
    }

    private static string Join(string method, string variable)
        => string.Join('.', new[] { method, variable }.Where(static part => part.Length > 0));
}
