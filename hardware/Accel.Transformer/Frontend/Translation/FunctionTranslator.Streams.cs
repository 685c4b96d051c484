using System.Globalization;
using Accel.Hast;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Streams: which one a reference stands for is known at each place in the text; each access is a statement of its own.</content>
internal sealed partial class FunctionTranslator
{
    private readonly Dictionary<ParallelStatement, StartedTask> _started = [];
    private TaskScope _task = new(null, [], null);

    private ReferenceValue EvaluateStream(IObjectCreationOperation creation)
    {
        var element = TypeArguments.Of((INamedTypeSymbol)creation.Type!).TypeArguments[0];
        CheckPlaces(creation.Arguments, 1, creation);
        var operation = creation.Arguments.Single(a => a.Parameter!.Ordinal == 0).Value;
        if (EvaluateScalar(operation) is not ConstantExpression { Value: >= 1 and <= Stream<int>.MaximumCapacity } capacity)
        {
            throw new Refusal(DiagnosticDescriptors.StreamCapacity, operation, operation.Syntax.ToString(), Stream<int>.MaximumCapacity);
        }

        string streamName = _hint;
        StreamVariable stream = new(streamName, [.. Fields(element, "", creation)], (int)capacity.Value, _place);
        _function.Streams.Add(stream);
        _frame.Streams.Add((streamName, stream));
        Emit(new StreamClearStatement(stream, _place));
        return new ReferenceValue(new StreamPlace(stream, element, _task, [.. _loops]));
    }

    private Value EvaluateStreamUse(IInvocationOperation invocation)
    {
        if (invocation.Instance is null || Target(EvaluatePlace(invocation.Instance), invocation) is not StreamPlace place)
        {
            throw new Refusal(DiagnosticDescriptors.StreamUse, invocation, $"{Describe(invocation)}: which stream it is must be known");
        }

        switch (invocation.TargetMethod.Name)
        {
            case "Read":
                CheckPlaces(invocation.Arguments, 0, invocation);
                place.Reader = Claim(place, place.Reader, "read", invocation);
                Place item = NewPlace(place.ElementType, place.Stream.Name);
                List<Variable> targets = [];
                ForEachVariable(item, targets.Add);
                Emit(new StreamReadStatement(place.Stream, targets, SourcePlaces.Of(invocation)));
                return Load(item);
            case "Write":
                CheckPlaces(invocation.Arguments, 1, invocation);
                Value value = Evaluate(invocation.Arguments.Single(a => a.Parameter!.Ordinal == 0).Value);
                place.Writer = Claim(place, place.Writer, "written", invocation);
                Emit(new StreamWriteStatement(place.Stream, [.. Scalars(value, invocation)], SourcePlaces.Of(invocation)));
                return Value.Nothing;
            case "ReadWaits":
                CheckPlaces(invocation.Arguments, 0, invocation);
                place.Reader = Claim(place, place.Reader, "read", invocation);
                return ReadMeter($"{place.Stream.Name}_read_waits", new StreamMeter(place.Stream, IsWrite: false), invocation);
            case "WriteWaits":
                CheckPlaces(invocation.Arguments, 0, invocation);
                place.Writer = Claim(place, place.Writer, "written", invocation);
                return ReadMeter($"{place.Stream.Name}_write_waits", new StreamMeter(place.Stream, IsWrite: true), invocation);
            default:
                throw new Refusal(DiagnosticDescriptors.StreamUse, invocation,
                    $"{invocation.TargetMethod.Name} of a stream cannot become hardware");
        }
    }

    // Each reading is a stream of its own, with one reader and always an element in it: so it keeps its place in the order of the program.
    private ScalarValue ReadMeter(string meterName, StreamMeter meter, IOperation operation)
    {
        StreamVariable stream = new(meterName, [new StreamField("", IrType.UInt32) { Promise = (0, uint.MaxValue) }], 1, _place)
        {
            Meter = meter,
        };
        _function.Streams.Add(stream);
        Variable target = new(meterName, IrType.UInt32, _place);
        _function.Variables.Add(target);
        Emit(new StreamReadStatement(stream, [target], SourcePlaces.Of(operation)));
        return new ScalarValue(new VariableExpression(target, _place));
    }

    // What says where the call stands is the compiler's to give.
    private static void CheckPlaces(IEnumerable<IArgumentOperation> arguments, int own, IOperation operation)
    {
        if (arguments.FirstOrDefault(a => a.Parameter!.Ordinal >= own && a.ArgumentKind != ArgumentKind.DefaultValue) is { } given)
        {
            throw new Refusal(DiagnosticDescriptors.StreamUse, operation,
                $"{given.Parameter!.Name} is given, which is left to the compiler");
        }
    }

