namespace Accel.Fuzzing.Generation;

/// <summary>A promise about a value: [Minimum, Minimum + Mask], Mask + 1 a power of two.</summary>
internal sealed record Promised(int Minimum, int Mask)
{
    /// <summary>An expression that keeps the promise.</summary>
    public string Keep(Scalar type, string value) => $"({type.Name})(((int)({value}) & {Mask}) + {(Minimum < 0 ? $"({Minimum})" : Minimum)})";
}

/// <summary>Something that holds a number.</summary>
/// <param name="Text">How it is written.</param>
/// <param name="Type">Its type.</param>
/// <param name="CanWrite">May be assigned.</param>
/// <param name="IsVariable">May be passed by reference.</param>
/// <param name="Promise">What an attribute promises about it.</param>
/// <param name="CanCapture">A local function may use it: not so for a parameter by reference.</param>
/// <param name="HasEffects">Reading it changes something: not for tasks, whose order nobody tells.</param>
internal sealed record Slot(
    string Text,
    Scalar Type,
    bool CanWrite = true,
    bool IsVariable = true,
    Promised? Promise = null,
    bool CanCapture = true,
    bool HasEffects = false);

/// <summary>An array.</summary>
/// <param name="Text">How it is written.</param>
/// <param name="Element">Its elements' type, or null where they are objects.</param>
/// <param name="Object">Its elements' struct or class, or null.</param>
/// <param name="Length">At least 1; of a parameter, the least that is passed.</param>
/// <param name="CanWrite">Its elements may be assigned.</param>
/// <param name="Promise">What an attribute promises about each element.</param>
/// <param name="IsParameter">It may be longer than is known.</param>
/// <param name="CanRebind">It is a variable that may be set to another array of that length.</param>
/// <param name="CanCapture">A local function may use it.</param>
internal sealed record ArraySlot(
    string Text,
    Scalar? Element,
    UserType? Object,
    int Length,
    bool CanWrite = true,
    Promised? Promise = null,
    bool IsParameter = false,
    bool CanRebind = false,
    bool CanCapture = true);

/// <summary>Something that holds a struct or refers to an object.</summary>
/// <param name="Text">How it is written.</param>
/// <param name="Type">Its type.</param>
/// <param name="CanWrite">Methods that change it may be called.</param>
/// <param name="CanRebind">It may be assigned, and passed by reference.</param>
/// <param name="CanCapture">A local function may use it.</param>
internal sealed record ObjectSlot(string Text, UserType Type, bool CanWrite = true, bool CanRebind = false, bool CanCapture = true);

/// <summary>A loop's variable, which the body does not change: from Minimum to Maximum.</summary>
internal sealed record Counter(string Text, int Minimum, int Maximum);

/// <summary>What can be named at a place in the text.</summary>
internal sealed class Scope
{
    public List<Slot> Slots { get; } = [];

    public List<ArraySlot> Arrays { get; } = [];

    public List<ObjectSlot> Objects { get; } = [];

    public List<Counter> Counters { get; } = [];

    // Objects that a task makes are used without what changes something when it is read, too.
    private bool _isOfTask;

    /// <summary>Local functions.</summary>
    public List<Method> Functions { get; } = [];

    /// <summary>An object, and all that can be reached through it.</summary>
    public void Add(ObjectSlot item)
    {
        Objects.Add(item);
        AddMembers($"{item.Text}.", item.Type, item.CanCapture);
    }

    /// <summary>All that can be reached through an object.</summary>
    /// <param name="prefix">What stands before a member's name: the object and a dot, or nothing inside of its type.</param>
    /// <param name="type">Its type.</param>
    /// <param name="canCapture">A local function may use it.</param>
    public void AddMembers(string prefix, UserType type, bool canCapture = true)
    {
        Slots.AddRange(type.Members.Where(member => !_isOfTask || !member.HasEffects).Select(
            member => new Slot(prefix + member.Name, member.Type, true, member.IsVariable, null, canCapture, member.HasEffects)));
        if (type.Array is { } array)
        {
            Arrays.Add(array with { Text = prefix + array.Text, CanCapture = canCapture });
        }

        foreach (ReferenceField field in type.References)
        {
            if (field.Array is { } elements)
            {
                Arrays.Add(elements with { Text = prefix + field.Name, CanRebind = true, CanCapture = canCapture });
            }
            else
            {
                Add(new ObjectSlot(prefix + field.Name, field.Object!, true, true, canCapture));
            }
        }
    }

    /// <summary>What is declared by the action is forgotten at its end, as at a closing brace.</summary>
    public void Nested(Action action)
    {
        (int slots, int arrays, int objects, int counters, int functions) = (Slots.Count, Arrays.Count, Objects.Count, Counters.Count, Functions.Count);
        action();
        Slots.RemoveRange(slots, Slots.Count - slots);
        Arrays.RemoveRange(arrays, Arrays.Count - arrays);
        Objects.RemoveRange(objects, Objects.Count - objects);
        Counters.RemoveRange(counters, Counters.Count - counters);
        Functions.RemoveRange(functions, Functions.Count - functions);
    }

    /// <summary>The same names: what a local function sees of its surroundings.</summary>
    public Scope Captured()
    {
        Scope copy = new() { _isOfTask = _isOfTask };
        copy.Slots.AddRange(Slots.Where(slot => slot.CanCapture));
        copy.Arrays.AddRange(Arrays.Where(array => array.CanCapture));
        copy.Objects.AddRange(Objects.Where(item => item.CanCapture));
        copy.Counters.AddRange(Counters);
        copy.Functions.AddRange(Functions);
        return copy;
    }

    /// <summary>The same names, none of which may be written or changes when it is read: what a task sees of its surroundings.</summary>
    public Scope ReadOnly()
    {
        Scope copy = new() { _isOfTask = true };
        copy.Slots.AddRange(Slots.Where(slot => !slot.HasEffects).Select(slot => slot with { CanWrite = false, IsVariable = false }));
        copy.Arrays.AddRange(
            Arrays.Where(array => array.Object?.HasEffects != true).Select(array => array with { CanWrite = false, CanRebind = false }));
        copy.Counters.AddRange(Counters);
        return copy;
    }
}
