using Accel.Rtl;

namespace Accel.Transformer.Ir.Text.Parsing;

/// <summary>Reads statements; each begins a line.</summary>
internal sealed class IrStatementParser(IrCursor cursor, IrScope scope)
{
    private readonly IrExpressionParser _expressions = new(cursor, scope);
    private readonly Dictionary<string, LoopStatement> _loops = new(StringComparer.Ordinal);
    private IrType? _result;

    /// <summary>The statements of a function up to its closing brace.</summary>
    public Block Body(IrType? result)
    {
        _result = result;
        Block body = new();
        Statements(body);
        CloseScope();
        return body;
    }

    /// <summary>Statements within braces.</summary>
    public Block Block()
    {
        cursor.CheckDepth();
        OpenScope();
        Block block = new();
        Statements(block);
        CloseScope();
        return block;
    }

    /// <summary>An opening brace.</summary>
    public void OpenScope()
    {
        cursor.Symbol("{");
        cursor.EndLine();
    }

    private void CloseScope()
    {
        if (!cursor.TrySymbol("}"))
        {
            throw cursor.Expected("a statement or }");
        }

        cursor.EndLine();
    }

    private void Statements(Block to)
    {
        while (cursor.Next.Kind == IrTokenKind.Name && !IsPart())
        {
            to.Statements.Add(Statement());
        }
    }

    // What belongs to the loop around it.
    private bool IsPart() => cursor.Next.IsWord("step") || cursor.Next.IsWord("header") || cursor.Next.IsWord("again");

    private Statement Statement()
    {
        SourceLocation? place = cursor.PlaceOfLine();
        switch (cursor.Next)
        {
            case var next when next.IsWord("if"):
                return If(place);
            case var next when next.IsWord("loop"):
                return Loop(place);
            case var next when next.IsWord("network") || next.IsWord("parallel"):
                return Parallel(place);
            default:
                Statement statement = Line(place);
                cursor.EndLine("an operator or the end of the line");
                return statement;
        }
    }

    private Statement Line(SourceLocation? place)
    {
        if (cursor.TryWord("clear"))
        {
            return new ArrayClearStatement(scope.Get<ArrayVariable>(cursor.Take(), "an array"), place);
        }

        if (cursor.TryWord("memory"))
        {
            Expression cell = Index();
            cursor.Symbol("=");
            return new MemoryWriteStatement(cell, _expressions.OfType(IrType.UInt32, "a cell"), place);
        }

        if (cursor.TryWord("write"))
        {
            return Write(place);
        }

        if (cursor.TryWord("empty"))
        {
            return new StreamClearStatement(scope.Get<StreamVariable>(cursor.Take(), "a stream"), place);
        }

        if (cursor.TryWord("run"))
        {
            return new RunStatement(scope.Get<SharedMethod>(cursor.Take(), "a shared method that is declared before"), place);
        }

        if (cursor.TryWord("break"))
        {
            return new BreakStatement(LoopNamed(), place);
        }

        if (cursor.TryWord("continue"))
        {
            return new ContinueStatement(LoopNamed(), place);
        }

        if (cursor.TryWord("return"))
        {
            bool isBare = cursor.Next.Kind == IrTokenKind.NewLine || cursor.Next.IsSymbol("#");
            return _result is { } result && !isBare ? new ReturnStatement(_expressions.OfType(result, "the result"), place)
                : isBare && _result is null ? new ReturnStatement(null, place)
                : throw IrCursor.Wrong(cursor.Next, _result is null ? "the function has no result" : "the function has a result");
        }

        return Named(place);
    }

    private StreamWriteStatement Write(SourceLocation? place)
    {
        StreamVariable stream = scope.Get<StreamVariable>(cursor.Take(), "a stream");
        List<Expression> values = [];
        foreach (StreamField field in stream.Fields)
        {
            cursor.Symbol(",");
            values.Add(_expressions.OfType(field.Type, $"a field of {stream.Name}"));
        }

        return new StreamWriteStatement(stream, values, place);
    }

