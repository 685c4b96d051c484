namespace Accel.Fuzzing.Generation;

/// <summary>
/// Calls that are given one place twice, or a place and what holds it: an element and its array, a field and its struct or object.
/// </summary>
internal sealed class Overlaps(Body body)
{
    private readonly Dice _dice = body.Dice;

    /// <summary>Writes a call.</summary>
    /// <returns>False where no method can be called.</returns>
    public bool Write()
    {
        List<Method> methods =
        [
            .. body.Parts.OverlapMethods.Where(method => body.Cost + (method.Cost * body.Trips) <= body.MostCost
                && (!method.Rebinds || body.References.MayRebind)),
        ];
        if (methods.Count == 0 || body.IsInTask)
        {
            return false;
        }

        Method method = _dice.Pick(methods);
        Dictionary<Parameter, string> chosen = [];

        // What holds other places first: these are then chosen among its own.
        foreach (Parameter parameter in method.Parameters.OrderByDescending(item =>
            item.Object is not null || item.Passing == Passing.Array))
        {
            List<string> places = Places(parameter);
            List<string> related = [.. places.Where(place => chosen.Values.Any(other => IsRelated(place, other)))];
            if (places.Count == 0)
            {
                return false;
            }

            chosen.Add(parameter, _dice.Pick(related.Count > 0 && !_dice.OneIn(5) ? related : places));
        }

        body.Cost += method.Cost * body.Trips;
        body.Rebinds |= method.Rebinds;
        string arguments = string.Join(", ", method.Parameters.Select(parameter => Calls.Keyword(parameter) + chosen[parameter]));
        string name = _dice.Name("v");
        body.Line($"{method.Result!.Name} {name} = {method.Name}({arguments});");
        body.Scope.Slots.Add(new Slot(name, method.Result));
        return true;
    }

    private static bool IsRelated(string one, string other) =>
        one.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(one, StringComparison.Ordinal);

    private List<string> Places(Parameter parameter)
    {
        IEnumerable<ArraySlot> arrays = body.Scope.Arrays.Where(array => array is { CanWrite: true, Promise: null });
        if (parameter.Object is { } type)
        {
            bool isVariable = parameter.Passing != Passing.Value;
            return
            [
                .. body.Scope.Objects.Where(item => item.Type == type && (!isVariable || item.CanRebind)).Select(item => item.Text),
                .. arrays.Where(array => array.Object == type && !type.IsClass).Select(array => $"{array.Text}[{Index(array)}]"),
            ];
        }

        if (parameter.Passing == Passing.Array)
        {
            List<string> found =
                [.. arrays.Where(array => array.Element == parameter.Type && array.Length >= parameter.Length).Select(array => array.Text)];
            return found.Count > 0 ? found : [NewArray(parameter)];
        }

        return
        [
            .. body.Scope.Slots.Where(slot => slot is { IsVariable: true, CanWrite: true, Promise: null } && slot.Type == parameter.Type)
                .Select(slot => slot.Text),
            .. arrays.Where(array => array.Element == parameter.Type).Select(array => $"{array.Text}[{Index(array)}]"),
        ];
    }

    private string NewArray(Parameter parameter)
    {
        ArraySlot array = new(_dice.Name("t"), parameter.Type, null, parameter.Length, CanRebind: true);
        body.Line($"{parameter.Type.Name}[] {array.Text} = new {parameter.Type.Name}[{array.Length}];");
        body.Scope.Arrays.Add(array);
        return array.Text;
    }

    // Mostly 0, so that two of them are the same.
    private string Index(ArraySlot array) => _dice.OneIn(3) ? body.Indices.Index(array.Length) : "0";
}
