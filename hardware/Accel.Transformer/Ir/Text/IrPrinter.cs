using System.Globalization;
using System.Text;

namespace Accel.Transformer.Ir.Text;

/// <summary>
/// Writes IR as C-like text for people, dumps and golden tests; <see cref="IrParser"/> reads it back. Deterministic. Equal names are told
/// apart by a number behind an apostrophe; a promise stands behind the type in braces. The C# lines are left out unless they are asked
/// for, so that a golden text survives an edit above it.
/// </summary>
public sealed class IrPrinter
{
    private readonly StringBuilder _text = new();
    private readonly IrNames _names;
    private readonly IrDeclarationText _declarations;
    private readonly IrExpressionText _expressions;
    private int _depth;

    private IrPrinter(bool withSources)
    {
        _names = new IrNames(withSources);
        _declarations = new IrDeclarationText(_names);
        _expressions = new IrExpressionText(
            item => item is Variable variable ? _names.Of(variable) : _names.Of((ArrayVariable)item), source => _names.Place("@", source));
    }

    /// <summary>A whole program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="withSources">With the C# line that each thing comes from: all that the hardware is made of is in the text.</param>
    public static string Print(KernelProgram program, bool withSources = false)
    {
        ArgumentNullException.ThrowIfNull(program);
        IrPrinter printer = new(withSources);
        foreach (ArrayVariable array in program.Arrays)
        {
            printer.Line(printer._declarations.Line(array));
        }

        foreach (Function function in program.Functions)
        {
            _ = printer._names.Of(function);
        }

        foreach (Function function in program.Functions)
        {
            int member = program.EntryPoints.IndexOf(function);
            printer.Line("");
            printer.Write(function, member < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"entry {member} "));
        }

