using System.Text;

namespace Accel.Fuzzing.Generation;

/// <summary>Writes a method that other code calls.</summary>
internal sealed class MethodWriter(ProgramParts parts)
{
    private const int MostCost = 60;

    private readonly Dice _dice = parts.Dice;

    /// <summary>Writes a method.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="modifiers">For instance <c>public static</c>.</param>
    /// <param name="scope">Fields that it sees; its parameters are added.</param>
    /// <param name="mayTakeMemory">Whether it may have a SimpleMemory among its parameters.</param>
    /// <param name="isInstance">Whether it may call methods of the kernel's object.</param>
    /// <param name="isExtension">Whether its first parameter is <c>this</c>.</param>
    /// <param name="mayNest">Whether it may have local functions: not in a struct, whose fields these could not use.</param>
    public (Method Method, string Text) Write(
        string name, string modifiers, Scope scope, bool mayTakeMemory, bool isInstance = false, bool isExtension = false, bool mayNest = true)
    {
        List<Parameter> parameters = [.. Enumerable.Range(0, _dice.Next(4)).Select(_ => Parameter())];
        if (isExtension)
        {
            parameters.Insert(0, new Parameter(_dice.Name("a"), _dice.Type(), Passing.Value));
        }

        if (mayTakeMemory && _dice.OneIn(3))
        {
            parameters.Add(new Parameter(_dice.Name("m"), Scalar.Int, Passing.Memory));
        }

        Scalar? result = _dice.OneIn(4) ? null : _dice.Type();
        if (_dice.Has(Features.References) && parts.Types.Count > 0 && _dice.OneIn(2))
        {
            parameters.Add(ObjectParameter());
        }

        return Write(name, modifiers, scope, parameters, result, isInstance, isExtension, mayNest);
    }

    /// <summary>Writes a method with these parameters.</summary>
    public (Method Method, string Text) Write(
        string name,
        string modifiers,
        Scope scope,
        IReadOnlyList<Parameter> parameters,
        Scalar? result,
        bool isInstance = false,
        bool isExtension = false,
        bool mayNest = true)
    {
        StringBuilder attributes = new();
        foreach (Parameter parameter in parameters)
        {
            See(parameter, scope);
            if (parameter.Promise is { } promise)
            {
                attributes.Append(FormattableString.Invariant($"[Range(\"{parameter.Name}\", {promise.Minimum}, {promise.Minimum + promise.Mask})]\n"));
            }
        }

        Body body = new(parts, scope, result, _dice.Next(6))
        {
            Memory = parameters.FirstOrDefault(parameter => parameter.Passing == Passing.Memory)?.Name,
            IsInstance = isInstance,
            MayNest = mayNest,
            MostCost = MostCost,
        };
        foreach (Parameter parameter in parameters.Where(parameter => parameter.Passing == Passing.Out))
        {
            body.Line($"{parameter.Name} = {body.Expressions.Literal(parameter.Type).Text};");
        }

        if (_dice.Has(Features.References) && (parameters is [{ Object: not null }, ..] || _dice.OneIn(2)))
        {
            body.References.Rebind();
        }

        body.Write();
        if (result is not null)
        {
            body.Return();
        }

        string inlining = _dice.Next(3) switch
        {
            0 => "[MethodImpl(MethodImplOptions.AggressiveInlining)]\n",
            1 => "[MethodImpl(MethodImplOptions.NoInlining)]\n",
            _ => "",
        };
        string list = string.Join(", ", parameters.Select((parameter, index) => (isExtension && index == 0 ? "this " : "") + Declaration(parameter)));
        string text = $"{attributes}{body.Attributes}{inlining}{modifiers}{(modifiers.Length > 0 ? " " : "")}{result?.Name ?? "void"} {name}({list})\n{{\n{body.Text}}}\n";
        return (new Method(name, result, parameters, 3 + body.Cost, isExtension, body.Rebinds), text);
    }

    private Parameter Parameter()
    {
        string name = _dice.Name("a");
        Scalar type = parts.Enums.Count > 0 && _dice.OneIn(8) ? _dice.Pick(parts.Enums) : _dice.OneIn(8) ? Scalar.Bool : _dice.Type();
        Passing passing = _dice.Next(8) switch
        {
            0 => Passing.Ref,
            1 => Passing.Out,
            2 when _dice.Has(Features.Arrays) && type.IsNumber => Passing.Array,
            _ => Passing.Value,
        };
        if (passing == Passing.Value && _dice.Has(Features.Overlaps) && _dice.OneIn(8))
        {
            passing = Passing.In;
        }

        bool isPromised = passing == Passing.Value && type is { IsNumber: true, Bits: < 64 } && type != Scalar.Char && _dice.Has(Features.Promises) && _dice.OneIn(4);
        return new Parameter(
            name,
            type,
            passing == Passing.Out && !type.IsNumber ? Passing.Ref : passing,
            passing == Passing.Array ? _dice.Between(1, 6) : 0,
            isPromised ? new Promised(type.IsSigned ? -_dice.Next(60) : 0, (1 << _dice.Between(1, 6)) - 1) : null);
    }

    public Parameter ObjectParameter()
    {
        UserType type = _dice.Pick(parts.Types);
        Passing passing = type.IsClass
            ? _dice.Pick(Passing.Value, Passing.Value, Passing.Value, Passing.Ref)
            : _dice.Pick(Passing.Value, Passing.Ref, Passing.In);
        return new Parameter(_dice.Name("a"), Scalar.Int, passing, 0, null, type);
    }

    private static void See(Parameter parameter, Scope scope)
    {
        if (parameter.Object is { } type)
        {
            if (parameter.Passing != Passing.In)
            {
                scope.Add(new ObjectSlot(parameter.Name, type, true, true, parameter.Passing == Passing.Value));
                return;
            }

            scope.Slots.AddRange(type.Members.Where(member => member.IsVariable).Select(
                member => new Slot($"{parameter.Name}.{member.Name}", member.Type, false, false, null, false)));
            return;
        }

        switch (parameter.Passing)
        {
            case Passing.Array:
                scope.Arrays.Add(new ArraySlot(parameter.Name, parameter.Type, null, parameter.Length, IsParameter: true, CanRebind: true));
                break;
            case Passing.In:
                scope.Slots.Add(new Slot(parameter.Name, parameter.Type, false, false, null, false));
                break;
            case Passing.Memory:
                break;
            default:
                // A promise holds when the method begins; assignments keep it.
                scope.Slots.Add(new Slot(parameter.Name, parameter.Type, true, true, parameter.Promise, parameter.Passing is Passing.Value));
                break;
        }
    }

    private static string Declaration(Parameter parameter) => parameter.Passing switch
    {
        _ when parameter.Object is { } type => $"{Calls.Keyword(parameter)}{type.Name} {parameter.Name}",
        Passing.Array => $"{parameter.Type.Name}[] {parameter.Name}",
        Passing.Memory => $"SimpleMemory {parameter.Name}",
        _ => $"{Calls.Keyword(parameter)}{parameter.Type.Name} {parameter.Name}",
    };
}
