using Accel.Transformer.Ir.Text.Parsing;

namespace Accel.Transformer.Ir.Text;

/// <summary>
/// Reads the text of a program, as <see cref="IrPrinter"/> writes it: the same program comes out, as far as the text says it. One
/// statement stands on a line; lines may be empty, and <c>//</c> begins a comment.
/// </summary>
public sealed class IrParser
{
    private readonly IrCursor _cursor;
    private readonly IrScope _scope = new();
    private readonly IrDeclarationParser _declarations;
    private readonly IrStatementParser _statements;
    private readonly SortedDictionary<int, Function> _entryPoints = [];

    private IrParser(string text)
    {
        _cursor = new IrCursor(IrLexer.Tokens(text));
        _declarations = new IrDeclarationParser(_cursor, _scope);
        _statements = new IrStatementParser(_cursor, _scope);
    }

    /// <summary>Reads a program.</summary>
    /// <exception cref="IrTextException">The text is none, or a program that breaks what <see cref="IrInvariants"/> demands.</exception>
    public static KernelProgram Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        KernelProgram program = new IrParser(text).Program();
        IReadOnlyList<string> violations = IrInvariants.Check(program);
        return violations.Count == 0 ? program : throw new IrTextException(string.Join("; ", violations.Take(3)), 0, 0);
    }

    private KernelProgram Program()
    {
        _cursor.Word("kernel");
        KernelProgram program = new(_cursor.Name("the name of the kernel").Text);
        _cursor.EndLine();
        while (_cursor.TryWord("file"))
        {
            _cursor.File();
            _cursor.EndLine();
        }

        // Functions may call others that are declared behind them, or themselves.
        Dictionary<IrToken, Function> functions = new(ReferenceEqualityComparer.Instance);
        foreach (int position in _cursor.Functions())
        {
            _cursor.At(position, () => Announce(functions));
        }

        while (_declarations.ArrayLine() is { } array)
        {
            program.Arrays.Add(array);
        }

        while (_cursor.Next.Kind != IrTokenKind.End)
        {
            program.Functions.Add(ReadFunction(functions));
        }

        _scope.Resolve();
        program.EntryPoints.AddRange(_entryPoints.Values);
        return _entryPoints.Keys.SequenceEqual(Enumerable.Range(0, _entryPoints.Count))
            ? program : throw new IrTextException("the entry points are not numbered from 0 without a gap", 0, 0);
    }

    private void Announce(Dictionary<IrToken, Function> functions)
    {
        if (_cursor.TryWord("entry"))
        {
            _ = _cursor.Take();
        }

        if (_cursor.Next.Kind == IrTokenKind.Name && _cursor.Second.IsSymbol("("))
        {
            IrToken name = _cursor.Next;
            Function function = new(name.Text, _cursor.PlaceOfLine());
            _scope.Declare(name, function);
            functions.Add(name, function);
        }
    }

    private Function ReadFunction(Dictionary<IrToken, Function> functions)
    {
        IrToken first = _cursor.Next;
        int? member = _cursor.TryWord("entry") ? _cursor.Count("the number of an entry point") : null;
        Function function = functions.GetValueOrDefault(_cursor.Next)
            ?? throw _cursor.Expected("an array or a function, as in entry 0 Class.Method()");
        if (member is { } number && !_entryPoints.TryAdd(number, function))
        {
            throw IrCursor.Wrong(first, $"there is an entry point {number} before this");
        }

        ReadHead(function);
        _statements.OpenScope();
        while (_declarations.ArrayLine() is { } array)
        {
            function.Arrays.Add(array);
        }

        while (_cursor.TryWord("stream"))
        {
            function.Streams.Add(_declarations.Stream());
        }

        while (_cursor.TryWord("var"))
        {
            function.Variables.Add(_declarations.Variable());
            _cursor.EndLine("a promise, as in {0..9}, or the end of the line");
        }

        while (_cursor.TryWord("shared"))
        {
            IrToken name = _cursor.Name("the name of a shared method");
            SharedMethod method = new(name.Text, _cursor.PlaceOfLine());
            _cursor.EndLine();
            method.Body = _statements.Block();
            _scope.Declare(name, method);
            function.Shared.Add(method);
        }

        function.Body = _statements.Body(function.ResultType);
        return function;
    }

    private void ReadHead(Function function)
    {
        _ = _cursor.Take();
        _cursor.Symbol("(");
        while (!_cursor.Next.IsSymbol(")"))
        {
            if (function.Parameters.Count > 0)
            {
                _cursor.Symbol(",");
            }

            function.Parameters.Add(_declarations.Parameter());
        }

        _cursor.Symbol(")");
        function.ResultType = _cursor.TrySymbol(":") ? _cursor.Type() : null;
        function.IsAdditionOnly = _cursor.TryWord("addition");
        if (function.IsAdditionOnly)
        {
            _cursor.Symbol("-");
            _cursor.Word("only");
        }

        if (_cursor.TryWord("built"))
        {
            _cursor.Symbol("-");
            _cursor.Word("once");
            function.IsShared = true;
        }

        function.RecursionDepth = _cursor.TryWord("depth") ? (int)_cursor.Number("a depth", int.MinValue, int.MaxValue) : null;
        _cursor.EndLine("addition-only, built-once, depth or the end of the line");
    }
}
