namespace Accel.Fuzzing.Generation;

/// <summary>
/// Pipelined loops that read and write one array at ranges with a bound that is known when they run: halves that are apart, and such as
/// touch or are the same.
/// </summary>
internal sealed class Halves(Body body)
{
    private readonly Dice _dice = body.Dice;

    /// <summary>Writes a loop.</summary>
    /// <param name="most">Iterations at most.</param>
    /// <returns>False where no array can be halved.</returns>
    public bool Write(int most)
    {
        List<ArraySlot> arrays =
            [.. body.Scope.Arrays.Where(static array => array is { CanWrite: true, Promise: null, Length: >= 7, Element.IsNumber: true })];
        if (arrays.Count == 0)
        {
            return false;
        }

        // Two of them run at the same time, where they share nothing.
        List<(ArraySlot Array, string Bound, string Bank, int Mask)> loops = [];
        for (int i = _dice.Between(1, 2); i > 0; i--)
        {
            ArraySlot array = _dice.Pick(arrays);
            int mask = Math.Min(most, array.Length / 2) >= 7 ? 7 : 3;
            loops.Add((array, Declare(mask), Declare(1), mask));
        }

        foreach ((ArraySlot array, string bound, string bank, int mask) in loops)
        {
            Loop(array, bound, bank);
            body.StatementsLeft--;
            body.Cost += body.Trips * (mask + 2);
        }

        return true;
    }

    private string Declare(int mask)
    {
        string name = _dice.Name("v");
        body.Line($"int {name} = (int)({body.Expressions.NonConstant(1).Text}) & {mask};");
        return name;
    }

    private void Loop(ArraySlot array, string bound, string bank)
    {
        string name = _dice.Name("i");
        if (_dice.Has(Features.Pipeline))
        {
            body.Annotate($"[Pipeline(\"{name}\", InitiationInterval = 0)]");
        }

        body.Line(_dice.OneIn(3) ? $"for (int {name} = {bound} - 1; {name} >= 0; {name}--)"
            : $"for (int {name} = 0; {name} < {bound}; {name}++)");
        string element = array.Element!.Name;
        string read = $"{array.Text}[{Place(bound, bank, name)}]", written = $"{array.Text}[{Place(bound, bank, name)}]";
        string value = _dice.Pick($"({read} * 5) + {name}", $"({read} * {read}) - 3", $"{read} ^ {name}");
        string narrowed = array.Element == Scalar.ULong ? value.Replace($" + {name}", " + 1", StringComparison.Ordinal)
            .Replace($" ^ {name}", " ^ 6", StringComparison.Ordinal) : value;
        body.Line($"{{ {written} = unchecked(({element})({narrowed})); }}");
    }

    // From 0 to twice the bound less one, where the bound is at least 1.
    private string Place(string bound, string bank, string counter) => _dice.Next(7) switch
    {
        0 or 1 => counter,
        2 => $"{bound} + {counter}",
        3 => $"{bound} - 1 + {counter}",
        4 => $"(2 * {bound}) - 1 - {counter}",
        5 => $"({bank} * {bound}) + {counter}",
        _ => $"((1 - {bank}) * {bound}) + {counter}",
    };
}
