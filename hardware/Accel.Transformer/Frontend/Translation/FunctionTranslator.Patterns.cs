using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Accel.Transformer.Frontend.Translation;

/// <content>Patterns: of numbers, of parts of structs and objects, of what they are taken apart to, of elements.</content>
internal sealed partial class FunctionTranslator
{
    // What the members of a pattern belong to.
    private Place? _matched;

    // Variables of patterns that are declared before the pattern is looked at.
    private readonly HashSet<ISymbol> _prepared = new(SymbolEqualityComparer.Default);

    private Expression MatchesPlain(IPatternOperation pattern, Value value)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return IrBuild.Constant(true);
            case IConstantPatternOperation constant when IsNullConstant(constant):
                return IrBuild.Not(IsThere(value, pattern));
            case IConstantPatternOperation constant:
                return IrBuild.Binary(
                    BinaryOperator.Equal, Scalar(value, pattern),
                    IrBuild.Convert(Scalar(value, pattern).Type, EvaluateScalar(constant.Value)));
            case IRelationalPatternOperation relational:
                Expression left = Scalar(value, pattern);
                return Operate(relational.OperatorKind, left, IrBuild.Convert(left.Type, EvaluateScalar(relational.Value)), pattern);
            case IBinaryPatternOperation binary:
                bool isAnd = binary.OperatorKind == BinaryOperatorKind.And;
                Expression first = Matches(binary.LeftPattern, value);
                return isAnd ? Guarded(first, () => Matches(binary.RightPattern, value))
                    : IrBuild.Or(first, Matches(binary.RightPattern, value));
            case INegatedPatternOperation negated:
                return IrBuild.Not(Matches(negated.Pattern, value));
            case ITypePatternOperation type when AreSame(type.MatchedType, type.InputType):
                return IsThere(value, pattern);
            case IDeclarationPatternOperation declaration
                when declaration.MatchesNull || AreSame(declaration.MatchedType, declaration.InputType):
                return Named(declaration.DeclaredSymbol, value, declaration.MatchesNull ? IrBuild.Constant(true) : IsThere(value, pattern));
            case IRecursivePatternOperation parts when AreSame(parts.MatchedType, parts.InputType):
                return MatchesParts(parts, value);
            case IListPatternOperation list:
                return MatchesElements(list, value);
            default:
                throw new Refusal(DiagnosticDescriptors.Pattern, pattern, pattern.Syntax.ToString());
        }

        static bool AreSame(ITypeSymbol? matched, ITypeSymbol input) => matched is null
            || SymbolEqualityComparer.Default.Equals(
                TypeArguments.Of(matched), KnownTypes.NullableOf(input) ?? TypeArguments.Of(input));
    }

    // What C# calls a type pattern's match: not null.
    private static Expression IsThere(Value value, IOperation pattern) => value switch
    {
        NullValue => IrBuild.Constant(false),
        ChoiceValue choice => IrBuild.Not(IsNull(choice)),
        ReferenceValue { Target: ObjectPlace { Element: not null } } => throw new Refusal(
            DiagnosticDescriptors.NullReference, pattern, $"whether an element matches {pattern.Syntax}, or is null,"),
        _ => IrBuild.Constant(true),
    };

    private Expression Named(ISymbol? declared, Value value, Expression matches)
    {
        if (declared is ILocalSymbol local)
        {
            Store(_prepared.Contains(local) ? _frame.Symbols[local] : DeclareLocal(local), value);
        }

        return matches;
    }

    // Where a part does not match, those behind it are not looked at: what they name is zero or null then.
    private void Prepare(IPatternOperation pattern)
    {
        foreach (IPatternOperation part in pattern.Descendants().OfType<IPatternOperation>())
        {
            ISymbol? declared = part switch
            {
                IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
                IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
                IListPatternOperation list => list.DeclaredSymbol,
                _ => null,
            };
            if (declared is ILocalSymbol local)
            {
                Store(DeclareLocal(local), Default(local.Type, part));
                _ = _prepared.Add(local);
            }
        }
    }

    // { A: 1, B.C: > 2 } and (1, _, var x): the parts are looked at where there is an object.
    private Expression MatchesParts(IRecursivePatternOperation pattern, Value value)
    {
        Expression matches = Named(pattern.DeclaredSymbol, value, IsThere(value, pattern));
        if (pattern.DeconstructionSubpatterns is { Length: > 0 } positions)
        {
            List<Value> parts = ElementsOf(value)
                ?? (pattern.DeconstructSymbol is IMethodSymbol method ? CallDeconstruct(method, value, pattern)
                : throw new Refusal(DiagnosticDescriptors.Pattern, pattern, pattern.Syntax.ToString()));
            foreach ((IPatternOperation part, Value element) in positions.Zip(parts))
            {
                matches = Guarded(matches, () => Matches(part, element));
            }
        }

        if (pattern.PropertySubpatterns.IsEmpty || value is NullValue)
        {
            return matches;
        }

        if (value is ChoiceValue { Alternatives: var alternatives } && alternatives.Any(static item => item.Target is null))
        {
            // Of an object that was never made, a part is compared too, and the result not used.
            _cleared.UnionWith(alternatives.Where(static item => item.Target is not null)
                .SelectMany(static item => Storage(item.Target!)).Where(static part => part is Variable));
        }

        Place owner = Materialise(value, pattern.MatchedType, pattern);
        foreach (IPropertySubpatternOperation part in pattern.PropertySubpatterns)
        {
            matches = Guarded(matches, () => Matches(part.Pattern, Steady(While(owner, () => MemberOf(owner, part.Member)), false)));
        }

        return matches;
    }

    private Value MemberOf(Place owner, IOperation member)
    {
        Place? outer = _matched;
        _matched = owner;
        try
        {
            return Evaluate(member);
        }
        finally
        {
            _matched = outer;
        }
    }

    // [1, _, .., var last]: the length first, then the elements.
    private Expression MatchesElements(IListPatternOperation pattern, Value value)
    {
        var (array, start, length) = Taken(value, pattern);
        Place known = Behind(array, pattern);
        (start, length) = (Operand(start), Operand(length));
        int slice = pattern.Patterns.ToList().FindIndex(static part => part is ISlicePatternOperation);
        int count = pattern.Patterns.Length - (slice < 0 ? 0 : 1);
        if (slice >= 0 && pattern.Patterns[slice] is ISlicePatternOperation { Pattern: not null })
        {
            throw new Refusal(DiagnosticDescriptors.Pattern, pattern, pattern.Syntax.ToString());
        }

        Expression wanted = IrBuild.Constant(IrType.Int32, count);
        Expression matches = Named(pattern.DeclaredSymbol, value, slice < 0
            ? IrBuild.Binary(BinaryOperator.Equal, length, wanted) : IrBuild.Binary(BinaryOperator.LessOrEqual, wanted, length));
        for (int index = 0; index < pattern.Patterns.Length; index++)
        {
            if (index == slice || pattern.Patterns[index] is IDiscardPatternOperation)
            {
                continue;
            }

            Expression position = slice >= 0 && index > slice
                ? Difference(length, IrBuild.Constant(IrType.Int32, pattern.Patterns.Length - index))
                : IrBuild.Constant(IrType.Int32, index);
            IPatternOperation part = pattern.Patterns[index];
            matches = Guarded(matches, () => Matches(part, Steady(Load(ElementAt(known, Placed(known, Sum(start, position)))), false)));
        }

        return matches;
    }
}