        string files = string.Concat(printer._names.Files.Select(static (file, number) =>
            string.Create(CultureInfo.InvariantCulture, $"file {number} {IrWords.Quoted(file, IrWords.TextQuote)}\n")));
        return $"kernel {IrWords.Name(program.Name)}\n{files}{printer._text}";
    }

    /// <summary>One function.</summary>
    public static string Print(Function function)
    {
        ArgumentNullException.ThrowIfNull(function);
        IrPrinter printer = new(withSources: false);
        printer.Write(function, "");
        return printer._text.ToString();
    }

    /// <summary>An expression, with the plain names of its variables.</summary>
    public static string Print(Expression expression) =>
        new IrExpressionText(static variable => variable.ToString()!.Split('[')[0], static _ => "").Write(expression);

    private void Write(Function function, string prefix)
    {
        string parameters = string.Join(", ", function.Parameters.Select(_declarations.Of));
        string result = function.ResultType is { } type ? $": {type}" : "";
        string demand = function.IsAdditionOnly ? " addition-only" : "";
        string shared = function.IsShared ? " built-once" : "";
        string depth = function.RecursionDepth is { } levels ? string.Create(CultureInfo.InvariantCulture, $" depth {levels}") : "";
        Line($"{prefix}{_names.Of(function)}({parameters}){result}{demand}{shared}{depth}{_names.Place(" #", function.Source)}");
        Scope(() =>
        {
            foreach (ArrayVariable array in function.Arrays)
            {
                Line(_declarations.Line(array));
            }

            foreach (StreamVariable stream in function.Streams)
            {
                Line($"stream {_declarations.Of(stream)}");
            }

            foreach (Variable variable in function.Variables)
            {
                Line($"var {_declarations.Of(variable)}");
            }

            foreach (SharedMethod method in function.Shared)
            {
                Line($"shared {_names.Of(method)}{_names.Place(" #", method.Source)}");
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
            case IfStatement choice:
                Line($"if {Text(choice.Condition)}", choice);
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
                Write(parallel);
                break;
            default:
                Line(Simple(statement), statement);
                break;
        }
    }

    // What is one line.
    private string Simple(Statement statement) => statement switch
    {
        AssignStatement assign => $"{_names.Of(assign.Target)} = {Text(assign.Value)}",
        ArrayStoreStatement store => $"{_names.Of(store.Array)}[{Text(store.Index)}] = {Text(store.Value)}",
        ArrayClearStatement clear => $"clear {_names.Of(clear.Array)}",
        MemoryReadStatement read => $"{_names.Of(read.Target)} = memory[{Text(read.Cell)}]",
        MemoryWriteStatement write => $"memory[{Text(write.Cell)}] = {Text(write.Value)}",
        StreamReadStatement read => string.Join(", ", read.Targets.Select(_names.Of))
            + $" = {(read.Stream.Meter is null ? "read" : "measure")} {_names.Of(read.Stream)}",
        StreamWriteStatement write => $"write {_names.Of(write.Stream)}, {string.Join(", ", write.Values.Select(Text))}",
        StreamClearStatement clear => $"empty {_names.Of(clear.Stream)}",
        CallStatement call => (call.Result is { } target ? $"{_names.Of(target)} = " : "")
            + $"{_names.Of(call.Callee)}({string.Join(", ", call.Arguments.Select(Text))}){IrExpressionText.Demand(call.AdditionOnlyIn)}",
        RunStatement run => $"run {_names.Of(run.Method)}",
        BreakStatement leave => $"break {_names.Of(leave.Loop)}",
        ContinueStatement next => $"continue {_names.Of(next.Loop)}",
        ReturnStatement leave => leave.Value is null ? "return" : $"return {Text(leave.Value)}",
        _ => $"<{statement.GetType().Name}>",
    };

    private void Write(LoopStatement loop)
    {
        string name = _names.Of(loop);
        string?[] parts =
        [
            $"loop {name}",
            loop.Counter is { } variable ? $"over {_names.Of(variable)}" : null,
            loop.UnrollFactor switch
            {
                0 => "unroll",
                1 => null,
                int factor => string.Create(CultureInfo.InvariantCulture, $"unroll {factor}"),
            },
            loop.InitiationInterval is { } interval ? string.Create(CultureInfo.InvariantCulture, $"pipeline {interval}") : null,
            loop.StartsTasks ? "of tasks" : null,
            loop.TripCount is { } trips ? string.Create(CultureInfo.InvariantCulture, $"trips {trips}") : null,
            loop.CountsSteadily ? "steady" : null,
            loop.Behind is var (before, shared) ? $"behind {_names.Of(before)} {IrWords.Quoted(shared, IrWords.TextQuote)}" : null,
        ];
        Line(string.Join(' ', parts.Where(static part => part is not null)), loop);
        Scope(() =>
        {
            loop.Holds.ForEach(condition => Line($"holds {Text(condition)}"));
            if (!loop.TestsAtEnd)
            {
                WriteTest(loop, "while");
            }

            Write(loop.Body.Statements);
            Part("step", loop.Step);
            if (loop.TestsAtEnd)
            {
                WriteTest(loop, "again while");
            }
        });
    }

    private void WriteTest(LoopStatement loop, string word)
    {
        Part("header", loop.Header);
        if (loop.TestsAtEnd || loop.Condition is not ConstantExpression { Value: 1, Source: null })
        {
            Line($"{word} {Text(loop.Condition)}");
        }
    }

    private void Part(string word, Block block)
    {
        if (block.Statements.Count > 0)
        {
            Line(word);
            Scope(() => Write(block.Statements));
        }
    }

    private void Write(ParallelStatement parallel)
    {
        string loops = parallel.IsOfLoops ? " of loops" : "";
        string apart = parallel.Apart.Count > 0 ? $" apart {string.Join(", ", parallel.Apart.Select(_names.Of))}" : "";
        for (int i = 0; i < parallel.Blocks.Count; i++)
        {
            string task = parallel.Names is { } tasks ? $" {IrWords.Name(tasks[i].Name)}{_names.Place("@", tasks[i].Source)}" : "";
            Line(i == 0
                ? $"{(parallel.IsNetwork ? "network" : "parallel")}{task}{loops}{apart}{_names.Place(" #", parallel.Source)}"
                : $"and{task}");
            Scope(() => Write(parallel.Blocks[i].Statements));
        }
    }

    private string Text(Argument argument) => argument switch
    {
        ValueArgument value => Text(value.Value),
        ReferenceArgument reference => $"ref {_names.Of(reference.Variable)}",
        ArrayArgument array => _names.Of(array.Array),
        _ => "?",
    };

    private string Text(Expression expression) => _expressions.Write(expression);

    private void Scope(Action write)
    {
        Line("{");
        _depth++;
        write();
        _depth--;
        Line("}");
    }

    private void Line(string line, Statement from) => Line(line + _names.Place(" #", from.Source));

    private void Line(string line)
    {
        _ = line.Length == 0 ? _text : _text.Append(' ', _depth * 2).Append(line);
        _ = _text.Append('\n');
    }
}
