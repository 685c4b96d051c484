using static Accel.Transformer.Tests.Frontend.KernelComparison;

namespace Accel.Transformer.Tests.Frontend;

/// <summary>Nullable numbers: a bit beside the value.</summary>
public sealed class NullableTests
{
    // x and y are null for small numbers.
    private const string Operands =
        "int? x = memory.ReadInt32(0) is var a && (a & 3) == 0 ? null : a, "
        + "y = (memory.ReadInt32(1) & 1) == 0 ? null : memory.ReadInt32(1);"
        + " bool? p = x is null ? null : x > 9, q = y == null ? (bool?)null : y.Value < 9; ";

    [Theory]
    [InlineData("memory.WriteInt32(0, x.HasValue ? x.Value : -1); memory.WriteInt32(1, y.GetValueOrDefault() + y.GetValueOrDefault(7));")]
    [InlineData("memory.WriteInt32(0, (x + y) ?? 5); memory.WriteInt32(1, (x * 3 - y ?? x ?? 2)); "
        + "memory.WriteInt32(2, (-x ?? 1) ^ (~y ?? 3));")]
    [InlineData("memory.WriteInt32(0, (x / y) ?? 5); memory.WriteInt32(1, (x >> 3) ?? 4); "
        + "memory.WriteInt32(2, (int)((long?)x % 5 ?? 6L));")]
    [InlineData("memory.WriteBoolean(0, x > y); memory.WriteBoolean(1, x <= 3); memory.WriteBoolean(2, x == y); "
        + "memory.WriteBoolean(3, x != y);")]
    [InlineData("memory.WriteBoolean(0, x == null); memory.WriteBoolean(1, null != y); memory.WriteBoolean(2, x is not null); "
        + "memory.WriteBoolean(3, x == 5);")]
    [InlineData("memory.WriteInt32(0, Of(p & q) + 4 * Of(p | q) + 16 * Of(!p) + 64 * Of(p ^ q)); memory.WriteBoolean(1, p == true);")]
    [InlineData("if (x is int v) memory.WriteInt32(0, v + 1); if (y is { } w && w > 3) memory.WriteInt32(1, w); "
        + "memory.WriteBoolean(2, x is > 3 and < 100);")]
    [InlineData("memory.WriteInt32(0, x switch { null => 1, 5 => 2, < 0 => 3, int v when v > 1000 => v, _ => 4 });")]
    [InlineData("switch (y) { case null: memory.WriteInt32(0, 3); break; case 1: memory.WriteInt32(0, 4); break; "
        + "default: memory.WriteInt32(0, y.Value); break; }")]
    [InlineData("x ??= 7; y += x; y++; x -= 2; memory.WriteInt32(0, x.Value); memory.WriteInt32(1, y ?? 9);")]
    [InlineData("byte? b = (byte?)x; b += 200; uint? u = (uint?)y; memory.WriteInt32(0, b ?? 300); "
        + "memory.WriteUInt32(1, u ?? 1u); memory.WriteInt32(2, (int)(x ?? 4L));")]
    [InlineData("var r = Find(memory, memory.ReadInt32(2)); memory.WriteInt32(0, r is null ? 1 : r!.Value);")]
    [InlineData("int?[] line = new int?[4]; line[memory.ReadInt32(3) & 3] = x; line[1] = y; int n = 0; "
        + "foreach (int? i in line) if (i is int k) n += k; memory.WriteInt32(0, n);")]
    [InlineData("Slot s = new() { Key = x }; s.Key ??= 3; var t = s; t.Key = null; "
        + "memory.WriteInt32(0, s.Key.Value + (t.Key.HasValue ? 1 : 2)); memory.WriteInt32(1, new int?(4).Value);")]
    [InlineData("Slot? s = x > 5 ? new Slot { Key = y } : null; memory.WriteInt32(0, s.HasValue ? s.Value.Key ?? 3 : 4); "
        + "if (s is Slot t) memory.WriteInt32(1, t.Key ?? 2);")]
    public void Nullable_numbers_are_as_in_csharp(string body) => AssertSame(
        Kernel(Operands + body,
            "private static int Of(bool? b) => b is bool v ? (v ? 2 : 1) : 0; "
            + "private static int? Find(SimpleMemory memory, int wanted) "
            + "{ for (int i = 0; i < 4; i++) if (memory.ReadInt32(i) == wanted) return i; return null; }",
            "public struct Slot { public int? Key; }"),
        runs: 12);
}
