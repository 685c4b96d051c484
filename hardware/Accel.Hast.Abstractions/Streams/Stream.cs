using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Accel.Hast;

/// <summary>
/// A bounded queue from one task of a kernel to another one. Reading waits for an element, writing for a free place, and nobody can look
/// whether either is there: what a program computes does not depend on which task runs when (Kahn, "The semantics of a simple language for
/// parallel programming", IFIP 1974). In hardware it is a FIFO. Not portable to Hastlayer.
/// </summary>
/// <typeparam name="T">An integer type, bool, an enum, or a struct of these.</typeparam>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix",
    Justification = "It is a stream, as Kahn and every HLS tool call it.")]
public sealed class Stream<T>
    where T : struct
{
    /// <summary>Most places that a stream can have.</summary>
    public const int MaximumCapacity = 1 << 20;

    private readonly Queue<T> _items = [];
    private readonly StreamEnds _ends;

    /// <summary>Makes an empty stream.</summary>
    /// <param name="capacity">Places, 1 to <see cref="MaximumCapacity"/>; a constant.</param>
    /// <param name="file">Left out: the compiler gives the place.</param>
    /// <param name="line">Left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is out of range.</exception>
    public Stream(int capacity, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (capacity is < 1 or > MaximumCapacity)
        {
            throw new ArgumentOutOfRangeException(
                nameof(capacity), capacity, string.Create(CultureInfo.InvariantCulture, $"a stream has 1 to {MaximumCapacity} places"));
        }

        Capacity = capacity;
        _ends = new StreamEnds($"the Stream<{typeof(T).Name}> of {StreamPlace.Text(file, line)}");
    }

    /// <summary>Places.</summary>
    public int Capacity { get; }

    /// <summary>Takes the oldest element; waits until there is one.</summary>
    /// <param name="member">Left out: the compiler gives the place.</param>
    /// <param name="file">Left out.</param>
    /// <param name="line">Left out.</param>
    /// <exception cref="InvalidOperationException">Another task has read from the stream.</exception>
    /// <exception cref="StreamDeadlockException">Every task of the program waits, so that the element never comes.</exception>
    public T Read([CallerMemberName] string member = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        T item = default;
        _ends.Do(isWrite: false, new StreamPlace(member, file, line), () => _items.TryDequeue(out item));
        return item;
    }

    /// <summary>Appends an element; waits until there is room.</summary>
    /// <param name="value">The element.</param>
    /// <param name="member">Left out: the compiler gives the place.</param>
    /// <param name="file">Left out.</param>
    /// <param name="line">Left out.</param>
    /// <exception cref="InvalidOperationException">Another task has written to the stream.</exception>
    /// <exception cref="StreamDeadlockException">Every task of the program waits, so that there never is room.</exception>
    public void Write(T value, [CallerMemberName] string member = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => _ends.Do(isWrite: true, new StreamPlace(member, file, line), () =>
        {
            if (_items.Count >= Capacity)
            {
                return false;
            }

            _items.Enqueue(value);
            return true;
        });

    /// <summary>
    /// Clock cycles from the reset on in which the hardware has waited for an element to read, mod 2^32, for counters that tell where time
    /// goes; plain C# takes none, so that it is 0. Of the task that reads. What a kernel computes must not depend on it.
    /// </summary>
    /// <param name="member">Left out: the compiler gives the place.</param>
    /// <param name="file">Left out.</param>
    /// <param name="line">Left out.</param>
    /// <exception cref="InvalidOperationException">Another task reads from the stream.</exception>
    public uint ReadWaits([CallerMemberName] string member = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        _ends.Claim(isWrite: false, new StreamPlace(member, file, line));
        return 0;
    }

    /// <summary>The same for the task that writes: cycles in which it has waited for room.</summary>
    /// <param name="member">Left out: the compiler gives the place.</param>
    /// <param name="file">Left out.</param>
    /// <param name="line">Left out.</param>
    /// <exception cref="InvalidOperationException">Another task writes to the stream.</exception>
    public uint WriteWaits([CallerMemberName] string member = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        _ends.Claim(isWrite: true, new StreamPlace(member, file, line));
        return 0;
    }
}
