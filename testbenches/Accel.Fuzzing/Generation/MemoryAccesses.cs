namespace Accel.Fuzzing.Generation;

/// <summary>SimpleMemory, read and written.</summary>
internal sealed class MemoryAccesses(Body body)
{
    private readonly Dice _dice = body.Dice;

    public Code Read(int depth) => _dice.Next(5) switch
    {
        0 => new Code($"{body.Memory}.ReadUInt32({body.Indices.OfMemory()})", Scalar.UInt),
        1 when depth > 1 =>
            new Code($"{body.Memory}.ReadInt32(({body.Memory}.ReadInt32({body.Indices.OfMemory()}) & {ProgramParts.Cells - 1}))",
                Scalar.Int),
        2 => new Code($"{body.Memory}.Read4Bytes({body.Indices.OfMemory()})[{_dice.Next(4)}]", Scalar.Byte),
        _ => new Code($"{body.Memory}.ReadInt32({body.Indices.OfMemory()})", Scalar.Int),
    };

    public void Write(int depth)
    {
        if (body.IsInTask)
        {
            return;
        }

        string index = body.Indices.OfMemory();
        switch (_dice.Next(6))
        {
            case 0:
                body.Line($"{body.Memory}.WriteBoolean({index}, {body.Booleans.Boolean(2).Text});");
                break;
            case 1:
                body.Line($"{body.Memory}.WriteUInt32({index}, {body.Expressions.Assignable(Scalar.UInt, 3)});");
                break;
            case 2:
                body.Line($"{body.Memory}.Write4Bytes({index}, {Bytes()});");
                break;
            default:
                body.Line($"{body.Memory}.WriteInt32({index}, {body.Expressions.Assignable(Scalar.Int, 3 - (depth / 2))});");
                break;
        }
    }

    private string Bytes()
    {
        List<ArraySlot> arrays = [.. body.Scope.Arrays.Where(array => array is { Length: 4 } && array.Element == Scalar.Byte)];
        return arrays.Count > 0 && _dice.OneIn(2)
            ? _dice.Pick(arrays).Text
            : $"new byte[] {{ {string.Join(", ", Enumerable.Range(0, 4).Select(_ => body.Expressions.Assignable(Scalar.Byte, 1)))} }}";
    }
}
