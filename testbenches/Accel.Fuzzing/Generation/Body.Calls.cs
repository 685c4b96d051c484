namespace Accel.Fuzzing.Generation;

/// <content>Calls of methods: static, instance and extension; by value and by reference.</content>
internal sealed partial class Body
{
    private Code? CallExpression(int depth)
    {
        (string Target, Method Method)? chosen = Choose(method => method.Result is { IsNumber: true });
        return chosen is { } call && Call(call.Target, call.Method, depth) is { } text ? new Code(text, call.Method.Result!) : null;
    }

    private void CallStatement()
    {
        if (Choose(_ => true) is not { } call || Call(call.Target, call.Method, 2) is not { } text)
        {
            Assign(1);
            return;
        }

        if (call.Method.Result is { } result && _dice.OneIn(2))
        {
            string name = _dice.Name("v");
            Line($"{result.Name} {name} = {text};");
            _scope.Slots.Add(new Slot(name, result));
        }
        else
        {
            Line($"{text};");
        }
    }

    // A method whose cost is still affordable, and the object that it is called on.
    private (string Target, Method Method)? Choose(Func<Method, bool> fits)
    {
        List<(string, Method)> methods =
        [
            .. _parts.StaticMethods.Select(method => ("", method)),
            .. _scope.Functions.Select(method => ("", method)),
            .. IsInstance && !_inTask ? _parts.InstanceMethods.Select(method => ("", method)) : [],
            .. _scope.Objects.Where(item => item.CanWrite).SelectMany(item => item.Type.Methods.Select(method => ($"{item.Text}.", method))),
        ];
        methods.RemoveAll(item => !fits(item.Item2) || Cost + (item.Item2.Cost * _trips) > MostCost);
        return methods.Count == 0 ? null : _dice.Pick(methods);
    }

    // A local function, which may use what is around it; a static one uses nothing.
    private void DeclareFunction()
    {
        bool isStatic = _dice.OneIn(3);
        string name = _dice.Name("L");
        (Method function, string text) = new MethodWriter(_parts).Write(name, isStatic ? "static" : "", isStatic ? new Scope() : _scope.Captured(), mayTakeMemory: isStatic, mayNest: false);
        _text.Append(text);
        _scope.Functions.Add(function);
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

        Cost += method.Cost * _trips;
        return method.IsExtension && _dice.OneIn(2)
            ? $"({arguments[0]}).{method.Name[(method.Name.IndexOf('.', StringComparison.Ordinal) + 1)..]}({string.Join(", ", arguments.Skip(1))})"
            : $"{target}{method.Name}({string.Join(", ", arguments)})";
    }

    private string? Argument(Parameter parameter, int depth)
    {
        switch (parameter.Passing)
        {
            case Passing.Value when parameter.Promise is { } promise:
                return promise.Keep(parameter.Type, NonConstant(depth).Text);
            case Passing.Value:
                return parameter.Type.IsNumber ? Exactly(parameter.Type, depth).Text : Assignable(parameter.Type, depth);
            case Passing.Ref or Passing.Out:
                List<Slot> slots = [.. _scope.Slots.Where(slot => slot is { IsVariable: true, CanWrite: true, Promise: null } && slot.Type == parameter.Type)];
                string keyword = parameter.Passing == Passing.Ref ? "ref" : "out";
                return slots.Count == 0 ? null : $"{keyword} {_dice.Pick(slots).Text}";
            case Passing.Array:
                List<ArraySlot> arrays = [.. _scope.Arrays.Where(array => array is { CanWrite: true, Promise: null } && array.Element == parameter.Type && array.Length >= parameter.Length)];
                return arrays.Count == 0 ? null : _dice.Pick(arrays).Text;
            default:
                return _inTask ? null : Memory;
        }
    }
}
