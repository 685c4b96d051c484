namespace Accel.Fuzzing.Generation;

/// <summary>Calls of methods: static, instance and extension; by value and by reference.</summary>
internal sealed class Calls(Body body)
{
    private readonly Dice _dice = body.Dice;
    private readonly ProgramParts _parts = body.Parts;

    public Code? CallExpression(int depth)
    {
        (string Target, Method Method)? chosen = Choose(method => method.Result is { IsNumber: true }, false);
        return chosen is { } call && Call(call.Target, call.Method, depth) is { } text ? new Code(text, call.Method.Result!) : null;
    }

    public void CallStatement()
    {
        if (Choose(_ => true, true) is not { } call || Call(call.Target, call.Method, 2) is not { } text)
        {
            body.Assignments.Assign(1);
            return;
        }

        if (call.Method.Result is { } result && _dice.OneIn(2))
        {
            string name = _dice.Name("v");
            body.Line($"{result.Name} {name} = {text};");
            body.Scope.Slots.Add(new Slot(name, result));
        }
        else
        {
            body.Line($"{text};");
        }
    }

    /// <summary>A call that sets references anew which the caller sees; null where there is none.</summary>
    public Code? Rebinding(int depth) => Find(method => method.Rebinds && method.Result is { IsNumber: true }, depth);

    /// <summary>A call that changes a variable of the caller; null where there is none.</summary>
    public Code? Changing() => Find(
        method => !method.Rebinds && method.Result is { IsNumber: true }
            && method.Parameters.Any(parameter => parameter.Passing is Passing.Ref or Passing.Out), 1);

    private Code? Find(Func<Method, bool> fits, int depth) =>
        Choose(fits, true) is { } call && Call(call.Target, call.Method, depth) is { } text ? new Code(text, call.Method.Result!) : null;

    // A method whose cost is still affordable, and the object that it is called on.
    private (string Target, Method Method)? Choose(Func<Method, bool> fits, bool mayRebind)
    {
        mayRebind = (mayRebind && body.References.MayRebind) || _dice.Has(Features.ReferenceChoices);
        List<(string, Method)> methods =
        [
            .. _parts.StaticMethods.Select(method => ("", method)),
            .. body.Scope.Functions.Select(method => ("", method)),
            .. body.IsInstance && !body.IsInTask ? _parts.InstanceMethods.Select(method => ("", method)) : [],
            .. body.Scope.Objects.Where(item => item.CanWrite)
                .SelectMany(item => item.Type.Methods.Select(method => ($"{item.Text}.", method))),
        ];
        methods.RemoveAll(item => !fits(item.Item2) || (item.Item2.Rebinds && !mayRebind)
            || body.Cost + (item.Item2.Cost * body.Trips) > body.MostCost);
        return methods.Count == 0 ? null : _dice.Pick(methods);
    }

    // A local function, which may use what is around it; a static one uses nothing.
    public void DeclareFunction()
    {
        bool isStatic = _dice.OneIn(2);
        string name = _dice.Name("L");
        (Method function, string text) = new MethodWriter(_parts)
            .Write(name, isStatic ? "static" : "", isStatic ? new Scope() : body.Scope.Captured(), mayTakeMemory: isStatic, mayNest: false);
        body.Append(text);
        body.Scope.Functions.Add(function);
    }

    // Null where an argument cannot be had.
    private string? Call(string target, Method method, int depth)
    {
        List<string> arguments = [];
        foreach (Parameter parameter in method.Parameters)
        {
            if (Argument(parameter, depth - 1) is not { } argument)
            {
                return null;
            }

            arguments.Add(argument);
        }

        body.Cost += method.Cost * body.Trips;
        body.Rebinds |= method.Rebinds;
        return method.IsExtension && _dice.OneIn(2)
            ? $"({arguments[0]}).{method.Name[(method.Name.IndexOf('.', StringComparison.Ordinal) + 1)..]}({string.Join(", ", arguments.Skip(1))})"
            : $"{target}{method.Name}({string.Join(", ", arguments)})";
    }

    /// <summary>What stands before an argument, with a space; empty where it is passed by value.</summary>
    public static string Keyword(Parameter parameter) => parameter.Passing switch
    {
        Passing.Ref => "ref ",
        Passing.Out => "out ",
        Passing.In => "in ",
        _ => "",
    };

    private string? Argument(Parameter parameter, int depth)
    {
        if (parameter.Object is { } type)
        {
            bool isVariable = parameter.Passing is Passing.Ref or Passing.In;
            List<ObjectSlot> objects = [.. body.Scope.Objects.Where(item => item.Type == type && (!isVariable || item.CanRebind))];
            return objects.Count > 0 ? Keyword(parameter) + _dice.Pick(objects).Text : isVariable ? null : body.References.New(type);
        }

        switch (parameter.Passing)
        {
            case Passing.Value when parameter.Promise is { } promise:
                return promise.Keep(parameter.Type, body.Expressions.NonConstant(depth).Text);
            case Passing.Value:
                return parameter.Type.IsNumber ? body.Expressions.Exactly(parameter.Type, depth)
                    .Text : body.Expressions.Assignable(parameter.Type, depth);
            case Passing.Ref or Passing.Out or Passing.In:
                List<Slot> slots = [.. body.Scope.Slots.Where(slot =>
                    slot is { IsVariable: true, CanWrite: true, Promise: null } && slot.Type == parameter.Type)];
                return slots.Count == 0 ? null : Keyword(parameter) + _dice.Pick(slots).Text;
            case Passing.Array:
                List<ArraySlot> arrays = [.. body.Scope.Arrays.Where(array =>
                    array is { CanWrite: true, Promise: null } && array.Element == parameter.Type && array.Length >= parameter.Length)];
                return arrays.Count == 0 ? null : _dice.Pick(arrays).Text;
            default:
                return body.IsInTask ? null : body.Memory;
        }
    }
}
