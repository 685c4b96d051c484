namespace Accel.Fuzzing.Generation;

/// <summary>Methods that take two places which may be one: by ref, in and out, as an array, as an object.</summary>
internal sealed class OverlapMethods(ProgramParts parts)
{
    private readonly Dice _dice = parts.Dice;

    /// <summary>Writes a static method.</summary>
    public (Method Method, string Text) Write(string name, Scope scope) =>
        new MethodWriter(parts).Write(name, "internal static", scope, Parameters(), _dice.Type());

    private List<Parameter> Parameters()
    {
        List<UserType> types = [.. parts.Types.Where(type => type.Members.Any(member => member.IsVariable))];
        if (types.Count > 0 && _dice.OneIn(2))
        {
            UserType type = _dice.Pick(types);
            Scalar field = _dice.Pick(type.Members.Where(member => member.IsVariable).ToList()).Type;
            Passing passing = type.IsClass ? _dice.Pick(Passing.Value, Passing.Value, Passing.Ref) : _dice.Pick(Passing.Ref, Passing.In);
            Parameter whole = new(_dice.Name("a"), Scalar.Int, passing, 0, null, type);
            Parameter other = _dice.OneIn(3)
                ? whole with { Name = _dice.Name("a"), Passing = type.IsClass ? Passing.Value : Passing.Ref }
                : new Parameter(_dice.Name("a"), field, _dice.Pick(Passing.Ref, Passing.Ref, Passing.In, Passing.Out));
            return _dice.OneIn(2) ? [whole, other] : [other, whole];
        }

        Scalar number = _dice.Type();
        Parameter first = new(_dice.Name("a"), number, _dice.Pick(Passing.Ref, Passing.In));
        Parameter second = _dice.Has(Features.Arrays) && _dice.OneIn(3)
            ? new Parameter(_dice.Name("a"), number, Passing.Array, _dice.Between(1, 4))
            : new Parameter(_dice.Name("a"), number, _dice.Pick(Passing.Ref, Passing.Out));
        return _dice.OneIn(2) ? [first, second] : [second, first];
    }
}
