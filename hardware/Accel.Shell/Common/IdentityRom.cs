using System.Collections.Immutable;
using System.Numerics;
using Accel.Rtl;
using Accel.Shell.Construction;

namespace Accel.Shell.Common;

/// <summary>
/// The identity of docs/protocol.md, section 4: <c>address</c> (6 bits), <c>identity_cell</c> (32 bits) one cycle later. A shell may keep
/// constants of its own behind the 40 cells; the rest is 0.
/// </summary>
public static class IdentityRom
{
    /// <summary>Cells that have room.</summary>
    public const int Depth = 64;

    /// <summary>Builds it.</summary>
    /// <param name="identity">What the device says about itself.</param>
    /// <param name="constants">What lies behind the identity, from cell 40 on.</param>
    public static Module Build(ShellIdentity identity, params ImmutableArray<uint> constants)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var cells = identity.ToCells().AddRange(constants);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cells.Length, Depth, nameof(constants));
        var c = new Circuit("accel_identity_rom", "What the device says about itself: docs/protocol.md, section 4.");
        var memory = c.SmallMemory("cells", Depth, 32, [.. cells.Select(static v => (BigInteger)v), .. Enumerable.Repeat(BigInteger.Zero, Depth - cells.Length)]);
        c.Output("identity_cell", c.Read(memory, c.Input("address", 6)));
        return c.Finish();
    }
}
