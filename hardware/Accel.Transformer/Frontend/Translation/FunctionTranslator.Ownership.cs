using Accel.Rtl;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Site = (Microsoft.CodeAnalysis.SyntaxTree Tree, Microsoft.CodeAnalysis.Text.TextSpan Span, int Path, string Role, int Ordinal);

namespace Accel.Transformer.Frontend.Translation;

/// <content>
/// Where objects live. Each new has a place of its own. It is used again when the new is executed again: who still refers to the
/// object before follows it to a spare place. An element of an array of objects lives in the array, and an object that becomes one
/// moves there.
/// </content>
internal sealed partial class FunctionTranslator
{
    // The statement that is being translated.
    private IOperation? _statement;

    // The variables and arrays of objects; before one is made they hold nothing.
    private readonly HashSet<object> _tracked = new(ReferenceEqualityComparer.Instance);

    private readonly HashSet<object> _cleared = new(ReferenceEqualityComparer.Instance);

    // Objects of one new that refer to each other: each that lives on needs a place, and each place may need another one.
    private const int MaximumChain = 8;

    // Operands that wait for others.
    private readonly List<Operand> _pending = [];
    private readonly List<(Site Site, Place Place)> _created = [];
    private readonly Dictionary<Site, Place> _retired = [];
    private readonly Dictionary<(int Path, TextSpan Span), int> _paths = [];

    private Holders FindHolders()
    {
        List<Operand> roots = [.. _pending];
        if (_initialised is not null)
        {
            roots.Add(_initialised);
        }

        for (Frame? frame = _frame; frame is not null; frame = frame.Caller)
        {
            roots.AddRange(frame.Symbols.Values.Where(place => !IsElementByRef(place)));
            roots.AddRange(new[] { frame.This, frame.ResultPlace }.OfType<Place>());
        }

        return new Holders(_flow, roots);
    }

    // ref e[i] is a place in the array, whichever object lives there; the object itself is held by this and by values.
    private static bool IsElementByRef(Place place) => place is ObjectPlace { Element: not null } item && TypeFacts.IsReference(item.Type);

    // The number of a call within calls: what is made in it is made there.
    private int PathOf(IOperation call)
    {
        (int Path, TextSpan Span) key = (_frame.Path, call.Syntax.Span);
        if (!_paths.TryGetValue(key, out int path))
        {
            path = _paths.Count + 1;
            _paths.Add(key, path);
        }

        return path;
    }

    // A new object or array. Who still refers to the one that was made here before leaves the place first.
    private Place Allocate(IOperation operation, Func<Place> make, string role = "")
    {
        (Place place, bool isAgain) = Reserve(operation, make, role);
        if (isAgain)
        {
            MakeFree(place, operation, make, role);
        }

        if (role.Length == 0)
        {
            _flow = _flow with { Made = _flow.Made.Union(Storage(place)) };
        }

        return place;
    }

    // A place for an object, the same one in each round of a loop.
    private (Place Place, bool IsAgain) Reserve(IOperation operation, Func<Place> make, string role)
    {
        Site site = (operation.Syntax.SyntaxTree, operation.Syntax.Span, _frame.Path, role, 0);
        site.Ordinal = _created.Count(item => (item.Site with { Ordinal = 0 }) == site);
        bool isAgain = _retired.Remove(site, out Place? place);
        place = isAgain ? place! : make();
        _created.Add((site, place));
        if (isAgain)
        {
            Declare(place);
        }

        _tracked.UnionWith(Storage(place));
        return (place, isAgain);
    }

    private static IEnumerable<object> Storage(Place place) => place switch
    {
        VariablePlace variable => [variable.Variable],
        ElementPlace element => [element.Array],
        ArrayPlace array => array.Layout.Arrays,
        ObjectPlace item => item.Fields.Values.SelectMany(Storage),
        _ => [],
    };

    // What is copied before it is made, because what refers to it does not exist yet either, is zero until then.
    private void ClearFirst()
    {
        _function.Body.Statements.InsertRange(0, [
            .. _function.Variables.Where(_cleared.Contains)
                .Select(item => new AssignStatement(item, IrBuild.Constant(item.Type, 0), _function.Source)),
            .. _function.Arrays.Where(_cleared.Contains).Select(item => new ArrayClearStatement(item, _function.Source)),
        ]);
    }

    // Whether a place can be read wherever the other one is used: it exists by then, and has an element of that index.
    private bool CanReadBoth(Place first, Place second) => (first, second) switch
    {
        (ChoicePlace choice, _) => CanReadBoth(choice.WhenTrue, second) && CanReadBoth(choice.WhenFalse, second),
        (_, ChoicePlace choice) => CanReadBoth(first, choice.WhenTrue) && CanReadBoth(first, choice.WhenFalse),
        (VariablePlace, VariablePlace) => IsMade(first) && IsMade(second),
        (ElementPlace left, ElementPlace right) => IsMade(first) && IsMade(second)
            && left.Index == right.Index && left.Array.Length == right.Array.Length && left.Array.Length > 0,
        _ => false,
    };

    private bool IsMade(Place place) => Storage(place).All(part => !_tracked.Contains(part) || _flow.Made.Contains(part));

    private void Declare(Place place)
    {
        ForEachVariable(place, _function.Variables.Add);
        if (place is ArrayPlace array)
        {
            foreach (ArrayVariable part in array.Layout.Arrays)
            {
                _function.Arrays.Add(part);
                _frame.Arrays.Add((part.Name, part));
            }
        }
    }

