using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Handover;

/// <content>Loops, and jumps out of them.</content>
internal sealed partial class TokenWalk
{
    private const int MaximumFollowed = 4096, MaximumRounds = 200;

    private readonly Dictionary<LoopStatement, (TokenState? Left, TokenState? Next)> _exits = [];
    private readonly Dictionary<LoopStatement, bool> _usesStreams = [];
    private int _followed;

    private void Visit(LoopStatement loop)
    {
        var entry = _state;
        if (UsesStreams(loop) && Follow(loop))
        {
            return;
        }

        var head = entry;
        bool wasFinal = _isFinal;
        _isFinal = false;
        for (int round = 0; ; round++)
        {
            _state = head;
            Iterate(loop);
            var next = Join(loop, head, _state);
            if (next!.IsSame(head!))
            {
                break;
            }

            head = round < MaximumRounds ? next : TokenState.Empty;
        }

        _isFinal = wasFinal;
        _state = head;
        Iterate(loop);
        Leave(loop);
    }

    private bool UsesStreams(LoopStatement loop)
        => _usesStreams.TryGetValue(loop, out bool known) ? known
            : _usesStreams[loop] = IrWalk.UsesStreams(loop);

    // Iteration by iteration, as long as it is known that there is another one; false where that cannot be told.
    private bool Follow(LoopStatement loop)
    {
        var entry = _state;
        if (_isFinal)
        {
            _isFinal = false;
            bool isCounted = TryFollow(loop);
            (_isFinal, _state) = (true, entry);
            return isCounted && TryFollow(loop);
        }

        if (TryFollow(loop))
        {
            return true;
        }

        _state = entry;
        return false;
    }

    private bool TryFollow(LoopStatement loop)
    {
        TokenState? left = null;
        for (; _followed < MaximumFollowed; _followed++)
        {
            bool ends = Iterate(loop) is { } goesOn ? !goesOn : _state is not null;
            left = Join((loop, "left"), left, _exits[loop].Left);
            if (_state is null)
            {
                _state = left;
                return true;
            }

            // A loop that only a jump ends may go on for ever where it is not known whether it is left.
            if (ends || (loop.Condition is ConstantExpression && _exits[loop].Left is not null))
            {
                return false;
            }
        }

        return false;
    }

    // One iteration from the state at the head to that at its end, which is null where none follows. Whether another one follows at the end
    // of this one is told where it is known.
    private bool? Iterate(LoopStatement loop)
    {
        _exits[loop] = (null, null);
        bool? goesOn = true;
        if (!loop.TestsAtEnd)
        {
            goesOn = Test(loop);
        }

        Visit(loop.Body.Statements);
        _state = Join((loop, "next"), _state, _exits[loop].Next);
        Visit(loop.Step.Statements);
        return loop.TestsAtEnd ? Test(loop) : goesOn;
    }

    private bool? Test(LoopStatement loop)
    {
        Visit(loop.Header.Statements);
        if (_state is null)
        {
            return null;
        }

        Look(loop.Condition, loop.Source);
        var (goesOn, ends) = Split(loop.Condition, _state);
        _exits[loop] = _exits[loop] with { Left = Join((loop, "left"), _exits[loop].Left, ends) };
        _state = goesOn;
        return ends is null ? true : goesOn is null ? false : null;
    }

    private void Leave(LoopStatement loop)
    {
        _state = _exits[loop].Left;
        _ = _exits.Remove(loop);
    }

    private void Jump(LoopStatement loop, bool isBreak)
    {
        if (_exits.TryGetValue(loop, out var now))
        {
            _exits[loop] = isBreak
                ? now with { Left = Join((loop, "left"), now.Left, _state) }
                : now with { Next = Join((loop, "next"), now.Next, _state) };
        }

        _state = null;
    }
}
