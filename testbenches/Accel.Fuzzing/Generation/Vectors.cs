namespace Accel.Fuzzing.Generation;

/// <summary>Operations on whole arrays and stretches of them: Array.Copy, Fill, Clear and Reverse, SimdOperations.</summary>
internal sealed class Vectors(Body body)
{
    private readonly Dice _dice = body.Dice;

    public void Write()
    {
        switch (_dice.Next(5))
        {
            case 0 or 1:
                Copy();
                break;
            case 2:
                Stretch();
                break;
            default:
                Combine();
                break;
        }
    }

    private List<ArraySlot> Targets() => [.. body.Scope.Arrays.Where(array =>
        array is { CanWrite: true, Promise: null, Element: not null })];

    private void Stretch()
    {
        List<ArraySlot> targets = Targets();
        if (targets.Count == 0)
        {
            body.Declarations.Array();
            return;
        }

        ArraySlot target = _dice.Pick(targets);
        int length = _dice.Between(0, target.Length);
        body.Cost += target.Length * body.Trips;
        string stretch = target.IsParameter || _dice.OneIn(2) ? $", {body.Indices.Index(target.Length - length + 1)}, {length}" : "";
        body.Line(_dice.Next(3) switch
        {
            0 => $"Array.Fill({target.Text}, {body.Expressions.Assignable(target.Element!, 1)}{stretch});",
            1 => $"Array.Clear({target.Text}{stretch});",
            _ => $"Array.Reverse({target.Text}{stretch});",
        });
    }

    // Also within one array, and with parts that overlap.
    private void Copy()
    {
        List<ArraySlot> targets = Targets();
        if (targets.Count == 0)
        {
            body.Declarations.Array();
            return;
        }

        ArraySlot target = _dice.Pick(targets);
        ArraySlot source = _dice.Pick(body.Scope.Arrays.Where(array => array.Element == target.Element).ToList());
        int length = _dice.Between(0, Math.Min(source.Length, target.Length));
        body.Cost += length * body.Trips;
        body.Line(_dice.OneIn(3)
            ? $"Array.Copy({source.Text}, {target.Text}, {length});"
            : $"Array.Copy({source.Text}, {body.Indices.Index(source.Length - length + 1)}, {target.Text}, {body.Indices.Index(target.Length - length + 1)}, {length});");
    }

    // Two arrays of the same length make a third one; divisors are made for the purpose.
    private void Combine()
    {
        List<ArraySlot> arrays = [.. body.Scope.Arrays.Where(array => !array.IsParameter && array.Element is { Bits: >= 32, IsEnum: false })];
        string name = _dice.Name("t");
        Scalar type = arrays.Count > 0 ? arrays[0].Element! : _dice.Pick(_dice.Types.Where(item => item.Bits >= 32).ToList());
        int length = _dice.Between(1, 9);
        string left = arrays.Count > 0 ? "" : NewVector(type, length, false);
        if (arrays.Count > 0)
        {
            ArraySlot first = _dice.Pick(arrays);
            (left, type, length) = (first.Text, first.Element!, first.Length);
        }

        string operation = _dice.Pick(
            ["AddVectors", "SubtractVectors", .. _dice.Has(Features.Multiplication) ? ["MultiplyVectors"] : (string[])[], .. _dice.Has(Features.Division) ? ["DivideVectors"] : (string[])[]]);
        List<ArraySlot> same = [.. arrays.Where(array => array.Element == type && array.Length == length)];
        string right = operation == "DivideVectors" || same.Count == 0 || _dice.OneIn(2) ? NewVector(type, length, operation == "DivideVectors") : _dice.Pick(same).Text;
        body.Cost += 2 * length * body.Trips;
        body.Line($"{type.Name}[] {name} = SimdOperations.{operation}({left}, {right}, {_dice.Pick(1, 2, 4, length)});");
        body.Scope.Arrays.Add(new ArraySlot(name, type, null, length));
    }

    private string NewVector(Scalar type, int length, bool isDivisor)
    {
        string name = _dice.Name("t"), index = _dice.Name("i");
        string value = $"({type.Name})({body.Expressions.NonConstant(1).Text})";
        body.Line($"{type.Name}[] {name} = new {type.Name}[{length}];");
        body.Line($"for (int {index} = 0; {index} < {length}; {index}++) {{ {name}[{index}] = {(isDivisor ? $"(({value} + ({type.Name}){index}) & 127) + 1" : $"{value} + ({type.Name}){index}")}; }}");
        body.Scope.Arrays.Add(new ArraySlot(name, type, null, length));
        return name;
    }
}
