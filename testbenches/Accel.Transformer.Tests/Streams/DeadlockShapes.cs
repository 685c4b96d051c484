namespace Accel.Transformer.Tests.Streams;

/// <summary>Ways in which tasks come to wait for each other for ever.</summary>
internal static class DeadlockShapes
{
    private const string Two = "var s = new Stream<int>(1); var t = new Stream<int>(1);\n";

    /// <summary>A body, the stream of each wait, whether it is full, and its line; line 9 is the body's first.</summary>
    public static TheoryData<string, string[]> All => new()
    {
        // Both read first.
        {
            Two + "var a = Task.Run(() => {\ns.Write(t.Read()); });\n"
                + "var b = Task.Run(() => {\nt.Write(s.Read()); });\nTask.WaitAll(a, b);",
            ["s empty 13", "t empty 11"]
        },
        // Both write first, more than there is room for.
        {
            Two + "var a = Task.Run(() => {\nfor (int i = 0; i < 2; i++) { s.Write(i); }\nint x = t.Read(); });\n"
                + "var b = Task.Run(() => {\nfor (int i = 0; i < 2; i++) { t.Write(i); }\nint y = s.Read(); });\nTask.WaitAll(a, b);",
            ["s full 11", "t full 14"]
        },
        // Three in a ring, with nothing in it.
        {
            Two + "var u = new Stream<int>(1);\nvar a = Task.Run(() => {\ns.Write(u.Read()); });\n"
                + "var b = Task.Run(() => {\nt.Write(s.Read()); });\n"
                + "var c = Task.Run(() => {\nu.Write(t.Read()); });\nTask.WaitAll(a, b, c);",
            ["u empty 12", "s empty 14", "t empty 16"]
        },
        // Three in a ring, with more in it than it holds.
        {
            Two + "var u = new Stream<int>(1);\n"
                + "var a = Task.Run(() => {\ns.Write(1); for (int i = 0; i < 9; i++) { s.Write(2);\nint x = u.Read(); } });\n"
                + "var b = Task.Run(() => { for (int i = 0; i < 9; i++) {\nint x = s.Read(); t.Write(x); t.Write(x);\n} });\n"
                + "var c = Task.Run(() => { for (int i = 0; i < 9; i++) { int x = t.Read();\nu.Write(x); } });\nTask.WaitAll(a, b, c);",
            ["s full 12", "t full 15", "u full 18"]
        },
        // Nobody ever says which of the arrays it is.
        {
            Two + "int[][] w = { new int[4], new int[4] }; var a = Task.Run(() => {\nw[s.Read()][0] = 1; });\n"
                + "var b = Task.Run(() => {\nint own = t.Read(); memory.WriteInt32(0, w[own][1]); });\nTask.WaitAll(a, b);",
            ["s empty 11", "t empty 13"]
        },
        // More is read than a writer that has ended wrote.
        {
            "var s = new Stream<int>(2);\nvar a = Task.Run(() => { s.Write(1); s.Write(2); });\n"
                + "var b = Task.Run(() => { int n = 0; for (int i = 0; i < 3; i++) {\nn += s.Read(); } return n; });\n"
                + "Task.WaitAll(a, b); memory.WriteInt32(0, b.Result);",
            ["s empty 12"]
        },
        // More is written than there is room for, and the reader has ended.
        {
            "var s = new Stream<int>(3);\nvar a = Task.Run(() => { for (int i = 0; i < 9; i++) {\ns.Write(i); } });\n"
                + "var b = Task.Run(() => memory.WriteInt32(0, s.Read()));\nTask.WaitAll(a, b);",
            ["s full 11"]
        },
        // Nobody reads, nobody writes.
        { "var s = new Stream<int>(2);\nfor (int i = 0; i < 3; i++) {\ns.Write(i); }\n", ["s full 11"] },
        { "var s = new Stream<int>(2);\nvar a = Task.Run(() => {\nint x = s.Read(); });\na.Wait();", ["s empty 11"] },
        // One task has both ends and reads first.
        {
            "var s = new Stream<int>(4);\nint n = 0;\nfor (int i = 0; i < 3; i++) { n +=\ns.Read(); s.Write(i); }\n"
                + "memory.WriteInt32(0, n);",
            ["s empty 12"]
        },
        // The other branch of a fork comes first where they join, and there is too little room for that.
        {
            "var s = new Stream<int>(3); var t = new Stream<int>(3);\n"
                + "var a = Task.Run(() => { for (int i = 0; i < 4; i++) {\ns.Write(i); } for (int i = 0; i < 4; i++) { t.Write(i); } });\n"
                + "var b = Task.Run(() => { for (int i = 0; i < 4; i++) {\nint x = t.Read(); int y = s.Read(); } });\nTask.WaitAll(a, b);",
            ["s full 11", "t empty 13"]
        },
        // What a task in between gathers never becomes one.
        {
            Two + "var a = Task.Run(() => { for (int i = 0; i < 3; i++) {\ns.Write(i); } });\n"
                + "var b = Task.Run(() => { for (int i = 0; i < 2; i++) {\nint x = s.Read();\nint y = s.Read(); t.Write(x + y); } });\n"
                + "memory.WriteInt32(0, t.Read());\nmemory.WriteInt32(1,\nt.Read());\nTask.WaitAll(a, b);",
            ["s empty 14", "t empty 17"]
        },
        // The element that says that it is the last one gets lost.
        {
            "var s = new Stream<(int Value, bool IsLast)>(2);\n"
                + "var a = Task.Run(() => { for (int i = 0; i < 6; i++) { if ((i & 1) == 0) { s.Write((i, i == 5)); } } });\n"
                + "var b = Task.Run(() => { int n = 0; while (true) {\nvar (x, end) = s.Read(); n += x; if (end) { break; } }\n"
                + "return n; });\n"
                + "Task.WaitAll(a, b); memory.WriteInt32(0, b.Result);",
            ["s empty 12"]
        },
        // Only for these cells of memory, and while another task still works.
        {
            Two + "var a = Task.Run(() => { for (int i = 0; i < 2 + memory.ReadInt32(1); i++) { s.Write(i); } });\n"
                + "var b = Task.Run(() => { int n = 0; for (int i = 0; i < 3; i++) {\nn += s.Read(); } memory.WriteInt32(0, n); });\n"
                + "var c = Task.Run(() => { for (int i = 0; i < 40; i++) { memory.WriteInt32(2, i); } t.Write(1); });\n"
                + "int x = t.Read();\nTask.WaitAll(a, b, c);",
            ["s empty 12"]
        },
        // Tasks of a task.
        {
            Two + "var a = Task.Run(() => {\nvar u = new Stream<int>(1);\n"
                + "var c = Task.Run(() => {\nu.Write(s.Read()); });\n"
                + "var d = Task.Run(() => {\nt.Write(u.Read()); });\nTask.WaitAll(c, d); });\n"
                + "int x =\nt.Read(); s.Write(x); a.Wait();",
            ["s empty 13", "u empty 15", "t empty 18"]
        },
        // Two pairs of tasks, of which one has come to its end.
        {
            Two + "var a = Task.Run(() => { for (int i = 0; i < 30; i++) { s.Write(i); } });\n"
                + "var b = Task.Run(() => { int n = 0; for (int i = 0; i < 30; i++) { n += s.Read(); } memory.WriteInt32(0, n); });\n"
                + "var c = Task.Run(() => { t.Write(1);\nt.Write(2); });\nvar d = Task.Run(() => { });\nTask.WaitAll(a, b, c, d);",
            ["t full 13"]
        },
        // In a later round only.
        {
            "for (int round = 0; round < 3; round++) {\nvar s = new Stream<int>(1); int count = round;\n"
                + "var a = Task.Run(() => { for (int i = 0; i <= count; i++) {\ns.Write(i); } });\n"
                + "var b = Task.Run(() => { int x = s.Read(); });\nTask.WaitAll(a, b); }",
            ["s full 12"]
        },
        // Behind the wait for all tasks.
        {
            "var s = new Stream<int>(1);\nvar a = Task.Run(() => { s.Write(1); });\na.Wait();\nint n = s.Read();\nn +=\ns.Read();\n"
                + "memory.WriteInt32(0, n);",
            ["s empty 14"]
        },
    };
}
