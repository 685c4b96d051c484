namespace Accel.Fuzzing.Generation;

/// <summary>Calls of methods: static, instance and extension; by value and by reference.</summary>
internal sealed class Calls(Body body)
{
    private readonly Dice _dice = body.Dice;
    private readonly ProgramParts _parts = body.Parts;

    public Code? CallExpression(int depth)
    {
        (string Target, Method Method)? chosen = Choose(method => method.Result is { IsNumber: true });
        return chosen is { } call && Call(call.Target, call.Method, depth) is { } text ? new Code(text, call.Method.Result!) : null;
    }

    public void CallStatement()
    {
        if (Choose(_ => true) is not { } call || Call(call.Target, call.Method, 2) is not { } text)
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

    // A method whose cost is still affordable, and the object that it is called on.
    private (string Target, Method Method)? Choose(Func<Method, bool> fits)
    {
        List<(string, Method)> methods =
        [
            .. _parts.StaticMethods.Select(method => ("", method)),
            .. body.Scope.Functions.Select(method => ("", method)),
            .. body.IsInstance && !body.IsInTask ? _parts.InstanceMethods.Select(method => ("", method)) : [],
            .. body.Scope.Objects.Where(item => item.CanWrite).SelectMany(item => item.Type.Methods.Select(method => ($"{item.Text}.", method))),
        ];
        methods.RemoveAll(item => !fits(item.Item2) || body.Cost + (item.Item2.Cost * body.Trips) > body.MostCost);
        return methods.Count == 0 ? null : _dice.Pick(methods);
    }

    // A local function, which may use what is around it; a static one uses nothing.
    public void DeclareFunction()
    {
        bool isStatic = _dice.OneIn(3);
        string name = _dice.Name("L");
        (Method function, string text) = new MethodWriter(_parts).Write(name, isStatic ? "static" : "", isStatic ? new Scope() : body.Scope.Captured(), mayTakeMemory: isStatic, mayNest: false);
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
        return method.IsExtension && _dice.OneIn(2)
            ? $"({arguments[0]}).{method.Name[(method.Name.IndexOf('.', StringComparison.Ordinal) + 1)..]}({string.Join(", ", arguments.Skip(1))})"
            : $"{target}{method.Name}({string.Join(", ", arguments)})";
    }

    private string? Argument(Parameter parameter, int depth)
    {
        switch (parameter.Passing)
        {
            case Passing.Value when parameter.Promise is { } promise:
                return promise.Keep(parameter.Type, body.Expressions.NonConstant(depth).Text);
            case Passing.Value:
                return parameter.Type.IsNumber ? body.Expressions.Exactly(parameter.Type, depth).Text : body.Expressions.Assignable(parameter.Type, depth);
            case Passing.Ref or Passing.Out:
                List<Slot> slots = [.. body.Scope.Slots.Where(slot => slot is { IsVariable: true, CanWrite: true, Promise: null } && slot.Type == parameter.Type)];
                string keyword = parameter.Passing == Passing.Ref ? "ref" : "out";
                return slots.Count == 0 ? null : $"{keyword} {_dice.Pick(slots).Text}";
            case Passing.Array:
                List<ArraySlot> arrays = [.. body.Scope.Arrays.Where(array => array is { CanWrite: true, Promise: null } && array.Element == parameter.Type && array.Length >= parameter.Length)];
                return arrays.Count == 0 ? null : _dice.Pick(arrays).Text;
            default:
                return body.IsInTask ? null : body.Memory;
        }
    }
}
