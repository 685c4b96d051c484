namespace Accel.Fuzzing.Generation;

/// <summary>Statements of any kind, in blocks and choices.</summary>
internal sealed class Statements(Body body)
{
    private readonly Dice _dice = body.Dice;
    private readonly ProgramParts _parts = body.Parts;

    public void Write(int depth, LoopContext? loop)
    {
        body.StatementsLeft--;
        body.Cost += body.Trips;
        if (WritePlaces())
        {
            return;
        }

        switch (_dice.Next(depth < Body.MostDepth ? 26 : 15))
        {
            case 0 or 1:
                body.Assignments.Declare();
                break;
            case 2 when _dice.Has(Features.Arrays) && depth < 2:
                body.Declarations.Array();
                break;
            case 3 when _parts.Types.Count > 0 && depth < 3:
                body.Declarations.Object();
                break;
            case 4 when body.Memory is not null:
            case 5 when body.Memory is not null:
                body.MemoryAccesses.Write(depth);
                break;
            case 6 when _dice.Has(Features.Methods):
                body.Calls.CallStatement();
                break;
            case 7 when loop is not null && _dice.Has(Features.Jumps):
                Jump(loop);
                break;
            case 8 when _dice.Has(Features.Throws):
                body.Line(
                    $"if (((int)({body.Expressions.NonConstant(1).Text}) & 7) > {_dice.Between(7, 9)}) {{ throw new InvalidOperationException(); }}");
                break;
            case 9 when _dice.Has(Features.Tuples):
                body.Assignments.Exchange();
                break;
            case 10 when body.Result is not null && depth > 0 && _dice.OneIn(2):
                body.Line($"if ({body.Booleans.Boolean(2).Text}) {{ return {body.Expressions.Assignable(body.Result, 2)}; }}");
                body.MayHaveLeft = true;
                break;
            case 11 when _dice.Has(Features.Vectors):
                body.Vectors.Write();
                break;
            case 12 when _dice.Has(Features.LocalFunctions) && body.MayNest && !body.IsInTask && depth < 3:
                body.Calls.DeclareFunction();
                break;
            case 15 or 16 or 17:
                Choice(depth, loop);
                break;
            case 18 when _dice.Has(Features.Switches):
                body.Switches.Write(depth, loop);
                break;
            case 19 or 20 or 21 or 22:
                body.Loops.Write(depth);
                break;
            case 23 or 24 or 25 when body.IsEntry && _dice.Has(Features.Tasks) && !body.IsInTask && body.Trips < 4:
                body.TaskStarts.Write();
                break;
            default:
                body.Assignments.Assign(depth);
                break;
        }
    }

    // Tuples, references and overlapping places, in programs that have them.
    private bool WritePlaces()
    {
        List<Func<bool>> writers =
        [
            .. _dice.Has(Features.Places) ? [body.Tuples.Write] : (Func<bool>[])[],
            .. _dice.Has(Features.Deconstruction) ? [body.Tuples.Deconstruct] : (Func<bool>[])[],
            .. _dice.Has(Features.References)
                ?
                [
                    body.References.Rebind, body.References.Rebind, body.References.Alias, body.OperandOrder.Write, body.OperandOrder.Write,
                    body.ObjectArrays.Declare, body.ObjectArrays.Move, body.ReferenceLoops.Write,
                ]
                : (Func<bool>[])[],
            .. _dice.Has(Features.Newer) ? [body.Newer.Write] : (Func<bool>[])[],
            .. _dice.Has(Features.Overlaps) ? [body.Overlaps.Write] : (Func<bool>[])[],
        ];
        return writers.Count > 0 && _dice.OneIn(_dice.Has(Features.References) ? 2 : 3) && _dice.Pick(writers)();
    }

    private void Choice(int depth, LoopContext? loop)
    {
        body.Line($"if ({body.Booleans.Boolean(2).Text})");
        Block(depth + 1, loop);
        while (_dice.OneIn(4))
        {
            body.Line($"else if ({body.Booleans.Boolean(2).Text})");
            Block(depth + 1, loop, 2);
        }

        if (_dice.OneIn(2))
        {
            body.Line("else");
            Block(depth + 1, loop);
        }
    }

    private void Jump(LoopContext loop)
    {
        string jump = loop switch
        {
            { CanBreak: true, CanContinue: true } => _dice.Pick("break", "continue"),
            { CanContinue: true } => "continue",
            _ => "break",
        };
        body.Line($"if ({body.Booleans.Boolean(1).Text}) {{ {jump}; }}");
    }

    /// <summary>A block in braces.</summary>
    public void Block(int depth, LoopContext? loop, int most = 4)
    {
        body.Line("{");
        body.Nesting++;
        body.Scope.Nested(() =>
        {
            int count = _dice.Between(1, most);
            do
            {
                Write(body.StatementsLeft > 0 ? depth : Body.MostDepth, loop);
            }
            while (--count > 0 && body.StatementsLeft > 0);
        });
        body.Nesting--;
        body.Line("}");
    }
}
