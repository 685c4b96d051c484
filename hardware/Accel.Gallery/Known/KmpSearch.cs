using Accel.Hast;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Accel.Gallery.Known;

/// <summary>
/// How often a pattern occurs in a text (Knuth, Morris and Pratt 1977), occurrences that overlap included. Memory: cell 0 the bytes of the
/// text, cell 1 those of the pattern, from 1 to <see cref="MostPattern"/>; cell 2 becomes the count; cell 3 on the pattern, behind the room
/// for it the text, a byte per cell.
/// </summary>
public class KmpSearch
{
    /// <summary>Most bytes of the pattern.</summary>
    [Replaceable("KmpSearch.MostPattern"), Allowed(1, 256)]
    public const int MostPattern = 32;

    private const int CountCell = 2;
    private const int PatternCell = 3;
    private const int TextCell = PatternCell + MostPattern;

    /// <summary>Counts. One task reads the text, the other one compares.</summary>
    [Range("length", 1, MostPattern)]
    public virtual void Run(SimpleMemory memory)
    {
        int bytes = memory.ReadInt32(0);
        int length = memory.ReadInt32(1);
        byte[] pattern = new byte[MostPattern];
        byte[] borders = new byte[MostPattern];
        for (int index = 0; index < length; index++)
        {
            pattern[index] = (byte)memory.ReadInt32(PatternCell + index);
        }

        FindBorders(pattern, length, borders);
        var text = new Stream<TextByte>(4);
        var read = Task.Run(() => Read(memory, bytes, text));
        int count = bytes > 0 ? Search(text, pattern, length, borders) : 0;
        read.Wait();
        memory.WriteInt32(CountCell, count);
    }

    // Of each beginning of the pattern: how long its longest end is that is a beginning, too.
    [Range("length", 1, MostPattern)]
    [Range("border", 0, MostPattern - 1)]
    private static void FindBorders(byte[] pattern, int length, byte[] borders)
    {
        int border = 0;
        borders[0] = 0;
        for (int index = 1; index < length; index++)
        {
            while (border > 0 && pattern[border] != pattern[index])
            {
                border = borders[border - 1];
            }

            border = pattern[border] == pattern[index] ? border + 1 : border;
            borders[index] = (byte)border;
        }
    }

    [Pipeline("index", InitiationInterval = 0)]
    private static void Read(SimpleMemory memory, int bytes, Stream<TextByte> to)
    {
        for (int index = 0; index < bytes; index++)
        {
            to.Write(new TextByte { Value = (byte)memory.ReadInt32(TextCell + index), IsLast = index == bytes - 1 });
        }
    }

    // A comparison per step: of the next byte, or of the same one with a shorter beginning of the pattern.
    [Pipeline("step", InitiationInterval = 0)]
    [Range("length", 1, MostPattern)]
    [Range("matched", 0, MostPattern - 1)]
    private static int Search(Stream<TextByte> text, byte[] pattern, int length, byte[] borders)
    {
        int count = 0;
        int matched = 0;
        var next = new TextByte();
        bool isOver = true;
        for (int step = 0; !(isOver && next.IsLast); step++)
        {
            next = isOver ? text.Read() : next;
            bool isEqual = pattern[matched] == next.Value;
            bool isWhole = isEqual && matched == length - 1;
            count += isWhole ? 1 : 0;
            isOver = isEqual || matched == 0;
            matched = isEqual && !isWhole ? matched + 1 : isEqual ? borders[matched] : matched == 0 ? 0 : borders[matched - 1];
        }

        return count;
    }

    private struct TextByte
    {
        public byte Value;
        public bool IsLast;
    }
}