    private static IEnumerable<StreamField> Fields(ITypeSymbol type, string fieldName, IOperation operation)
    {
        if (KnownTypes.Scalar(type) is { } scalar)
        {
            return [new StreamField(fieldName, scalar)];
        }

        return type is INamedTypeSymbol { IsValueType: true } structure
            ? TypeFacts.Fields(structure, SourcePlaces.Of(operation))
                .SelectMany(field => Fields(field.Type, fieldName.Length == 0
                    ? TypeFacts.Name(field) : $"{fieldName}.{TypeFacts.Name(field)}", operation))
            : throw new Refusal(DiagnosticDescriptors.StreamUse, operation,
                $"an element of a stream holds {type.ToDisplayString()}, which is no number");
    }

    private static IEnumerable<Expression> Scalars(Value value, IOperation operation) => value switch
    {
        ScalarValue scalar => [scalar.Expression],
        StructValue item => TypeFacts.Fields(item.Type, SourcePlaces.Of(operation))
            .SelectMany(field => Scalars(item.Fields[TypeFacts.Key(field)], operation)),
        _ => throw new Refusal(DiagnosticDescriptors.StreamUse, operation,
            $"{Describe(operation)}: an element of a stream holds numbers only"),
    };

    // An end belongs to one task, and to who has made the stream until that is started. A task that is started again and again is another
    // one each time.
    private TaskScope Claim(StreamPlace place, TaskScope? owner, string done, IOperation operation)
    {
        for (TaskScope? scope = _task; scope != place.Scope; scope = scope.Parent)
        {
            if (scope is null)
            {
                throw new Refusal(DiagnosticDescriptors.StreamUse, operation, $"{place.Stream.Name} is made in another task");
            }

            if (!scope.Loops.SequenceEqual(place.Loops))
            {
                throw new Refusal(
                    DiagnosticDescriptors.StreamEnds, operation, place.Stream.Name, done, scope.Source?.Line
                        ?? 0, $"{scope.Source?.Line ?? 0}, started again");
            }

            scope.IsJoined = true;
        }

        // Who makes it may use an end before a task takes it over.
        return owner is null || owner == _task || owner == place.Scope
            ? _task
            : throw new Refusal(DiagnosticDescriptors.StreamEnds, operation, place.Stream.Name, done, Line(owner), Line(_task));

        string Line(TaskScope scope) => ((scope.Source ?? _function.Source)?.Line ?? 0).ToString(CultureInfo.InvariantCulture);
    }

    // The body of a task, and whether streams join it to others.
    private ParallelStatement MakeTask(string taskName, Action body)
    {
        ParallelStatement task = new(_place);
        TaskScope scope = new(_task, [.. _loops], _place);
        var outer = _task;
        _task = scope;
        try
        {
            task.Blocks.Add(Into(body));
        }
        finally
        {
            _task = outer;
        }

        _started.Add(task, new StartedTask(new TaskName(taskName, _place), scope.IsJoined));
        return task;
    }

    private void NoteWait(IEnumerable<IOperation> tasks)
    {
        if (_started.Count > 0)
        {
            List<IOperation> named = [.. tasks.Select(Unwrapped)];
            Emit(new TaskWait(named.Exists(t => t.Type is IArrayTypeSymbol)
                ? null : named.Count(t => t is ILocalReferenceOperation), _place));
        }
    }

    // () => Produce(s) is called Produce.
    private static string NameOfTask(IOperation target) => target switch
    {
        IMethodReferenceOperation reference => reference.Method.Name,
        IAnonymousFunctionOperation lambda when Statements(lambda) is [IExpressionStatementOperation { Operation: var only }]
            && Called(only) is { } name => name,
        IAnonymousFunctionOperation { Body.Operations: [IReturnOperation { ReturnedValue: { } value }] } when Called(value) is { } name =>
            name,
        _ => "task",
    };

    // Without the return at the end that nobody has written.
    private static List<IOperation> Statements(IAnonymousFunctionOperation lambda)
        => [.. lambda.Body.Operations.Where(o => o is not IReturnOperation { ReturnedValue: null })];

    private static string? Called(IOperation operation)
        => operation is IInvocationOperation { TargetMethod: { DeclaringSyntaxReferences.IsEmpty: false } method } ? method.Name : null;

    private void FormNetworks()
    {
        if (_started.Count > 0)
        {
            _function.Body = new NetworkBuilder(_started, _function, program.Diagnostics).Form(_function.Body);
        }
    }
}
