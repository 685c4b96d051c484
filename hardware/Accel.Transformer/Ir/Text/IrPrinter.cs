using System.Globalization;
using System.Text;
using Accel.Hast;

namespace Accel.Transformer.Ir.Text;

/// <summary>
/// Writes IR as C-like text for people, dumps and golden tests. Deterministic. Equal names are told apart by a number behind an
/// apostrophe; a promise stands behind the type in braces; the C# line is left out, so that a golden text survives an edit above it.
/// </summary>
public sealed class IrPrinter
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<object, string> _names = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<LoopStatement, string> _loops = [];
    private int _depth;

    private IrPrinter()
    {
    }

    /// <summary>A whole program.</summary>
    public static string Print(KernelProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        IrPrinter printer = new();
        printer.Line($"kernel {program.Name}");
        foreach (ArrayVariable array in program.Arrays)
        {
            printer.Declare(array);
        }

        foreach (Function function in program.Functions)
        {
            _ = printer.Name(function, function.Name);
        }

        foreach (Function function in program.Functions)
        {
            int member = program.EntryPoints.IndexOf(function);
            printer.Line("");
            printer.Write(function, member < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"entry {member} "));
        }

        return printer._text.ToString();
    }

    /// <summary>One function.</summary>
    public static string Print(Function function)
    {
        ArgumentNullException.ThrowIfNull(function);
        IrPrinter printer = new();
        printer.Write(function, "");
        return printer._text.ToString();
    }

    /// <summary>An expression, with the plain names of its variables.</summary>
    public static string Print(Expression expression) => IrExpressionText.Write(expression, variable => variable.ToString()!.Split('[')[0]);

    private void Write(Function function, string prefix)
    {
        string parameters = string.Join(", ", function.Parameters.Select(Describe));
        string demand = function.IsAdditionOnly ? " addition-only" : "";
        Line($"{prefix}{Name(function, function.Name)}({parameters}){(function.ResultType is { } result ? $": {result}" : "")}{demand}");
        Scope(() =>
        {
            foreach (ArrayVariable array in function.Arrays)
            {
                Declare(array);
            }

            foreach (StreamVariable stream in function.Streams)
            {
                Line($"stream {Describe(stream)}");
            }

            foreach (Variable variable in function.Variables)
            {
                Line($"var {Describe(variable)}");
            }

            foreach (SharedMethod method in function.Shared)
            {
                Line($"shared {Name(method, method.Name)}");
                Scope(() => Write(method.Body.Statements));
            }

            Write(function.Body.Statements);
        });
    }

    private void Write(List<Statement> statements)
    {
        foreach (Statement statement in statements)
        {
            Write(statement);
        }
    }

    private void Write(Statement statement)
    {
        switch (statement)
        {
            case AssignStatement assign:
                Line($"{Name(assign.Target, assign.Target.Name)} = {Text(assign.Value)}");
                break;
            case ArrayStoreStatement store:
                Line($"{Name(store.Array, store.Array.Name)}[{Text(store.Index)}] = {Text(store.Value)}");
                break;
            case ArrayClearStatement clear:
                Line($"clear {Name(clear.Array, clear.Array.Name)}");
                break;
            case MemoryReadStatement read:
                Line($"{Name(read.Target, read.Target.Name)} = memory[{Text(read.Cell)}]");
                break;
            case MemoryWriteStatement write:
                Line($"memory[{Text(write.Cell)}] = {Text(write.Value)}");
                break;
            case StreamReadStatement read:
                string verb = read.Stream.Meter is null ? "read" : "measure";
                Line($"{string.Join(", ", read.Targets.Select(t => Name(t, t.Name)))} = {verb} {Name(read.Stream, read.Stream.Name)}");
                break;
            case StreamWriteStatement write:
                Line($"write {Name(write.Stream, write.Stream.Name)}, {string.Join(", ", write.Values.Select(Text))}");
                break;
            case StreamClearStatement clear:
                Line($"empty {Name(clear.Stream, clear.Stream.Name)}");
                break;
            case CallStatement call:
                string result = call.Result is { } target ? $"{Name(target, target.Name)} = " : "";
                Line($"{result}{Name(call.Callee, call.Callee.Name)}({string.Join(", ", call.Arguments.Select(Text))})");
                break;
            case RunStatement run:
                Line($"run {Name(run.Method, run.Method.Name)}");
                break;
            case IfStatement choice:
                Line($"if {Text(choice.Condition)}");
                Scope(() => Write(choice.Then.Statements));
                if (choice.Else.Statements.Count > 0)
                {
                    Line("else");
                    Scope(() => Write(choice.Else.Statements));
                }

                break;
            case LoopStatement loop:
                Write(loop);
                break;
            case ParallelStatement parallel:
                for (int i = 0; i < parallel.Blocks.Count; i++)
                {
                    string task = parallel.Names is { } names ? " " + names[i].Name : "";
                    Line((i == 0 ? parallel.IsNetwork ? "network" : "parallel" : "and") + task);
                    Scope(() => Write(parallel.Blocks[i].Statements));
                }

                break;
            case BreakStatement leave:
                Line($"break {_loops.GetValueOrDefault(leave.Loop, "?")}");
                break;
            case ContinueStatement next:
                Line($"continue {_loops.GetValueOrDefault(next.Loop, "?")}");
                break;
            case ReturnStatement leave:
                Line(leave.Value is null ? "return" : $"return {Text(leave.Value)}");
                break;
            default:
                Line($"<{statement.GetType().Name}>");
                break;
        }
    }

    private void Write(LoopStatement loop)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"L{_loops.Count}");
        _loops.Add(loop, name);
        string counter = loop.Counter is { } variable ? $" over {Name(variable, variable.Name)}" : "";
        string unroll = loop.UnrollFactor switch
        {
            0 => " unroll",
            1 => "",
            int factor => string.Create(CultureInfo.InvariantCulture, $" unroll {factor}"),
        };
        string pipeline = loop.InitiationInterval is { } interval ? string.Create(CultureInfo.InvariantCulture, $" pipeline {interval}") : "";
        Line($"loop {name}{counter}{unroll}{pipeline}{(loop.StartsTasks ? " of tasks" : "")}");
        Scope(() =>
        {
            if (!loop.TestsAtEnd)
            {
                WriteTest(loop);
            }

            Write(loop.Body.Statements);
            if (loop.Step.Statements.Count > 0)
            {
                Line("step");
                Scope(() => Write(loop.Step.Statements));
            }

            if (loop.TestsAtEnd)
            {
                WriteTest(loop);
            }
        });
    }

    private void WriteTest(LoopStatement loop)
    {
        Write(loop.Header.Statements);
        if (loop.Condition is not ConstantExpression { Value: 1 })
        {
            Line($"while {Text(loop.Condition)}");
        }
    }

    private void Declare(ArrayVariable array)
    {
        string banks = array.Banks == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" banks {array.Banks}");
        string kind = array.Kind == MemoryKind.Automatic ? "" : $" in {array.Kind}{(array.HasOutputRegister ? " registered" : "")}";
        string persistent = array.IsPersistent ? "persistent " : "";
        string constants = (array.Constants ?? array.Initial) is { } values
            ? " = {" + string.Join(", ", values.Select(value => value.ToString(CultureInfo.InvariantCulture))) + "}"
            : "";
        Line($"{persistent}array {Describe(array)}{banks}{kind}{constants}");
    }

    private string Describe(Parameter parameter) =>
        parameter.Array is { } array ? Describe(array)
        : parameter.Variable is { } variable ? (parameter.IsReference ? "ref " : "") + Describe(variable)
        : "?";

    private string Describe(Variable variable) => $"{Name(variable, variable.Name)}: {variable.Type}{Describe(variable.Promise)}";

    private string Describe(ArrayVariable array) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name(array, array.Name)}[{array.Length}]: {array.ElementType}{Describe(array.Promise)}");

    private string Describe(StreamVariable stream)
    {
        string kind = stream.Kind == MemoryKind.Automatic ? "" : $" in {stream.Kind}";
        string fields = string.Join(", ", stream.Fields.Select(f =>
            $"{(f.Name.Length == 0 ? "" : f.Name + " ")}{f.Type}{Describe(f.Promise)}"));
        return string.Create(CultureInfo.InvariantCulture, $"{Name(stream, stream.Name)}[{stream.Capacity}]: {fields}{kind}");
    }

    private static string Describe((long Minimum, long Maximum)? promise) =>
        promise is { } range ? string.Create(CultureInfo.InvariantCulture, $" {{{range.Minimum}..{range.Maximum}}}") : "";

    private string Text(Argument argument) => argument switch
    {
        ValueArgument value => Text(value.Value),
        ReferenceArgument reference => $"ref {Name(reference.Variable, reference.Variable.Name)}",
        ArrayArgument array => Name(array.Array, array.Array.Name),
        _ => "?",
    };

    private string Text(Expression expression) =>
        IrExpressionText.Write(expression, item => item is Variable variable ? Name(variable, variable.Name) : Name(item, ((ArrayVariable)item).Name));

    private string Name(object item, string wanted)
    {
        if (!_names.TryGetValue(item, out string? name))
        {
            name = wanted;
            for (int number = 2; !_taken.Add(name); number++)
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{wanted}'{number}");
            }

            _names.Add(item, name);
        }

        return name;
    }

    private void Scope(Action write)
    {
        Line("{");
        _depth++;
        write();
        _depth--;
        Line("}");
    }

    private void Line(string line)
    {
        _ = line.Length == 0 ? _text : _text.Append(' ', _depth * 2).Append(line);
        _ = _text.Append('\n');
    }
}
