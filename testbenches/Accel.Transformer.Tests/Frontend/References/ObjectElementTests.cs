namespace Accel.Transformer.Tests.Frontend.References;

/// <summary>Arrays of objects: an element is replaced, and who refers to the object before keeps it.</summary>
/// <remarks>Plain C# = IR = RTL.</remarks>
public sealed class ObjectElementTests
{
    [Theory]
    [InlineData(
        "C[] e = new C[2]; e[0] = new C(); e[1] = new C(); e[1].F = memory.ReadInt32(1); C x = e[1]; e[1] = new C(); "
        + "x.F++; memory.WriteInt32(0, x.F + 3 * e[1].F);")]
    [InlineData(
        "C[] e = new C[3]; Fill(e, memory.ReadInt32(1) & 15); C best = e[0]; for (int i = 1; i < 3; i++) { if "
        + "(((e[i].F * 5) & 7) > ((best.F * 5) & 7)) best = e[i]; } best.F += 100; memory.WriteInt32(0, e[0].F); "
        + "memory.WriteInt32(1, e[1].F); memory.WriteInt32(2, e[2].F); memory.WriteBoolean(3, best == e[1]);")]
    [InlineData(
        "C[] e = new C[2]; C x = new C { F = memory.ReadInt32(1) }; e[0] = x; e[1] = new C(); x.F++; e[0].F += 2; "
        + "memory.WriteInt32(0, x.F + e[1].F); memory.WriteBoolean(1, x == e[0]); memory.WriteBoolean(2, x == e[1]);")]
    [InlineData(
        "C[] e = new C[4]; for (int i = 0; i < 4; i++) { C c = new C(); c.F = memory.ReadInt32(i); e[i] = c; c.F++; } "
        + "int k = memory.ReadInt32(5) & 3; C h = e[k]; e[memory.ReadInt32(6) & 3] = new C { F = 77 }; h.F += 1000; for "
        + "(int i = 0; i < 4; i++) memory.WriteInt32(i, e[i].F); memory.WriteInt32(5, h.F);")]
    [InlineData(
        "C[] e = new C[2]; Put(e, 0, new C { F = 3 }); C k = new C { F = memory.ReadInt32(1) }; Put(e, 1, k); k.F++; "
        + "memory.WriteInt32(0, e[0].F + e[1].F);")]
    [InlineData(
        "C[] e = { new C { F = 1 }, new C { F = 2 } }; foreach (C c in e) { c.F += memory.ReadInt32(1); } foreach (var "
        + "c in e) { C t = c; t.F *= 2; } memory.WriteInt32(0, e[0].F + e[1].F * 3);")]
    [InlineData(
        "C[] e = new C[2]; e[0] = new C(1); e[1] = new C(2); C x = First(e); Repl(e, memory.ReadInt32(1)); x.F += 5; "
        + "memory.WriteInt32(0, x.F + e[0].F * 10 + First(e).F * 100); memory.WriteInt32(1, Use(e[0], e[1], 3) + "
        + "Use(e[1], e[1], 4));")]
    [InlineData(
        "C[] e = new C[4]; for (int i = 0; i < 4; i++) e[i] = new C(memory.ReadInt32(i) & 15); int k = "
        + "memory.ReadInt32(5) & 3; C a = e[k], b = e[(k + 1) & 3]; a.F += b.F; b.F = a.F; k = 0; a.F++; "
        + "memory.WriteBoolean(9, a == b); for (int i = 0; i < 4; i++) memory.WriteInt32(i, e[i].F); "
        + "memory.WriteInt32(4, Use(a, e[k], 2));")]
    [InlineData(
        "S[] e = new S[2]; e[0].Inner = new C(memory.ReadInt32(1)); e[1].Inner = new C(2); e[1].V = 4; C c = "
        + "e[0].Inner; c.F++; e[0].Inner.F += 2; e[0].Inner = new C(70); memory.WriteInt32(0, c.F + e[0].Inner.F * 3 + "
        + "e[1].Inner.F + e[1].V);")]
    [InlineData(
        "C[] e = { new C(1), new C(2), new C(3) }; for (int i = 0; i < 3; i++) { C o = e[i]; if (o.F > "
        + "(memory.ReadInt32(1) & 3)) { e[i] = new C(o.F * 10); o.F = 99; } } memory.WriteInt32(0, e[0].F + e[1].F * 3 + "
        + "e[2].F * 7);")]
    [InlineData(
        "C keep = null; C[] e = { new C(1), new C(2), new C(3) }; for (int i = 0; i < 3; i++) { if "
        + "((memory.ReadInt32(i) & 1) == 1) { keep = e[i]; e[i] = new C(50 + i); } } memory.WriteInt32(0, (keep == null "
        + "? 0 : keep.F) + e[0].F * 3 + e[1].F * 5 + e[2].F * 7);")]
    [InlineData(
        "N[] e = { new N(), new N() }; e[1].Inner.F = memory.ReadInt32(1); e[1].Same(); C x = e[1].Inner; "
        + "memory.WriteInt32(0, e[1].Take(3)); x.F += 2; memory.WriteInt32(1, e[1].Inner.F + x.F * 3 + e[0].Inner.F);")]
    [InlineData(
        "N[] e = { new N(), new N() }; int k = memory.ReadInt32(2) & 1; memory.WriteInt32(2, e[k].Take(4)); "
        + "e[0].Put(new C(9)); memory.WriteInt32(3, e[0].Inner.F + e[1].Inner.F * 3);")]
    [InlineData(
        "C[] e = { new C(1), new C(memory.ReadInt32(1)) }; C o = new C(9); (e[1], o) = (o, e[1]); o.F += 10; e[1].F += 20; "
        + "memory.WriteInt32(0, o.F); memory.WriteInt32(1, e[1].F); C p = ((e[0], o) = (new C(3), e[0])).Item2; p.F += 5; "
        + "memory.WriteInt32(2, o.F); memory.WriteInt32(3, e[0].F); memory.WriteInt32(4, p.F);")]
    [InlineData(
        "C x = new C(1), y = new C(memory.ReadInt32(0)); C[] e = { new C(7), new C(8) }; bool c = memory.ReadBoolean(1); C old = e[1]; "
        + "e[1] = c ? x : y; x.F += 10; y.F += 100; e[1].F += 1000; old.F++; memory.WriteInt32(0, x.F); memory.WriteInt32(1, y.F); "
        + "memory.WriteInt32(2, e[1].F); memory.WriteInt32(3, old.F); memory.WriteBoolean(4, e[1] == x); "
        + "memory.WriteBoolean(5, e[1] == y);")]
    [InlineData(
        "C x = new C(1), y = new C(2), z = new C(3); int k = memory.ReadInt32(0) & 3; C t = k == 0 ? x : k == 1 ? y : z; "
        + "C u = memory.ReadBoolean(1) ? x : z; C[] e = { new C(7), new C(8), new C(9) }; e[k % 3] = t; t.F += 10; u.F += 100; "
        + "x.F += 1000; z.F += 5000; for (int i = 0; i < 3; i++) memory.WriteInt32(i, e[i].F); memory.WriteInt32(3, t.F + u.F * 3); "
        + "memory.WriteBoolean(4, t == u); memory.WriteBoolean(5, e[k % 3] == u); memory.WriteInt32(6, x.F + y.F * 3 + z.F * 7);")]
    [InlineData(
        "C x = new C(1); C[] e = { new C(7), new C(8) }; C t = memory.ReadBoolean(0) ? x : new C(4); e[0] = x; t.F += 10; e[0].F += "
        + "100; x.F += 1000; memory.WriteInt32(0, t.F); memory.WriteInt32(1, e[0].F); memory.WriteBoolean(2, t == e[0]);")]
    [InlineData(
        "C[] e = { new C(1), new C(2) }; C old = e[1]; RefC(ref e[1], memory.ReadInt32(0)); old.F += 10; e[1].F += 100; "
        + "memory.WriteInt32(0, old.F); memory.WriteInt32(1, e[1].F); memory.WriteBoolean(2, old == e[1]);")]
    [InlineData(
        "C[] e = { new C(1), new C(2), new C(3) }; int k = memory.ReadInt32(0) & 1; C h = e[k]; OutC(out e[k], 50); RefC(ref e[2], "
        + "memory.ReadInt32(1)); h.F += 10; for (int i = 0; i < 3; i++) memory.WriteInt32(i, e[i].F); memory.WriteInt32(3, h.F);")]
    [InlineData(
        "C[] e = new C[4]; for (int i = 0; i < 4; i++) { C a = new C(i), b = new C(10 + i); e[i] = memory.ReadBoolean(i) ? a : b; a.F += "
        + "100; } for (int i = 0; i < 4; i++) memory.WriteInt32(i, e[i].F);")]
    [InlineData(
        "C[] e = { new C(1), new C(2) }; "
        + "static void Two(ref C a, ref C b) { a = new C(5); b.F += 3; a.Inc(1); b = new C(b.F * 2); a.F++; } "
        + "static int With(ref C a, C b, int k) { a = new C(9 + k); b.F += 2; return b.F * 10 + a.F; } int k = memory.ReadInt32(0) & 1; "
        + "Two(ref e[k], ref e[k]); memory.WriteInt32(0, e[k].F); Two(ref e[0], ref e[1]); memory.WriteInt32(1, With(ref e[k], e[k], 3)); "
        + "for (int i = 0; i < 2; i++) { With(ref e[i], e[1 - i], i); memory.WriteInt32(2 + i, e[i].F); }")]
    [InlineData(
        "M[] e = { new M(), new M() }; int k = memory.ReadInt32(0) & 1; M old = e[k]; memory.WriteInt32(0, e[k].Leave(e, "
        + "memory.ReadInt32(1) & 1)); memory.WriteInt32(1, old.F); memory.WriteInt32(2, e[0].F + e[1].F * 10);")]
    public void An_element_that_is_replaced_leaves_its_object_to_others(string body) => ReferenceKernel.AssertSame(body);