    // What begins with a name.
    private Statement Named(SourceLocation? place)
    {
        IrToken name = cursor.Name("a statement");
        if (cursor.Next.IsSymbol("("))
        {
            return Call(name, null, place);
        }

        if (cursor.Next.IsSymbol("["))
        {
            ArrayVariable array = scope.Get<ArrayVariable>(name, "an array");
            Expression index = Index();
            cursor.Symbol("=");
            return new ArrayStoreStatement(array, index, _expressions.OfType(array.ElementType, $"an element of {array.Name}"), place);
        }

        List<Variable> targets = [scope.Get<Variable>(name, "a variable")];
        while (cursor.TrySymbol(","))
        {
            targets.Add(scope.Get<Variable>(cursor.Take(), "a variable"));
        }

        cursor.Symbol("=");
        if (targets.Count > 1 || cursor.Next.IsWord("read") || cursor.Next.IsWord("measure"))
        {
            return Read(targets, place);
        }

        if (cursor.TryWord("memory"))
        {
            return new MemoryReadStatement(targets[0], Index(), place);
        }

        return scope.Find<Function>(cursor.Next) is not null
            ? Call(cursor.Take(), targets[0], place)
            : new AssignStatement(targets[0], _expressions.OfType(targets[0].Type, targets[0].Name), place);
    }

    private StreamReadStatement Read(List<Variable> targets, SourceLocation? place)
    {
        IrToken verb = cursor.Next;
        if (!cursor.TryWord("measure"))
        {
            cursor.Word("read");
        }

        StreamVariable stream = scope.Get<StreamVariable>(cursor.Take(), "a stream");
        return verb.Text == "read" == (stream.Meter is null)
            ? new StreamReadStatement(stream, targets, place)
            : throw IrCursor.Wrong(
                verb, stream.Meter is null ? $"{stream.Name} is read, not measured" : $"{stream.Name} is measured, not read");
    }

    private CallStatement Call(IrToken name, Variable? result, SourceLocation? place)
    {
        Function callee = scope.Get<Function>(name, "a function");
        List<Argument> arguments = [];
        cursor.Symbol("(");
        while (!cursor.Next.IsSymbol(")"))
        {
            if (arguments.Count > 0)
            {
                cursor.Symbol(",");
            }

            arguments.Add(Argument());
        }

        cursor.Symbol(")");
        return new CallStatement(callee, arguments, result, place) { AdditionOnlyIn = _expressions.Demand() };
    }

    private Argument Argument()
    {
        if (cursor.TryWord("ref"))
        {
            return new ReferenceArgument(scope.Get<Variable>(cursor.Take(), "a variable"));
        }

        return scope.Find<ArrayVariable>(cursor.Next) is { } array && !cursor.Second.IsSymbol("[")
            ? new ArrayArgument(Taken(array)) : new ValueArgument(_expressions.Any());
    }

    private ArrayVariable Taken(ArrayVariable array)
    {
        _ = cursor.Take();
        return array;
    }

    private IfStatement If(SourceLocation? place)
    {
        cursor.Word("if");
        Expression condition = _expressions.OfType(IrType.Bool, "a condition");
        cursor.EndLine("an operator or the end of the line");
        IfStatement choice = new(condition, place) { Then = Block() };
        if (cursor.TryWord("else"))
        {
            cursor.EndLine();
            choice.Else = Block();
        }

        return choice;
    }

