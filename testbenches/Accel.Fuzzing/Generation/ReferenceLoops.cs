namespace Accel.Fuzzing.Generation;

/// <summary>Loops whose body sets anew what the loop goes over, or exchanges two references in each round.</summary>
internal sealed class ReferenceLoops(Body body)
{
    private readonly Dice _dice = body.Dice;

    /// <summary>Writes a loop.</summary>
    /// <returns>False where there is nothing to go over.</returns>
    public bool Write() => body.References.MayRebind && (_dice.Has(Features.ReferenceChoices) && _dice.OneIn(2) ? Exchange() : ForEach());

    // C# reads the field once, before the first round.
    private bool ForEach()
    {
        int most = Math.Min(8, (body.MostCost - body.Cost) / (body.Trips * 4));
        List<ArraySlot> arrays =
            [.. body.References.ArrayVariables().Where(array => array.Length <= most && array.Element is { IsNumber: true })];
        if (arrays.Count == 0)
        {
            return false;
        }

        ArraySlot array = _dice.Pick(arrays);
        (string element, string counter) = (_dice.Name("e"), _dice.Name("i"));
        body.Cost += array.Length * 3 * body.Trips;
        body.Line($"int {counter} = 0;");
        body.Line($"foreach ({array.Element!.Name} {element} in {array.Text})");
        body.Line("{");
        body.Nesting++;
        body.Scope.Nested(() =>
        {
            body.Scope.Slots.Add(new Slot(element, array.Element, false, false));
            body.Line($"{array.Text} = new {array.Element.Name}[{array.Length}];");
            string index = array.IsParameter ? "0" : $"{counter}++";
            body.Line($"{array.Text}[{index}] = {body.Expressions.Assignable(array.Element, 1)};");
            body.Assignments.Assign(2);
        });
        body.Nesting--;
        body.Line("}");
        return true;
    }

    private bool Exchange()
    {
        int trips = Math.Min(4, (body.MostCost - body.Cost) / (body.Trips * 4));
        List<List<ArraySlot>> groups =
        [
            .. body.References.ArrayVariables().Where(array => !array.IsParameter).GroupBy(array => (array.Element, array.Length))
                .Select(same => same.ToList()).Where(same => same.Count > 1),
        ];
        if (groups.Count == 0 || trips < 2)
        {
            return ForEach();
        }

        List<ArraySlot> same = _dice.Pick(groups);
        (ArraySlot first, ArraySlot second, string index) = (same[0], same[^1], _dice.Name("i"));
        trips = _dice.Between(2, trips);
        body.Cost += trips * 3 * body.Trips;
        body.Line($"for (int {index} = 0; {index} < {trips}; {index}++)");
        body.Line("{");
        body.Nesting++;
        body.Scope.Nested(() =>
        {
            body.Scope.Counters.Add(new Counter(index, 0, trips - 1));
            string type = first.Element!.Name, target = $"{first.Text}[{body.Indices.Index(first.Length)}]";
            body.Line($"{target} = ({type})({second.Text}[{body.Indices.Index(second.Length)}] + ({type}){index});");
            body.Assignments.Assign(2);
            body.Line($"({first.Text}, {second.Text}) = ({second.Text}, {first.Text});");
        });
        body.Nesting--;
        body.Line("}");
        return true;
    }
}