    [Theory]
    [InlineData(
        "C o = new C(1), p; C[] e = new C[3]; e[0] = new C(); e[1] = o; e[2] = new C(9); p = o; e[1] = new C(5); p.F++; "
        + "memory.WriteInt32(0, o.F * 100 + p.F * 10 + e[1].F); memory.WriteBoolean(1, o == p);")]
    [InlineData(
        "C[] e = new C[3]; for (int i = 0; i < 3; i++) { e[i] = new C(i); } int k = memory.ReadInt32(0) & 1; C a = e[k]; "
        + "C b = e[1]; e[1] = new C(7); a.F += 10; b.F += 20; memory.WriteInt32(0, a.F * 1000 + b.F); "
        + "memory.WriteBoolean(1, a == b); memory.WriteInt32(2, e[0].F * 100 + e[1].F);")]
    [InlineData(
        "C[] e = new C[2]; e[0] = new C(1); e[1] = new C(2); C a = e[0], b = e[1], c = a; for (int i = 0; i < 2; i++) { "
        + "e[i] = new C(i + 5); c.F++; } memory.WriteInt32(0, a.F * 10000 + b.F * 100 + c.F); memory.WriteInt32(1, "
        + "e[0].F * 10 + e[1].F);")]
    [InlineData(
        "C[] e = new C[2]; e[0] = new C(1); e[1] = new C(2); C a = memory.ReadInt32(0) > 3 ? e[0] : new C(4); C b = a; "
        + "for (int i = 0; i < 3; i++) { e[0] = new C(i); b.F += 3; } memory.WriteInt32(0, a.F * 100 + e[0].F);")]
    [InlineData(
        "N d = new N(); d.Inner = new C(3); N[] e = new N[2]; e[0] = new N(); e[1] = d; N f = e[1], g = f; e[1] = new N(); "
        + "f.Inner.F++; g.Inner = new C(g.Inner.F + 1); memory.WriteInt32(0, d.Inner.F * 100 + f.Inner.F);")]
    [InlineData(
        "C o = new C(1); C p = o; N[] e = new N[2]; e[0] = new N(); e[1] = new N(); e[1].Inner = p; e[1] = new N(); p.F += 4; "
        + "memory.WriteInt32(0, o.F * 10 + e[1].Inner.F);")]
    public void All_who_refer_to_a_replaced_element_keep_one_object(string body) => ReferenceKernel.AssertSame(body);

    [Theory]
    [InlineData(
        "C[] e = { new C(1), new C(2) }; C o = e[1]; (e[0], e[1].F) = (new C(7), memory.ReadInt32(0)); (e[1].F, e[1]) = (5, new "
        + "C(6)); memory.WriteInt32(0, e[0].F * 100 + e[1].F * 10 + o.F);")]
    [InlineData(
        "N[] e = { new N(), new N() }; N o = e[1]; (e[0], e[1].Inner) = (new N(), new C(4)); (e[1].Inner, e[1]) = (new C(5), new "
        + "N()); memory.WriteInt32(0, e[0].Inner.F * 100 + e[1].Inner.F * 10 + o.Inner.F);")]
    public void A_part_of_an_element_is_set_in_the_object_that_it_belonged_to(string body) => ReferenceKernel.AssertSame(body);
}
