namespace Accel.Transformer.Tests.Frontend.References;

/// <summary>A place that is given twice is one place: by ref, in and out, as a whole and in part.</summary>
/// <remarks>Plain C# = IR = RTL.</remarks>
public sealed class SharedPlaceTests
{
    [Theory]
    [InlineData(
        "P[] e = new P[2]; e[1].X = memory.ReadInt32(1); memory.WriteInt32(0, RefS(ref e[1], ref e[1])); e[1].X = 4; "
        + "memory.WriteInt32(1, InS(in e[1], ref e[1])); e[1].X = 5; memory.WriteInt32(2, RefSI(ref e[1], ref e[1].X)); "
        + "e[1].X = 6; memory.WriteInt32(3, InE(in e[1], e)); Out2(out e[0], out e[0]); memory.WriteInt32(4, e[0].X); "
        + "int k = memory.ReadInt32(3) & 1; e[k].X = 9; memory.WriteInt32(5, RefS(ref e[k], ref e[1]));")]
    [InlineData(
        "E c = new E(); c.T.X = memory.ReadInt32(1); memory.WriteInt32(0, InC(in c.T, c)); c.T.X = 3; "
        + "memory.WriteInt32(1, RefSI(ref c.T, ref c.T.X)); P s = new P(); s.X = 5; memory.WriteInt32(2, RefSI(ref s, "
        + "ref s.X));")]
    [InlineData(
        "E[] e = new E[2]; e[0] = new E(); e[1] = new E(); e[1].T.X = memory.ReadInt32(1); memory.WriteInt32(0, "
        + "RefSI(ref e[1].T, ref e[1].T.X)); memory.WriteInt32(1, InC(in e[1].T, e[1]));")]
    [InlineData("C a = new C(memory.ReadInt32(1)); memory.WriteInt32(0, Both(ref a.F, ref a.F, a)); memory.WriteInt32(1, a.F);")]
    public void What_is_given_twice_is_one_place(string body) => ReferenceKernel.AssertSame(body);
}
