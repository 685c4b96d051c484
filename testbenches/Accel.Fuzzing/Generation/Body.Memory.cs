namespace Accel.Fuzzing.Generation;

/// <content>SimpleMemory.</content>
internal sealed partial class Body
{
    private Code MemoryRead(int depth) => _dice.Next(5) switch
    {
        0 => new Code($"{Memory}.ReadUInt32({MemoryIndex()})", Scalar.UInt),
        1 when depth > 1 => new Code($"{Memory}.ReadInt32(({Memory}.ReadInt32({MemoryIndex()}) & {ProgramParts.Cells - 1}))", Scalar.Int),
        2 => new Code($"{Memory}.Read4Bytes({MemoryIndex()})[{_dice.Next(4)}]", Scalar.Byte),
        _ => new Code($"{Memory}.ReadInt32({MemoryIndex()})", Scalar.Int),
    };

    private void MemoryWrite(int depth)
    {
        if (_inTask)
        {
            return;
        }

        string index = MemoryIndex();
        switch (_dice.Next(6))
        {
            case 0:
                Line($"{Memory}.WriteBoolean({index}, {Boolean(2).Text});");
                break;
            case 1:
                Line($"{Memory}.WriteUInt32({index}, {Assignable(Scalar.UInt, 3)});");
                break;
            case 2:
                Line($"{Memory}.Write4Bytes({index}, {Bytes()});");
                break;
            default:
                Line($"{Memory}.WriteInt32({index}, {Assignable(Scalar.Int, 3 - (depth / 2))});");
                break;
        }
    }

    private string Bytes()
    {
        List<ArraySlot> arrays = [.. _scope.Arrays.Where(array => array is { Length: 4 } && array.Element == Scalar.Byte)];
        return arrays.Count > 0 && _dice.OneIn(2)
            ? _dice.Pick(arrays).Text
            : $"new byte[] {{ {string.Join(", ", Enumerable.Range(0, 4).Select(_ => Assignable(Scalar.Byte, 1)))} }}";
    }
}