    private LoopStatement Loop(SourceLocation? place)
    {
        cursor.Word("loop");
        IrToken name = cursor.Name("the name of a loop");
        LoopStatement loop = new(place);
        while (LoopAttribute(loop))
        {
        }

        cursor.EndLine("what a loop has (over, unroll, pipeline, of tasks, trips, steady, behind) or the end of the line");
        if (!_loops.TryAdd(name.Text, loop))
        {
            throw IrCursor.Wrong(name, $"loop {name} is there already");
        }

        cursor.CheckDepth();
        OpenScope();
        while (cursor.TryWord("holds"))
        {
            loop.Holds.Add(_expressions.OfType(IrType.Bool, "a condition"));
            cursor.EndLine();
        }

        loop.Header = Part("header");
        if (cursor.TryWord("while"))
        {
            loop.Condition = Condition();
        }

        Statements(loop.Body);
        loop.Step = Part("step");
        loop.Header = loop.Header.Statements.Count == 0 ? Part("header") : loop.Header;
        if (cursor.TryWord("again"))
        {
            cursor.Word("while");
            (loop.TestsAtEnd, loop.Condition) = (true, Condition());
        }

        CloseScope();
        return loop;
    }

    private bool LoopAttribute(LoopStatement loop)
    {
        switch (cursor.Next)
        {
            case var next when next.IsWord("over"):
                _ = cursor.Take();
                loop.Counter = scope.Get<Variable>(cursor.Take(), "a variable");
                return true;
            case var next when next.IsWord("unroll"):
                _ = cursor.Take();
                loop.UnrollFactor = cursor.Next.Kind == IrTokenKind.Number ? cursor.Count("a factor", minimum: 2) : 0;
                return true;
            case var next when next.IsWord("pipeline"):
                _ = cursor.Take();
                loop.InitiationInterval = cursor.Count("an initiation interval");
                return true;
            case var next when next.IsWord("of"):
                _ = cursor.Take();
                cursor.Word("tasks");
                loop.StartsTasks = true;
                return true;
            case var next when next.IsWord("trips"):
                _ = cursor.Take();
                loop.TripCount = cursor.Count("a number of iterations");
                return true;
            case var next when next.IsWord("steady"):
                _ = cursor.Take();
                loop.CountsSteadily = true;
                return true;
            case var next when next.IsWord("behind"):
                _ = cursor.Take();
                LoopStatement before = LoopNamed();
                loop.Behind = (before, cursor.Text("what both loops use"));
                return true;
            default:
                return false;
        }
    }

    private Block Part(string word)
    {
        if (!cursor.TryWord(word))
        {
            return new Block();
        }

        cursor.EndLine();
        return Block();
    }

    private Expression Condition()
    {
        Expression condition = _expressions.OfType(IrType.Bool, "a condition");
        cursor.EndLine("an operator or the end of the line");
        return condition;
    }

    private ParallelStatement Parallel(SourceLocation? place)
    {
        bool isNetwork = cursor.Take().Text == "network";
        List<TaskName> names = [];
        if (isNetwork)
        {
            names.Add(TaskName());
        }

        bool isOfLoops = cursor.TryWord("of");
        if (isOfLoops)
        {
            cursor.Word("loops");
        }

        List<ArrayVariable> apart = [];
        if (cursor.TryWord("apart"))
        {
            do
            {
                apart.Add(scope.Get<ArrayVariable>(cursor.Take(), "an array"));
            }
            while (cursor.TrySymbol(","));
        }

        cursor.EndLine("of loops, apart or the end of the line");
        List<Block> blocks = [Block()];
        while (cursor.TryWord("and"))
        {
            if (isNetwork)
            {
                names.Add(TaskName());
            }

            cursor.EndLine();
            blocks.Add(Block());
        }

        ParallelStatement parallel = new(place) { Names = isNetwork ? names : null, Apart = apart, IsOfLoops = isOfLoops };
        parallel.Blocks.AddRange(blocks);
        return parallel;
    }

    private TaskName TaskName() => new(cursor.Name("the name of a task").Text, cursor.Place("@"));

    private LoopStatement LoopNamed()
    {
        IrToken name = cursor.Name("the name of a loop");
        return _loops.GetValueOrDefault(name.Text) ?? throw IrCursor.Wrong(name, $"there is no loop {name} before this");
    }

    private Expression Index()
    {
        cursor.Symbol("[");
        Expression index = _expressions.Any();
        cursor.Symbol("]");
        return index;
    }
}
