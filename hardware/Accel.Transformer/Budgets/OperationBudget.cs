using System.Globalization;
using System.Numerics;
using Accel.Rtl;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Budgets;

/// <summary>Holds the copies of code to a number of operations; what is going to be copied is counted before.</summary>
internal static class OperationBudget
{
    /// <summary>So many calls of a chain are written out.</summary>
    private const int Named = 3;

    /// <summary>To follow a call of a method that is built once costs less than to build it again.</summary>
    private const int FollowedPerOperation = 8;

    private sealed record Calls(Function Callee, int Count, SourceLocation? Source);

    private sealed record Size(BigInteger Total, IReadOnlyList<Calls> Calls);

    /// <summary>
    /// What inlining every call would make of a program, counted from the callees upwards. Methods that are built once are followed from
    /// each of their calls as well, when it is asked what they change.
    /// </summary>
    /// <exception cref="BudgetExceededException">Too much.</exception>
    public static void CheckCalls(KernelProgram program)
    {
        CheckCalls(program, 1, static callee => !callee.IsShared, static (n, name) =>
            $"copying what is called makes {n} operations of {name}");
        CheckCalls(program, FollowedPerOperation, static _ => true, static (n, name) =>
            $"following the calls of methods that are built once takes {n} operations in {name}");
    }

    private static void CheckCalls(KernelProgram program, int factor, Func<Function, bool> counts, Func<string, string, string> text)
    {
        Dictionary<Function, Size> sizes = [];
        foreach (var function in program.Functions)
        {
            var calls = IrWalk.All(function.Body).OfType<CallStatement>().Where(c => counts(c.Callee) && sizes.ContainsKey(c.Callee))
                .GroupBy(c => c.Callee).Select(g => new Calls(g.Key, g.Count(), g.First().Source)).ToList();
            var total = OperationCount.Of(function) + calls.Aggregate(BigInteger.Zero, (sum, c) => sum + (c.Count * sizes[c.Callee].Total));
            sizes[function] = new Size(total, calls);
        }

        foreach (var entry in program.EntryPoints.Where(e =>
            sizes[e].Total > factor * CompileWatch.Budgets.Operations && sizes[e].Calls.Count > 0))
        {
            var (chain, place) = Chain(entry, sizes);
            Refuse(place ?? entry.Source, $"{text(Number(sizes[entry].Total), entry.Name)}: {chain}");
        }
    }

    /// <summary>What a pass has left.</summary>
    /// <exception cref="BudgetExceededException">Too much.</exception>
    public static void Check(KernelProgram program, string pass)
    {
        long total = program.Functions.Sum(OperationCount.Of);
        if (total <= CompileWatch.Budgets.Operations)
        {
            return;
        }

        var lines = program.Functions.SelectMany(f => IrWalk.All(f.Body)).Where(s => s.Source is { Line: > 0 })
            .GroupBy(s => s.Source!).Select(g => (Place: g.Key, Count: g.Sum(OperationCount.Of))).OrderByDescending(g => g.Count).ToList();
        if (program.Functions.SelectMany(f => f.Arrays).Where(a => a.Kind == Hast.MemoryKind.Registers)
            .MaxBy(a => a.Length) is { } registers
            && registers.Length > total / 2)
        {
            Refuse(registers.Source, $"{registers.Name} is to be {registers.Length} registers, each of which is chosen and set by itself");
        }

        string most = lines.Count == 0 ? "" : $", {Number(lines[0].Count)} of them from line {lines[0].Place.Line}";
        Refuse(lines.Count == 0 ? null : lines[0].Place, $"after {pass} the kernel has {Number(total)} operations{most}");
    }

    /// <summary>A struct or class, before its fields are made.</summary>
    /// <param name="type">What it is called.</param>
    /// <param name="fields">Its fields, those of structs in it included.</param>
    /// <param name="place">Where it is used.</param>
    /// <exception cref="BudgetExceededException">Too many.</exception>
    public static void CheckFields(string type, BigInteger fields, SourceLocation place)
    {
        if (fields > CompileWatch.Budgets.Operations)
        {
            Refuse(place, $"a variable of type {type} consists of {Number(fields)} variables, one for each field");
        }
    }

    /// <summary>Refuses a kernel.</summary>
    /// <param name="place">Where the copies come from.</param>
    /// <param name="what">A clause that says how many there are, and why.</param>
    public static void Refuse(SourceLocation? place, string what)
        => throw new BudgetExceededException(DiagnosticDescriptors.Operations, place, what, CompileWatch.Budgets.Operations);

    /// <summary>A number as a message gives it.</summary>
    public static string Number(BigInteger value)
        => value < BigInteger.Pow(10, 18) ? value.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"more than 10^{(int)BigInteger.Log10(value)}");

    /// <summary>Who calls whom, without the middle of a long way.</summary>
    public static string Chain(IReadOnlyList<string> names)
        => names.Count <= Named + 2 ? string.Join(", which calls ", names)
            : $"{string.Join(", which calls ", names.Take(Named))} and so on down to {names[^1]}";

    // The way down on which most of it comes about.
    private static (string Text, SourceLocation? Place) Chain(Function entry, Dictionary<Function, Size> sizes)
    {
        List<Calls> way = [];
        BigInteger copies = 1;
        for (var calls = Largest(entry); calls is not null; calls = Largest(calls.Callee))
        {
            way.Add(calls);
            copies *= calls.Count;
        }

        return ($"it calls {Chain([.. way.Select(Text)])}; {Number(copies)} copies of {way[^1].Callee.Name}", way[0].Source);

        Calls? Largest(Function function) => sizes[function].Calls.MaxBy(c => c.Count * sizes[c.Callee].Total);

        static string Text(Calls calls)
            => string.Create(CultureInfo.InvariantCulture,
                $"{calls.Callee.Name} {(calls.Count == 1 ? "once" : $"{calls.Count} times")} (line {calls.Source?.Line ?? 0})");
    }
}