    private void MakeFree(Place place, IOperation operation, Func<Place> make, string role)
    {
        Holders holders = FindHolders();
        IReadOnlyList<SlotPlace> slots = holders.Of(place);
        if (holders.IsHeldDirectly(place))
        {
            throw Conflict(operation, slots, place);
        }

        if (slots.Count > 0)
        {
            Spares spares = new(operation, number => Reserve(operation, make, $"spare {number} of {role}").Place, [], [.. slots]);
            MoveToSpare(slots, place, spares);
        }
    }

    // Those who refer to the object follow it to the first spare place that nobody refers to. Of as many places as there are references
    // one is free.
    private void MoveToSpare(IReadOnlyList<SlotPlace> slots, Place place, Spares spares)
    {
        Place spare = spares.Make(spares.Before.Count + 1);
        Holders holders = FindHolders();
        if (spares.Before.Count >= MaximumChain && place is ObjectPlace item && TypeFacts.RefersToItself(item.Type))
        {
            throw new Refusal(DiagnosticDescriptors.SelfReference, spares.Operation, item.Type.Name, MaximumChain);
        }

        if (holders.IsHeldDirectly(spare))
        {
            throw Conflict(spares.Operation, slots, place);
        }

        IReadOnlyList<SlotPlace> others = holders.Of(spare);
        spares = spares with { Before = [.. spares.Before, spare], Slots = [.. spares.Slots.Union(others)] };
        if (others.Count == 0 || spares.Before.Count >= spares.Slots.Count)
        {
            MoveAll();
            return;
        }

        Expression isTaken = others
            .Select(slot => Current(slot) is ChoiceValue choice ? Is(choice, Selectors.Number(spare)) : IrBuild.Constant(true))
            .Aggregate(IrBuild.Or);
        if (isTaken is ConstantExpression)
        {
            MoveToSpare(slots, place, spares);
        }
        else
        {
            EmitFork(Settled(isTaken), () => MoveToSpare(slots, place, spares), MoveAll);
        }

        void MoveAll() => slots.ToList().ForEach(slot => Move(slot, place, spare));
    }

    // Places for objects of one new that are still in use when it is executed again.
    private sealed record Spares(IOperation Operation, Func<int, Place> Make, IReadOnlyList<Place> Before, IReadOnlyList<SlotPlace> Slots);

    // The reference follows the object to another place, which is free where it stands for that object and not for one there.
    private void Move(SlotPlace slot, Place from, Place to)
    {
        if (Current(slot) is not ChoiceValue && !IsMade(from))
        {
            _cleared.UnionWith(Storage(from));
        }

        IfItStandsFor(slot, from, () => Follow(slot, from, () => to));
    }

    private void Follow(SlotPlace slot, Place from, Func<Place> makeTarget)
    {
        _flow = _flow.With(slot, new ReferenceValue(from));
        Place target = makeTarget();
        CopyContent(from, target);
        Bind(slot, new ReferenceValue(target));
    }

    private static Value Without(ChoiceValue choice, Alternative alternative)
    {
        List<Alternative> others = [.. choice.Alternatives.Where(item => item != alternative)];
        return others is not [var only] ? new ChoiceValue(choice.Selector, others)
            : only.Target is { } target ? new ReferenceValue(target)
            : NullValue.Instance;
    }

    private void CopyContent(Place from, Place to)
    {
        switch (from, to)
        {
            case (ArrayPlace source, ArrayPlace target):
                Expression zero = IrBuild.Constant(IrType.Int32, 0);
                CopyElements(source, zero, target, zero, IrBuild.Constant(IrType.Int32, target.Length));
                break;
            case (ListPlace source, ListPlace target):
                source.Items.Zip(target.Items).ToList().ForEach(pair => Store(pair.Second, Load(pair.First)));
                break;
            case (ObjectPlace source, ObjectPlace target):
                foreach ((ISymbol key, Place field) in target.Fields)
                {
                    Store(field, Load(source.Fields[key]));
                }

                break;
        }
    }

    private Refusal Conflict(ObjectPlace element, Place item)
    {
        program.Lists.Want(element.Element!.Layout);
        return new Refusal(
            DiagnosticDescriptors.Identity, _place!, $"an element of type {element.Type.Name}", "the element of the array", Describe(item));
    }

    private static Refusal Conflict(IOperation operation, string name, string first, string second) =>
        new(DiagnosticDescriptors.Identity, operation, name, first, second);

    private static Refusal Conflict(IOperation operation, IReadOnlyList<SlotPlace> slots, Place place) => Conflict(
        operation,
        slots.Count > 0 ? slots[0].Name : Describe(operation),
        Describe(place),
        $"the one that line {SourcePlaces.Of(operation).Line} makes next, while the one before is still in use");

    private static string Describe(Place place)
    {
        SourceLocation? origin = place switch
        {
            ObjectPlace item => item.Origin,
            ArrayPlace array => array.Origin,
            _ => null,
        };
        string what = place switch
        {
            ObjectPlace { Element: not null } item => $"an element of type {item.Type.Name}",
            ObjectPlace item => $"the {item.Type.Name}",
            ArrayPlace array => $"the {array.ElementType.Name}[{array.Length}]",
            ListPlace list => $"the array of {list.Items.Count} references",
            _ => "what is passed",
        };
        return origin is null ? what : $"{what} made at {origin}";
    }
}
