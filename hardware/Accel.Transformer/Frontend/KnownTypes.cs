using Accel.Transformer.Frontend.Translation;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;

namespace Accel.Transformer.Frontend;

/// <summary>Which C# types mean what.</summary>
internal static class KnownTypes
{
    public static bool IsSimpleMemory(ITypeSymbol? type) => IsNamed(type, "Hast.Transformer.SimpleMemory.SimpleMemory");

    public static bool IsTask(ITypeSymbol? type) => IsNamed(type, "System.Threading.Tasks.Task");

    public static bool IsCancellationToken(ITypeSymbol? type) => IsNamed(type, "System.Threading.CancellationToken");

    public static bool IsStream(ITypeSymbol? type) => type is INamedTypeSymbol { IsGenericType: true, Name: "Stream", Arity: 1 } stream
        && stream.ContainingNamespace.ToDisplayString() == "Accel.Hast";

    public static bool IsHardwareClock(ITypeSymbol? type) => IsNamed(type, "Accel.Hast.HardwareClock");

    /// <summary>ImmutableArray of T: a reference to an array that nobody writes.</summary>
    public static bool IsImmutableArray(ITypeSymbol? type) =>
        type is INamedTypeSymbol { IsGenericType: true, Name: "ImmutableArray", Arity: 1 } array
        && array.ContainingNamespace.ToDisplayString() == "System.Collections.Immutable";

    /// <summary>The T of Span of T and ReadOnlySpan of T; null for any other type.</summary>
    public static ITypeSymbol? SpanOf(ITypeSymbol? type) => Known(type) is INamedTypeSymbol
    {
        IsGenericType: true, Name: "Span" or "ReadOnlySpan", TypeArguments: [var element],
    } span && span.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true } ? element : null;

    /// <summary>The T of ImmutableArray of T's Builder; null for any other type.</summary>
    public static ITypeSymbol? BuilderOf(ITypeSymbol? type) => Known(type) is INamedTypeSymbol { Name: "Builder" } builder
        && IsImmutableArray(builder.ContainingType) ? builder.ContainingType.TypeArguments[0] : null;

    /// <summary>The T of T?; null for what is no nullable value type.</summary>
    public static ITypeSymbol? NullableOf(ITypeSymbol? type) => Known(type) is INamedTypeSymbol
    {
        OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var underlying],
    }
        ? underlying : null;

    /// <summary>What an array or immutable array holds; null for any other type.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol? type) => Known(type) switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol named when IsImmutableArray(named) => named.TypeArguments[0],
        _ => null,
    };

    /// <summary>Task, or Task of T.</summary>
    public static bool IsTaskLike(ITypeSymbol? type) => type is not null && (IsTask(type)
        || !SymbolEqualityComparer.Default.Equals(WithoutTask(type), Known(type)));

    /// <summary>The type of a task's result; any other type is itself.</summary>
    public static ITypeSymbol WithoutTask(ITypeSymbol type) => TypeArguments.Of(type) is var known
        && known is INamedTypeSymbol { IsGenericType: true, Name: "Task" } task
        && task.ContainingNamespace.ToDisplayString() == "System.Threading.Tasks"
            ? task.TypeArguments[0]
            : known;

    /// <summary>The integer type of a scalar C# type (of a task: of its result), or null.</summary>
    public static IrType? Scalar(ITypeSymbol? type) => Known(type) switch
    {
        INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying } => Scalar(underlying),
        INamedTypeSymbol { IsGenericType: true, Name: "Task" } task
            when !SymbolEqualityComparer.Default.Equals(WithoutTask(task), task) => Scalar(WithoutTask(task)),
        null => null,
        var known => known.SpecialType switch
        {
            SpecialType.System_Boolean => IrType.Bool,
            SpecialType.System_Byte => new IrType(8, false),
            SpecialType.System_SByte => new IrType(8, true),
            SpecialType.System_Int16 => new IrType(16, true),
            SpecialType.System_UInt16 or SpecialType.System_Char => new IrType(16, false),
            SpecialType.System_Int32 => IrType.Int32,
            SpecialType.System_UInt32 => IrType.UInt32,
            SpecialType.System_Int64 => new IrType(64, true),
            SpecialType.System_UInt64 => new IrType(64, false),
            _ => null,
        },
    };

    /// <summary>The 64 bits of a constant that Roslyn computed, or null where it is no integer.</summary>
    public static long? Bits(object? constant) => constant switch
    {
        bool value => value ? 1 : 0,
        byte value => value,
        sbyte value => value,
        short value => value,
        ushort value => value,
        char value => value,
        int value => value,
        uint value => value,
        long value => value,
        ulong value => (long)value,
        _ => null,
    };

    /// <summary>Full name of the type that declares a member, generic arguments left out.</summary>
    public static string Owner(ISymbol member) => member.ContainingType is { } type ? Name(type) : "";

    private static ITypeSymbol? Known(ITypeSymbol? type) => type is null ? null : TypeArguments.Of(type);

    private static bool IsNamed(ITypeSymbol? type, string name) => type is INamedTypeSymbol { IsGenericType: false } named && Name(named) == name;

    private static string Name(INamedTypeSymbol type) =>
        type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space.ToDisplayString()}.{type.Name}" : type.Name;
}
